import { z } from 'zod';
import { ClinicianId } from './ids.ts';
import { ModelName, ModelSource, SpeechDeviceChoice } from './speech-models.ts';

export const Clinician = z.object({
  id: ClinicianId,
  name: z.string().trim().min(2).max(120),
  credentials: z.string().trim().max(40).optional(),
  npi: z
    .string()
    .regex(/^\d{10}$/)
    .optional(),
});
export type Clinician = z.infer<typeof Clinician>;

/** How the database key is kept on this machine, in the order of strength; shown in Settings. */
export const SecretProtection = z.enum(['os-keychain', 'passphrase', 'key-file']);
export type SecretProtection = z.infer<typeof SecretProtection>;

export const Settings = z.object({
  theme: z.enum(['system', 'light', 'dark', 'contrast']).default('system'),
  density: z.enum(['comfortable', 'compact']).default('comfortable'),
  language: z.enum(['en', 'es']).default('en'),
  template: z.string().default('soap'),
  microphoneId: z.string().optional(),
  /** Browsers give devices new ids now and then: then the remembered name finds it. */
  microphoneLabel: z.string().max(256).optional(),
  /** Who opens the microphone: the window, or the host through a recorder program (SoX, ALSA). */
  captureSource: z.enum(['window', 'program']).default('window'),
  /** The recorder program's device; absent: the system's own. */
  programDeviceId: z.string().max(256).optional(),
  /** Also hear what the computer plays (a video visit), where the platform lets us. */
  hearComputer: z.boolean().default(false),
  /** The microphone stays open while nobody records, so that not even the first word after the key is lost; nothing is kept of it. */
  keepMicrophoneReady: z.boolean().default(false),
  /** Starts and pauses a recording from any program. `mod` is Ctrl, or Cmd on a Mac. */
  recordShortcut: z
    .string()
    .regex(/^mod(\+shift)?(\+alt)?\+[a-z0-9]$/)
    .default('mod+shift+r'),
  /** A folder that was typed in before there was a list of models; still listened with until another is chosen. */
  whisperModelDir: z.string().optional(),
  /** Which installed model listens; absent: the built-in one. */
  speechModel: ModelName.optional(),
  /** Where a Whisper model computes. A graphics processor is asked for, not tried by itself: its driver can end the process. */
  speechDevice: SpeechDeviceChoice.default('cpu'),
  /** What is spoken in visits; `auto`: the model finds out, where it can. */
  spokenLanguage: z
    .string()
    .regex(/^(auto|[a-z]{2,3})$/)
    .default('en'),
  /** How models are downloaded, where the IT department has not decided it. */
  modelSource: ModelSource.optional(),
  /** Words that can harm when misheard (drugs, doses, numbers, negations, sides) are heard twice, and marked where the hearings disagree. */
  doubleListening: z.boolean().default(true),
});
export type Settings = z.infer<typeof Settings>;

type OptionalKey = { [K in keyof Settings]-?: undefined extends Settings[K] ? K : never }[keyof Settings];
/** What `settings.set` takes: only what changes. Null takes an optional setting away (undefined does not survive JSON). */
export type SettingsChanges = Partial<Omit<Settings, OptionalKey>> & { [K in OptionalKey]?: Settings[K] | null };

/** Defaults belong to reading: in a change they would put back what was not mentioned. */
export const SettingsChanges = z.object(
  Object.fromEntries(
    Object.entries(Settings.shape).map(([key, field]) => [
      key,
      field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType).optional() : field.nullish(),
    ]),
  ),
) as unknown as z.ZodType<SettingsChanges, SettingsChanges>;
