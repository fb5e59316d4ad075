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
let isRemembering = false;

/**
 * A pure function of a text (of so many at most) that is asked the same again and again while a note is made. What it said is kept only
 * within `whileRemembering`.
 */
export function rememberedText<V extends object | string | number>(
  most: number,
  work: (text: string) => V,
): (text: string) => V {
  const known = new Map<string, V>();
  return (text) => {
    if (!isRemembering) return work(text);
    let said = known.get(text);
    if (said === undefined) {
      if (known.size >= most) known.clear();
      filled.add(known);
      known.set(text, (said = work(text)));
    }
    return said;
  };
}

/** What is remembered of texts within the (synchronous) work is forgotten at its end: nothing of a visit outlasts it. */
export function whileRemembering<T>(work: () => T): T {
  if (isRemembering) return work();
  isRemembering = true;
  try {
    return work();
  } finally {
    isRemembering = false;
    for (const known of filled) known.clear();
    filled.clear();
  }
}
