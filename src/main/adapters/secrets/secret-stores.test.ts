import {
  chmodSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { secretStoreConformance } from '../../ports/secret-store.conformance.ts';
import { createKeyFileSecretStore } from './key-file-secret-store.ts';
import { decodeMasterKey, deriveKeys, encodeMasterKey } from './master-key.ts';
import { changePassphrase, createPassphraseSecretStore } from './passphrase-secret-store.ts';
import { createSafeStorageSecretStore, type SafeStorage } from './safe-storage-secret-store.ts';
import type { ScryptCost } from './scrypt.ts';

const root = mkdtempSync(path.join(tmpdir(), 'chartside-secrets-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});
let count = 0;
const freshDir = (): string => path.join(root, String((count += 1)), 'keys');
const posix = process.platform !== 'win32';
const refused = (code: string, reason?: string) =>
  expect.objectContaining(reason === undefined ? { code } : { code, params: { reason } }) as Error;
/** The least cost that is taken: the tests are about the rest. */
const cost: ScryptCost = { N: 2 ** 15, r: 8, p: 1 };

/** An operating system's keychain in miniature: opens only what this one closed. */
function fakeSafeStorage(changes: Partial<SafeStorage> = {}): SafeStorage {
  const mask = 1 + Math.floor(Math.random() * 254);
  const flip = (bytes: Uint8Array): Buffer => Buffer.from(bytes.map((byte) => byte ^ mask));
  return {
    isEncryptionAvailable: () => true,
    encryptString: (text) => Buffer.concat([Buffer.from([mask]), flip(Buffer.from(text))]),
    decryptString: (bytes) => {
      if (bytes[0] !== mask) throw new Error('Error while decrypting the ciphertext');
      return flip(bytes.subarray(1)).toString();
    },
    getSelectedStorageBackend: () => 'gnome_libsecret',
    ...changes,
  };
}

secretStoreConformance('key file', 'key-file', () => {
  const dir = freshDir();
  return { open: (options) => createKeyFileSecretStore({ dir, ...options }) };
});
secretStoreConformance('passphrase', 'passphrase', () => {
  const dir = freshDir();
  return { open: (options) => createPassphraseSecretStore({ dir, passphrase: 'correct horse', cost, ...options }) };
});
secretStoreConformance('safeStorage', 'os-keychain', () => {
  const dir = freshDir();
  const safeStorage = fakeSafeStorage();
  return { open: (options) => createSafeStorageSecretStore({ dir, safeStorage, ...options }) };
});

describe('createKeyFileSecretStore', () => {
  it.runIf(posix)('keeps file and folder for their owner, and leaves no other file', async () => {
    const dir = freshDir();
    await createKeyFileSecretStore({ dir }).masterKey();
    expect(readdirSync(dir)).toEqual(['master.key']);
    expect(statSync(path.join(dir, 'master.key')).mode & 0o777).toBe(0o600);
    expect(statSync(dir).mode & 0o777).toBe(0o700);
  });

  it.runIf(posix).each([0o640, 0o604, 0o620, 0o666])('refuses a file of mode %o', async (mode) => {
    const dir = freshDir();
    await createKeyFileSecretStore({ dir }).masterKey();
    chmodSync(path.join(dir, 'master.key'), mode);
    await expect(createKeyFileSecretStore({ dir }).masterKey()).rejects.toThrow(refused('storage.key', 'permissions'));
  });

  it.runIf(posix)('does not follow a link, nor read a folder', async () => {
    const dir = freshDir();
    const elsewhere = freshDir();
    await createKeyFileSecretStore({ dir: elsewhere }).masterKey();
    mkdirSync(dir, { recursive: true });
    symlinkSync(path.join(elsewhere, 'master.key'), path.join(dir, 'master.key'));
    await expect(createKeyFileSecretStore({ dir }).masterKey()).rejects.toThrow(refused('storage.key', 'not-a-file'));
    rmSync(path.join(dir, 'master.key'));
    mkdirSync(path.join(dir, 'master.key'), { mode: 0o700 });
    await expect(createKeyFileSecretStore({ dir }).masterKey()).rejects.toThrow(refused('storage.key', 'not-a-file'));
  });

  it('says storage.key for a damaged file instead of making a new key', async () => {
    const dir = freshDir();
    await createKeyFileSecretStore({ dir }).masterKey();
    const file = path.join(dir, 'master.key');
    const text = readFileSync(file, 'utf8');
    for (let at = 0; at < text.trim().length; at += 3) {
      const damaged = `${text.slice(0, at)}${text[at] === '0' ? '1' : '0'}${text.slice(at + 1)}`;
      writeFileSync(file, damaged);
      await expect(createKeyFileSecretStore({ dir }).masterKey(), `at ${at}`).rejects.toThrow(
        refused('storage.key', 'damaged'),
      );
    }
    for (const damaged of ['', text.slice(0, 40), `${text.trim()}:x`]) {
      writeFileSync(file, damaged);
      await expect(createKeyFileSecretStore({ dir }).masterKey()).rejects.toThrow(refused('storage.key', 'damaged'));
    }
    writeFileSync(file, text);
    expect(await createKeyFileSecretStore({ dir }).masterKey()).toEqual(decodeMasterKey(text));
  });

  it('tries again after a failure', async () => {
    const dir = freshDir();
    const store = createKeyFileSecretStore({ dir, mustExist: true });
    await expect(store.masterKey()).rejects.toThrow(refused('storage.key', 'missing'));
    const made = await createKeyFileSecretStore({ dir }).masterKey();
    expect(await store.masterKey()).toEqual(made);
  });

  it('says storage.io where no folder can be', async () => {
    const file = path.join(root, 'a-file');
    writeFileSync(file, '');
    await expect(createKeyFileSecretStore({ dir: path.join(file, 'below') }).masterKey()).rejects.toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^storage\.(io|key)$/) as string }) as Error,
    );
  });
});

