import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const scripts = import.meta.dirname;
let root;

/** A small clone: the real bootstrap, a lock of two packages, and an npm that writes down what it was asked. */
beforeEach(() => {
  root = fs.mkdtempSync(path.join(tmpdir(), 'chartside-bootstrap-'));
  for (const file of ['bootstrap.mjs', 'run.mjs']) {
    fs.mkdirSync(path.join(root, 'scripts'), { recursive: true });
    fs.copyFileSync(path.join(scripts, file), path.join(root, 'scripts', file));
  }
  write('package.json', { type: 'module' });
  write('package-lock.json', lock('1.0.0'));
  fs.writeFileSync(
    path.join(root, 'scripts', 'start.mjs'),
    `process.stdout.write(JSON.stringify(process.argv.slice(2)));
     if (process.argv[2] === 'fail') process.exitCode = 7;
     if (process.argv[2] === 'throw') throw new Error('a bug');`,
  );
  fs.mkdirSync(path.join(root, 'npm'));
  fs.writeFileSync(
    path.join(root, 'npm', 'npm-cli.js'),
    `import fs from 'node:fs';
     fs.appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n');
     console.log('added 2 packages');
     if (fs.existsSync('npm-fails')) process.exit(1);
     fs.mkdirSync('node_modules', { recursive: true });
     fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');`,
  );
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

const lock = (version) => ({
  packages: {
    '': { name: 'x' },
    'node_modules/a': { version, integrity: `sha512-${version}` },
    'node_modules/other-platform': { version: '1.0.0', integrity: 'sha512-x', optional: true },
  },
});
const write = (file, value) => {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), JSON.stringify(value));
};
const npmCalls = () => {
  const file = path.join(root, 'npm-calls');
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8').trim().split('\n') : [];
};
function run(...args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(root, 'scripts', 'run.mjs'), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, npm_execpath: path.join(root, 'npm', 'npm-cli.js') },
  });
  return { status, stdout, stderr };
}

describe('the bootstrap', () => {
  it('installs from the lock once, without any install script, and keeps stdout for results', () => {
    const first = run('start', 'x');
    expect(first.status).toBe(0);
    expect(first.stdout).toBe('["x"]');
    expect(first.stderr).toContain('first start, installing');
    expect(npmCalls()).toHaveLength(1);
    expect(npmCalls()[0]).toMatch(/^ci --ignore-scripts /);
    const second = run('start', 'x');
    expect(second).toEqual({ status: 0, stdout: '["x"]', stderr: '' });
    expect(npmCalls()).toHaveLength(1);
  });

  it('installs again when the lock has changed', () => {
    run('start');
    write('package-lock.json', lock('2.0.0'));
    expect(run('start').stderr).toContain('lock file has changed');
    expect(npmCalls()).toHaveLength(2);
  });

  it('leaves what npm has put there already, packages of other platforms missing', () => {
    const installed = lock('1.0.0');
    delete installed.packages['node_modules/other-platform'];
    write('node_modules/.package-lock.json', installed);
    expect(run('start').stderr).toBe('');
    expect(npmCalls()).toEqual([]);
  });

  it.each([
    ['another version', lock('0.9.0')],
    ['a package missing', { packages: {} }],
  ])('does not trust a node_modules with %s', (_name, installed) => {
    write('node_modules/.package-lock.json', installed);
    run('start');
    expect(npmCalls()).toHaveLength(1);
  });

  it('says in a line when npm fails, and tries again the next time', () => {
    fs.writeFileSync(path.join(root, 'npm-fails'), '');
    const failed = run('start');
    expect(failed.status).toBe(1);
    expect(failed.stdout).toBe('');
    expect(failed.stderr).toContain('npm ci failed');
    expect(failed.stderr).not.toContain('    at ');
    fs.rmSync(path.join(root, 'npm-fails'));
    expect(run('start').status).toBe(0);
  });

  it('passes over the lock of a start that died', () => {
    write('.cache/install.lock', 2 ** 22 + 1);
    expect(run('start').status).toBe(0);
    expect(fs.existsSync(path.join(root, '.cache', 'install.lock'))).toBe(false);
  });
});

describe('the runner', () => {
  it('passes arguments and the exit code through', () => {
    expect(run('start', 'fail', '--x=1', 'two words')).toMatchObject({
      status: 7,
      stdout: '["fail","--x=1","two words"]',
    });
  });

  it('lets a bug show itself', () => {
    const { status, stderr } = run('start', 'throw');
    expect(status).toBe(1);
    expect(stderr).toContain('a bug');
  });

  it.each([[], ['nothing'], ['__proto__'], ['constructor']])('refuses %j with its usage', (...args) => {
    const { status, stdout, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^chartside: usage: .*start.*scribe/);
  });

  it('says what is not part of this copy', () => {
    const { status, stderr } = run('scribe');
    expect(status).toBe(1);
    expect(stderr).toContain('scribe is not part of this copy');
  });
});
