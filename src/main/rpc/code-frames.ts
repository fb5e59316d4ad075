/**
 * Where an error came from, as `file.ts:line:column` of the innermost frames: enough to find a bug, and free of its
 * message, which may quote what people said.
 */
export function codeFrames(error: unknown): string {
  if (!(error instanceof Error) || typeof error.stack !== 'string') return '';
  const frames: string[] = [];
  for (const line of error.stack.split('\n')) {
    if (!/^\s+at /.test(line)) continue;
    const place = /([\w.-]+\.(?:ts|tsx|js|mjs|cjs):\d+:\d+)\)?$/.exec(line)?.[1];
    if (place !== undefined) frames.push(place);
    if (frames.length === 4) break;
  }
  return frames.join(' < ');
}