describe('createPassphraseSecretStore', () => {
  const fileIn = (dir: string): string => path.join(dir, 'master.passphrase.json');

  it('says auth.passphrase for a wrong passphrase, and keeps the key', async () => {
    const dir = freshDir();
    const key = await createPassphraseSecretStore({ dir, passphrase: 'right', cost }).masterKey();
    for (const wrong of ['Right', 'right ', '', 'x'.repeat(1_000)])
      await expect(createPassphraseSecretStore({ dir, passphrase: wrong, cost }).masterKey()).rejects.toThrow(
        refused('auth.passphrase'),
      );
    expect(await createPassphraseSecretStore({ dir, passphrase: 'right' }).masterKey()).toEqual(key);
  });

  it('makes no key under an empty passphrase', async () => {
    const dir = freshDir();
    await expect(createPassphraseSecretStore({ dir, passphrase: '', cost }).masterKey()).rejects.toThrow(
      refused('auth.passphrase'),
    );
    await expect(
      createPassphraseSecretStore({ dir, passphrase: 'p', cost, mustExist: true }).masterKey(),
    ).rejects.toThrow(refused('storage.key', 'missing'));
  });

  it('takes a passphrase however its letters were composed', async () => {
    const dir = freshDir();
    const key = await createPassphraseSecretStore({ dir, passphrase: 'caf\u00e9', cost }).masterKey();
    expect(await createPassphraseSecretStore({ dir, passphrase: 'cafe\u0301', cost }).masterKey()).toEqual(key);
  });

  it('holds neither key nor passphrase in the clear', async () => {
    const dir = freshDir();
    const key = await createPassphraseSecretStore({ dir, passphrase: 'needle words', cost }).masterKey();
    const text = readFileSync(fileIn(dir), 'utf8');
    expect(text).not.toContain('needle');
    expect(text).not.toContain(Buffer.from(key).toString('base64').slice(0, 20));
    expect(text).not.toContain(Buffer.from(key).toString('hex').slice(0, 20));
    if (posix) expect(statSync(fileIn(dir)).mode & 0o777).toBe(0o600);
  });

  it('calls a damaged file damaged, not the passphrase wrong', async () => {
    const dir = freshDir();
    await createPassphraseSecretStore({ dir, passphrase: 'p', cost }).masterKey();
    const whole = JSON.parse(readFileSync(fileIn(dir), 'utf8')) as Record<string, unknown>;
    const broken = [
      { ...whole, salt: Buffer.alloc(16).toString('base64') },
      { ...whole, sealed: Buffer.alloc(48).toString('base64') },
      { ...whole, N: 2 ** 14 },
      { ...whole, N: 2 ** 30 },
      { ...whole, version: 2 },
      { ...whole, check: undefined },
      [],
    ];
    for (const content of [...broken.map((value) => JSON.stringify(value)), '', '{']) {
      writeFileSync(fileIn(dir), content);
      await expect(createPassphraseSecretStore({ dir, passphrase: 'p' }).masterKey(), content).rejects.toThrow(
        refused('storage.key', 'damaged'),
      );
    }
  });

  it('changes the passphrase and not the key', async () => {
    const dir = freshDir();
    const key = await createPassphraseSecretStore({ dir, passphrase: 'old', cost }).masterKey();
    await expect(changePassphrase({ dir, from: 'guess', to: 'mine', cost })).rejects.toThrow(
      refused('auth.passphrase'),
    );
    await expect(changePassphrase({ dir, from: 'old', to: '', cost })).rejects.toThrow(refused('auth.passphrase'));
    const before = readFileSync(fileIn(dir), 'utf8');
    await changePassphrase({ dir, from: 'old', to: 'new', cost });
    expect(readFileSync(fileIn(dir), 'utf8')).not.toBe(before);
    expect(readdirSync(dir)).toEqual(['master.passphrase.json']);
    await expect(createPassphraseSecretStore({ dir, passphrase: 'old' }).masterKey()).rejects.toThrow(
      refused('auth.passphrase'),
    );
    expect(await createPassphraseSecretStore({ dir, passphrase: 'new' }).masterKey()).toEqual(key);
    await expect(changePassphrase({ dir: freshDir(), from: 'a', to: 'b', cost })).rejects.toThrow(
      refused('storage.key', 'missing'),
    );
  });

  it('takes no cost below the least', async () => {
    const cheap = createPassphraseSecretStore({ dir: freshDir(), passphrase: 'p', cost: { N: 1024, r: 8, p: 1 } });
    await expect(cheap.masterKey()).rejects.toThrow(RangeError);
  });
});

