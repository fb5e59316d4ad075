import { describe, expect, it } from 'vitest';
import type { ScryptCost } from './scrypt.ts';
import { isSaneCost, scryptAsync } from './scrypt.ts';
import { createScryptPasswordHasher } from './scrypt-password-hasher.ts';

const cost: ScryptCost = { N: 2 ** 15, r: 8, p: 1 };
const hasher = createScryptPasswordHasher({ cost });

describe('createScryptPasswordHasher', () => {
  it('knows the passphrase again, and no other', async () => {
    const verifier = await hasher.hash('correct horse battery');
    expect(await hasher.verify('correct horse battery', verifier)).toBe(true);
    for (const wrong of ['', 'correct horse', 'Correct horse battery', 'correct horse battery '])
      expect(await hasher.verify(wrong, verifier)).toBe(false);
  });

  it('salts: the same passphrase twice gives two verifiers, each with its cost in it', async () => {
    const [one, two] = [await hasher.hash('same'), await hasher.hash('same')];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^\$scrypt\$N=32768,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/);
    expect(one).not.toContain('same');
  });

  it('verifies what was hashed at another cost', async () => {
    const dearer = createScryptPasswordHasher({ cost: { N: 2 ** 16, r: 8, p: 1 } });
    const verifier = await dearer.hash('p');
    expect(await hasher.verify('p', verifier)).toBe(true);
    expect(await hasher.verify('q', verifier)).toBe(false);
  });

  it('costs what the record says by default', async () => {
    expect(await createScryptPasswordHasher().hash('p')).toMatch(/^\$scrypt\$N=65536,r=8,p=2\$/);
  });

  it('takes Unicode however it was composed', async () => {
    expect(await hasher.verify('u\u0308ber', await hasher.hash('\u00fcber'))).toBe(true);
  });

  it('matches nothing against what is no verifier, or a cheap or endless one', async () => {
    const verifier = await hasher.hash('p');
    const changed = [
      '',
      'p',
      verifier.slice(1),
      verifier.slice(0, -1),
      verifier.replace('N=32768', 'N=1024'),
      verifier.replace('N=32768', 'N=1073741824'),
      verifier.replace('N=32768', 'N=32769'),
      verifier.replace('p=1', 'p=2'),
      verifier.replace('scrypt', 'plain'),
    ];
    for (const bad of changed) expect(await hasher.verify('p', bad), bad).toBe(false);
  });

  it('refuses a cost below the least', () => {
    expect(() => createScryptPasswordHasher({ cost: { N: 2 ** 14, r: 8, p: 1 } })).toThrow(RangeError);
    expect(isSaneCost({ N: 2 ** 17, r: 8, p: 1 })).toBe(true);
    for (const bad of [
      { N: 2 ** 20, r: 64, p: 1 },
      { N: 2 ** 15, r: 1, p: 1 },
      { N: 2 ** 15, r: 8, p: 100 },
      { N: NaN, r: 8, p: 1 },
    ])
      expect(isSaneCost(bad)).toBe(false);
  });

  it('is scrypt: RFC 7914, third test vector', async () => {
    const key = await scryptAsync('pleaseletmein', Buffer.from('SodiumChloride'), 64, { N: 16384, r: 8, p: 1 });
    expect(key.toString('hex')).toBe(
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
    );
  });
});
