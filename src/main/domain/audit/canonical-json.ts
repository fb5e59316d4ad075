/** A value that JSON can carry. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/**
 * One spelling for one value: keys sorted by UTF-16 code units at every depth, no white space, numbers and strings as
 * ECMAScript's JSON.stringify writes them (the rules of RFC 8785, JSON Canonicalization Scheme). Properties that are
 * `undefined` are left out, as JSON does; numbers that JSON cannot carry are refused instead of becoming `null`.
 * @throws TypeError for NaN and infinities.
 */
export function canonicalJson(value: JsonValue): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError('not a JSON number');
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const member = value[key];
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`);
  }
  return `{${members.join(',')}}`;
}

/** `Array.isArray` narrows a readonly array to `any[]`; this keeps the element type. */
function isArray(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