describe('createSafeStorageSecretStore', () => {
  const open = (safeStorage: SafeStorage, dir = freshDir(), platform = 'linux') =>
    createSafeStorageSecretStore({ dir, safeStorage, platform });

  it.each(['basic_text', 'unknown'])('refuses the backend %s', async (backend) => {
    const store = open(fakeSafeStorage({ getSelectedStorageBackend: () => backend }));
    await expect(store.masterKey()).rejects.toThrow(refused('storage.weak-secret', backend));
  });

  it('refuses a key that was kept well before, when the keychain is gone now', async () => {
    const dir = freshDir();
    const safeStorage = fakeSafeStorage();
    await open(safeStorage, dir).masterKey();
    const weak = { ...safeStorage, getSelectedStorageBackend: () => 'basic_text' };
    await expect(open(weak, dir).masterKey()).rejects.toThrow(refused('storage.weak-secret'));
  });

  it('refuses when the system encrypts nothing', async () => {
    const store = open(fakeSafeStorage({ isEncryptionAvailable: () => false }));
    await expect(store.masterKey()).rejects.toThrow(refused('storage.weak-secret', 'unavailable'));
  });

  it.each(['darwin', 'win32'])('asks for no backend on %s, where there is but one', async (platform) => {
    const store = open(fakeSafeStorage({ getSelectedStorageBackend: undefined }), freshDir(), platform);
    expect(await store.masterKey()).toHaveLength(32);
  });

  it('says storage.key when the keychain does not open what it closed', async () => {
    const dir = freshDir();
    await open(fakeSafeStorage(), dir).masterKey();
    const reset = fakeSafeStorage({
      decryptString: () => {
        throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptString.');
      },
    });
    await expect(open(reset, dir).masterKey()).rejects.toThrow(refused('storage.key', 'keychain'));
  });

  it('writes only what the keychain closed', async () => {
    const dir = freshDir();
    const key = await open(fakeSafeStorage(), dir).masterKey();
    const text = readFileSync(path.join(dir, 'master.safe'), 'utf8');
    expect(text).not.toContain('chartside-key');
    expect(Buffer.from(text, 'base64').includes(Buffer.from(key).toString('hex'))).toBe(false);
  });
});

describe('keys', () => {
  it('derive from the master key as pinned: changing them would lock every profile', () => {
    const { database, audio } = deriveKeys(new Uint8Array(32).map((_, n) => n));
    expect(Buffer.from(database).toString('hex')).toBe(
      '33f20c9bdb6c0df2fc0ddeeec347e382890ae21c5bc57dd3bf61eb285134bcb0',
    );
    expect(Buffer.from(audio).toString('hex')).toBe('11c84f22fb0c1ccb9b20378dacd36037f57db0558def58f19c731b8903d6cbf1');
  });

  it('differ by purpose and by master', () => {
    const one = deriveKeys(new Uint8Array(32).fill(1));
    const two = deriveKeys(new Uint8Array(32).fill(2));
    const all = [one.database, one.audio, two.database, two.audio].map((key) => Buffer.from(key).toString('hex'));
    expect(new Set(all).size).toBe(4);
    expect(() => deriveKeys(new Uint8Array(31))).toThrow(refused('storage.key'));
  });

  it('read back as written', () => {
    const master = new Uint8Array(32).map((_, n) => n * 7);
    expect(decodeMasterKey(encodeMasterKey(master))).toEqual(master);
  });
});
