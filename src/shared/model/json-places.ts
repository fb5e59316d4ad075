/** A JSON text read with the line of every value, so that a mistake can be shown where it stands. */
export type JsonRead =
  | { ok: true; value: unknown; lineOf: (path: readonly PropertyKey[]) => number }
  /** `line` counts from 1. */
  | { ok: false; line: number };

/** Deeper than any file of ours; keeps a hostile one from exhausting the stack. */
const DEEPEST = 40;

export function readJson(source: string): JsonRead {
  const text = source.replace(/^\uFEFF/, '');
  const lines = new Map<string, number>();
  let at = 0;
  let line = 1;

  const broken = (): never => {
    throw new SyntaxError();
  };
  const skip = (): void => {
    for (; at < text.length && ' \t\r\n'.includes(text[at]!); at += 1) if (text[at] === '\n') line += 1;
  };
  const literal = (): unknown => {
    const found = /^(?:"(?:[^"\\\u0000-\u001f]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/.exec(
      text.slice(at, at + 10_000),
    );
    if (!found) return broken();
    at += found[0].length;
    return JSON.parse(found[0]);
  };
  const value = (path: string, depth: number): unknown => {
    skip();
    lines.set(path, line);
    if (depth > DEEPEST) return broken();
    const open = text[at];
    if (open !== '{' && open !== '[') return literal();
    at += 1;
    const close = open === '{' ? '}' : ']';
    const items: [string, unknown][] = [];
    skip();
    if (text[at] === close) at += 1;
    else
      for (;;) {
        skip();
        let key = String(items.length);
        if (open === '{') {
          if (text[at] !== '"') return broken();
          key = literal() as string;
          // A field given twice: one of the two would be lost.
          if (items.some(([other]) => other === key)) return broken();
          skip();
          if (text[at] !== ':') return broken();
          at += 1;
        }
        items.push([key, value(`${path}/${key}`, depth + 1)]);
        skip();
        if (text[at] === ',') at += 1;
        else if (text[at] === close) {
          at += 1;
          break;
        } else return broken();
      }
    return open === '{' ? Object.fromEntries(items) : items.map(([, item]) => item);
  };

  try {
    const read = value('', 0);
    skip();
    if (at < text.length) broken();
    return {
      ok: true,
      value: read,
      lineOf(path) {
        // A field that is missing is missed where its object begins.
        for (let length = path.length; length >= 0; length -= 1) {
          const found = lines.get(
            path
              .slice(0, length)
              .map((part) => `/${String(part)}`)
              .join(''),
          );
          if (found !== undefined) return found;
        }
        return 1;
      },
    };
  } catch {
    return { ok: false, line };
  }
}
