/** A pattern and what stands in its place. */
export type Rewrite = readonly [RegExp, string | ((match: string, ...groups: string[]) => string)];

const rewrite = (text: string, [pattern, to]: Rewrite): string =>
  typeof to === 'string' ? text.replace(pattern, to) : text.replace(pattern, to);

/** Every rule in its order, each on what the one before left. */
export const rewriteAll = (text: string, rules: readonly Rewrite[]): string =>
  rules.reduce((out, rule) => rewrite(out, rule), text);

/** By the first rule that knows the text; undefined where none does. */
export function rewriteFirst(text: string, rules: readonly Rewrite[]): string | undefined {
  const known = rules.find(([pattern]) => pattern.test(text));
  return known && rewrite(text, known);
}
