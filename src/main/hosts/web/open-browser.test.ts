import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openBrowser } from './open-browser.ts';

const url = 'http://127.0.0.1:1/?token=secret-token';
let home: string;

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'chartside-browser-'));
  vi.stubEnv('HOME', home);
  vi.stubEnv('DISPLAY', ':0');
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(home, { recursive: true, force: true });
});

/** A browser that writes down how it was called, and what the file said and allowed. */
function installBrowser(): string {
  const record = path.join(home, '.record');
  const script = `#!/bin/sh\nfile=\${1#file://}\n{ echo "$@"; stat -c %a "$file"; cat "$file"; } > ${record}.part\nmv ${record}.part ${record}\n`;
  writeFileSync(path.join(home, 'xdg-open'), script, { mode: 0o755 });
  vi.stubEnv('PATH', `${home}:${process.env['PATH'] ?? ''}`);
  return record;
}

describe.runIf(process.platform === 'linux')('opening the browser', () => {
  it('hands over a file for our eyes only, never the address itself', async () => {
    const record = installBrowser();
    expect(openBrowser(url)).toBe(true);
    await expect.poll(() => readdirSync(home)).toContain(path.basename(record));
    const [argument, mode, page] = readFileSync(record, 'utf8').split('\n');
    expect(argument).toMatch(/^file:\/\/.*chartside-opening-[0-9a-f]{12}\.html$/);
    expect(argument).not.toContain('token');
    expect(mode).toBe('600');
    expect(page).toContain(`content="0;url=${url}"`);
    rmSync(fileURLToPath(argument!));
  });

  it('asks nobody where there is no display or no browser', () => {
    installBrowser();
    vi.stubEnv('DISPLAY', '');
    vi.stubEnv('WAYLAND_DISPLAY', '');
    expect(openBrowser(url)).toBe(false);
    vi.stubEnv('DISPLAY', ':0');
    vi.stubEnv('PATH', '/nowhere');
    expect(openBrowser(url)).toBe(false);
    expect(readdirSync(home).filter((name) => name.endsWith('.html'))).toEqual([]);
  });
});
