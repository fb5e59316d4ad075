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
