import os from 'node:os';
import path from 'node:path';

/**
 * Where what is installed for the whole machine account lives (terminology releases, models, profiles): CHARTSIDE_DATA_DIR, or the
 * platform's place for application data. The directory may not exist yet.
 */
export function defaultDataDir(
  env: Readonly<Record<string, string | undefined>>,
  platform: string,
  home: string = os.homedir(),
): string {
  const chosen = env.CHARTSIDE_DATA_DIR?.trim();
  if (chosen) return path.resolve(chosen);
  if (platform === 'win32') return path.join(env.APPDATA ?? path.join(home, 'AppData', 'Roaming'), 'Chartside');
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Chartside');
  return path.join(env.XDG_DATA_HOME ?? path.join(home, '.local', 'share'), 'chartside');
}
