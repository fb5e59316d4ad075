import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { accessSync, constants, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** The note that leads the browser to the one-time address is removed when it has surely been read. */
const KEEP_NOTE_MS = 30_000;

/**
 * Opens the address in the person's browser, if there is one. The address never stands on a command line, which every
 * account on this machine can read: the browser gets a file that only its owner may read, and is led on from there. The
 * file lies in the home folder by a visible name, the one place that sandboxed browsers may read as well.
 * @returns whether a browser was asked
 */
export function openBrowser(url: string): boolean {
  const opener = findOpener();
  if (!opener) return false;
  const note = path.join(homedir(), `chartside-opening-${randomBytes(6).toString('hex')}.html`);
  const remove = () => rmSync(note, { force: true });
  try {
    writeFileSync(note, `<!doctype html><meta http-equiv="refresh" content="0;url=${url}"><title>Chartside</title>\n`, {
      mode: 0o600,
      flag: 'wx',
    });
    const child = spawn(opener.command, [...opener.args, pathToFileURL(note).href], {
      stdio: 'ignore',
      detached: true,
    });
    child.on('error', remove);
    child.unref();
    setTimeout(remove, KEEP_NOTE_MS).unref();
    process.once('exit', remove);
    return true;
  } catch {
    remove();
    return false;
  }
}

function findOpener(): { command: string; args: string[] } | undefined {
  if (process.platform === 'darwin') return { command: 'open', args: [] };
  if (process.platform === 'win32') return { command: 'rundll32', args: ['url.dll,FileProtocolHandler'] };
  const hasScreen = Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
  return hasScreen && isOnPath('xdg-open') ? { command: 'xdg-open', args: [] } : undefined;
}

function isOnPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(path.delimiter).some((dir) => {
    try {
      accessSync(path.join(dir, name), constants.X_OK);
      return dir !== '';
    } catch {
      return false;
    }
  });
}
