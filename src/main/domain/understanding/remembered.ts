/**
 * A pure function that is asked of the same (unchanging) object again and again: what it said is kept as long as the object lives, so that
 * nothing of a visit outlasts it.
 */
export function remembered<K extends WeakKey, V>(work: (of: K) => V): (of: K) => V {
  const known = new WeakMap<K, { readonly said: V }>();
  return (of) => {
    let hit = known.get(of);
    if (!hit) known.set(of, (hit = { said: work(of) }));
    return hit.said;
  };
}

const filled = new Set<Map<string, unknown>>();
let holders = 0;

/**
 * A pure function of a text (of so many at most) that is asked the same again and again while a note is made. What it said is kept only
 * as long as somebody wants texts remembered.
 */
export function rememberedText<V extends object | string | number>(
  most: number,
  work: (text: string) => V,
): (text: string) => V {
  const known = new Map<string, V>();
  return (text) => {
    if (holders === 0) return work(text);
    let said = known.get(text);
    if (said === undefined) {
      if (known.size >= most) known.clear();
      filled.add(known);
      known.set(text, (said = work(text)));
    }
    return said;
  };
}

/** Texts are remembered until what this gives is called. At the end of the last such time all is forgotten: nothing of a visit outlasts it. */
export function rememberTexts(): () => void {
  holders++;
  let isHeld = true;
  return () => {
    if (!isHeld) return;
    isHeld = false;
    if (--holders > 0) return;
    for (const known of filled) known.clear();
    filled.clear();
  };
}

/** The (synchronous) work, with texts remembered. */
export function whileRemembering<T>(work: () => T): T {
  const forget = rememberTexts();
  try {
    return work();
  } finally {
    forget();
  }
}
