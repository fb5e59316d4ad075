import { writeSync } from 'node:fs';
import { AuditEntry } from '../../../shared/model/audit.ts';
import { Encounter } from '../../../shared/model/encounter.ts';
import { acquireProfileLock } from './profile-lock.ts';
import { openStore } from './open-store.ts';

/**
 * A process for tests to kill: `lock DIR` holds the profile and says so; `write FILE KEYHEX` commits one encounter with
 * its audit entry after the other, and says each number once it is committed.
 */
const [mode, target, keyHex] = process.argv.slice(2);
const say = (line: string): number => writeSync(1, `${line}\n`);

if (mode === 'lock') {
  acquireProfileLock(target!);
  say('locked');
  setInterval(() => undefined, 60_000);
} else {
  const store = openStore({ path: target!, key: Buffer.from(keyHex!, 'hex') });
  const first = store.encounters.list().length + 1;
  for (let n = first; ; n += 1) {
    store.transaction(() => {
      store.encounters.insert(
        Encounter.parse({
          id: `e${n}`,
          patient: { name: 'A' },
          reason: 'r'.repeat(300),
          state: 'planned',
          createdAt: n,
          updatedAt: n,
        }),
      );
      store.audit.append(
        AuditEntry.parse({
          seq: n,
          at: n,
          actor: 'system',
          action: 'a',
          subject: `e${n}`,
          detail: {},
          previousHash: `h${n - 1}`,
          hash: `h${n}`,
        }),
      );
    });
    say(String(n));
  }
}
