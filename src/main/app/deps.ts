import type { DrugName } from '../domain/speech/correct-vocabulary.ts';
import type { Lexicon } from '../domain/understanding/lexicon.ts';
import type { RoleModel } from '../domain/speech/role-model.ts';
import type { AudioDecoder, AudioSource, AudioStore } from '../ports/audio.ts';
import type { TextJudge } from '../domain/note/judge-text.ts';
import type { Drafter } from '../ports/drafter.ts';
import type { DraftingDeps } from './drafting/drafting-deps.ts';
import type { ModelDeps } from './models/model-deps.ts';
import type { DocumentParts } from '../ports/document-parts.ts';
import type { DiskSpace } from '../ports/disk-space.ts';
import type { EhrGateway } from '../ports/ehr-gateway.ts';
import type { GlobalShortcut } from '../ports/global-shortcut.ts';
import type { PowerEvents } from '../ports/power.ts';
import type { Clock, Digest, IdSource, Log } from '../ports/runtime.ts';
import type { PasswordHasher } from '../ports/secret-store.ts';
import type { SecretProtection } from '../../shared/model/clinician.ts';
import type { NoteTemplate } from '../../shared/model/template.ts';
import type { Transcript } from '../../shared/model/transcript.ts';
import type { Store } from '../ports/store.ts';
import type { Terminology } from '../ports/terminology.ts';
import type { Transcriber } from '../ports/transcriber.ts';

/** Everything the app needs from the world, built by hand in a host's composition root. */
export interface AppDeps {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly digest: Digest;
  readonly hasher: PasswordHasher;
  readonly store: Store;
  readonly audio: AudioStore;
  readonly decoder: AudioDecoder;
  readonly microphone?: AudioSource;
  /** Room for recordings; absent: nobody looks. */
  readonly disk?: DiskSpace;
  readonly power?: PowerEvents;
  readonly globalShortcut?: GlobalShortcut;
  /** The host's platform lets the window hear what the computer plays. */
  readonly systemAudio?: boolean;
  readonly transcriber: Transcriber;
  /** Choosing among models; absent: what listens is given. */
  readonly models?: ModelDeps;
  readonly roleModel: RoleModel;
  /** Common drugs and their brands, for what the recogniser misheard. */
  readonly drugNames?: readonly DrugName[];
  /** Shipped note templates, and a conversation to try them on. */
  readonly templates?: { readonly shipped: readonly NoteTemplate[]; readonly sample?: Transcript };
  /** What words mean, for checking that a habit of wording changes none; absent: no habits. */
  readonly lexicon?: Lexicon;
  readonly drafter: Drafter;
  /** Choosing among drafters; absent: what drafts is given. */
  readonly drafting?: DraftingDeps;
  /** Drafts while the visit goes on, away from this thread; absent: the note comes when the visit is finished. */
  readonly liveDrafter?: Drafter;
  /** Checks what a person writes against what was said; absent: nothing is checked. */
  readonly judgeText?: TextJudge;
  readonly documents: DocumentParts;
  readonly terminology: Terminology;
  readonly ehr: EhrGateway;
  readonly protection: SecretProtection;
  readonly host: 'electron' | 'web';
  readonly demo: boolean;
  readonly version: string;
}
