import { AppError } from '../../shared/errors.ts';
import type { SessionState } from '../../shared/contract/session.ts';
import { ClinicianId } from '../../shared/model/ids.ts';
import type { Clinician } from '../../shared/model/clinician.ts';
import type { Auditor } from './auditor.ts';
import type { AppDeps } from './deps.ts';
import type { EventHub } from './event-hub.ts';

/** After this many wrong passphrases in a row, each further one has to wait: 1 s, doubled each time, 5 min at most. */
const FREE_ATTEMPTS = 3;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 300_000;

export interface SessionDeps extends Pick<
  AppDeps,
  'store' | 'clock' | 'ids' | 'hasher' | 'protection' | 'host' | 'demo' | 'version'
> {
  readonly auditor: Auditor;
  readonly hub: EventHub;
}

export interface Session {
  state(): SessionState;
  clinician(): Clinician | undefined;
  /** @throws `permission.locked` */
  requireClinician(): Clinician;
  setup(input: { name: string; credentials?: string; npi?: string; passphrase: string }): Promise<SessionState>;
  unlock(clinicianId: ClinicianId, passphrase: string): Promise<SessionState>;
  lock(): SessionState;
  /** Checks the unlocked clinician's passphrase again: for signing. @throws `auth.passphrase` | `auth.throttled` */
  confirm(passphrase: string): Promise<Clinician>;
}

export function createSession(deps: SessionDeps): Session {
  const { store, clock, ids, hasher, auditor, hub } = deps;
  let current: Clinician | undefined;
  const failures = new Map<string, { count: number; notBefore: number }>();

  const state = (): SessionState => {
    const clinicians = store.clinicians.list();
    return {
      phase: clinicians.length === 0 ? 'first-run' : current ? 'unlocked' : 'locked',
      ...(current ? { clinician: current } : {}),
      clinicians: clinicians.map(({ id, name }) => ({ id, name })),
      protection: deps.protection,
      host: deps.host,
      demo: deps.demo,
      version: deps.version,
    };
  };

  const check = async (clinicianId: ClinicianId, passphrase: string): Promise<Clinician> => {
    const failure = failures.get(clinicianId);
    const waitMs = failure ? failure.notBefore - clock.now() : 0;
    if (waitMs > 0)
      throw new AppError('auth.throttled', { retryable: true, params: { seconds: Math.ceil(waitMs / 1000) } });
    // Counted before the slow hash runs, so that guesses in parallel are counted too.
    const count = (failure?.count ?? 0) + 1;
    const wait =
      count > FREE_ATTEMPTS ? Math.min(FIRST_WAIT_MS * 2 ** (count - FREE_ATTEMPTS - 1), LONGEST_WAIT_MS) : 0;
    failures.set(clinicianId, { count, notBefore: clock.now() + wait });
    const verifier = store.clinicians.verifier(clinicianId);
    const clinician = store.clinicians.get(clinicianId);
    if (!verifier || !clinician || !(await hasher.verify(passphrase, verifier))) {
      auditor.record('system', 'session.refuse', `clinician/${clinicianId}`, { attempt: count });
      throw new AppError('auth.passphrase', { retryable: true });
    }
    failures.delete(clinicianId);
    return clinician;
  };

  return {
    state,
    clinician: () => current,
    requireClinician() {
      if (!current) throw new AppError('permission.locked');
      return current;
    },
    async setup({ name, credentials, npi, passphrase }) {
      if (store.clinicians.list().length > 0) throw new AppError('conflict.already-set-up');
      const verifier = await hasher.hash(passphrase);
      const clinician: Clinician = {
        id: ClinicianId.parse(ids.uuid()),
        name,
        ...(credentials ? { credentials } : {}),
        ...(npi ? { npi } : {}),
      };
      store.transaction(() => {
        if (store.clinicians.list().length > 0) throw new AppError('conflict.already-set-up');
        store.clinicians.insert(clinician, verifier);
        auditor.record(clinician.id, 'clinician.create', `clinician/${clinician.id}`);
      });
      current = clinician;
      hub.emit({ type: 'session.changed' });
      return state();
    },
    async unlock(clinicianId, passphrase) {
      current = await check(clinicianId, passphrase);
      auditor.record(current.id, 'session.unlock', `clinician/${current.id}`);
      hub.emit({ type: 'session.changed' });
      return state();
    },
    lock() {
      if (current) auditor.record(current.id, 'session.lock', `clinician/${current.id}`);
      current = undefined;
      hub.emit({ type: 'session.changed' });
      return state();
    },
    async confirm(passphrase) {
      if (!current) throw new AppError('permission.locked');
      return check(current.id, passphrase);
    },
  };
}
