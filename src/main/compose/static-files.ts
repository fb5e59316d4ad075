import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

export interface StaticFile {
  readonly contentType: string;
  readonly bytes: Buffer;
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * The files under `dir` by their URL path, read once: a few megabytes. A request is a look-up in this list, never a path on
 * disk, so there is nothing to traverse, and a build meanwhile changes nothing under a running app. Links and files of
 * unknown type are left out.
 */
export async function loadStaticFiles(dir: string): Promise<ReadonlyMap<string, StaticFile>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const files = entries.flatMap((entry) => {
    const contentType = CONTENT_TYPES[path.extname(entry.name)];
    return entry.isFile() && contentType !== undefined
      ? [{ contentType, file: path.join(entry.parentPath, entry.name) }]
      : [];
  });
  return new Map(
    await Promise.all(
      files.map(async ({ contentType, file }): Promise<[string, StaticFile]> => {
        const urlPath = `/${path.relative(dir, file).split(path.sep).join('/')}`;
        return [urlPath, { contentType, bytes: await readFile(file) }];
      }),
    ),
  );
}
