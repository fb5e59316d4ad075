import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { defaultDataDir } from './data-dir.ts';

describe('defaultDataDir', () => {
  it('takes CHARTSIDE_DATA_DIR first, made absolute', () => {
    expect(defaultDataDir({ CHARTSIDE_DATA_DIR: 'here' }, 'linux', '/home/a')).toBe(path.resolve('here'));
  });
  it('follows each platform', () => {
    expect(defaultDataDir({}, 'linux', '/home/a')).toBe(path.join('/home/a', '.local', 'share', 'chartside'));
    expect(defaultDataDir({ XDG_DATA_HOME: '/x' }, 'linux', '/home/a')).toBe(path.join('/x', 'chartside'));
    expect(defaultDataDir({}, 'darwin', '/Users/a')).toBe(
      path.join('/Users/a', 'Library', 'Application Support', 'Chartside'),
    );
    expect(defaultDataDir({ APPDATA: '/roaming' }, 'win32', '/u')).toBe(path.join('/roaming', 'Chartside'));
    expect(defaultDataDir({ CHARTSIDE_DATA_DIR: '  ' }, 'darwin', '/Users/a')).toContain('Application Support');
  });
});
