import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { Log } from '../../ports/runtime.ts';
import type { SpeechNotice, SpeechNotices } from '../../ports/speech-choice.ts';
import type { Transcriber, TranscriptionOptions, TranscriptionSession } from '../../ports/transcriber.ts';

/** What decides which transcriber listens: two with the same key are the same. */
export interface SpeechChoice {
  /** The model's name; absent: the built-in one. */
  readonly model?: string;
  /** Folder, device, precision: whatever makes it another process. */
  readonly key: string;
}

interface Running {
  readonly choice: SpeechChoice;
  readonly transcriber: Transcriber;
  sessions: number;
}

/**
 * The transcriber that the settings choose, looked up anew for each recording: a change holds from the next one on, and a session under
 * way keeps its model. A model that cannot be opened, or whose process is given up, is replaced by the built-in one, and that is told.
 */
export function createChosenTranscriber<Choice extends SpeechChoice>(parts: {
  choice(): Choice;
  /** The choice of no other model than the carried one. */
  readonly builtIn: Choice;
  /** What is spoken, when a recording does not say; `undefined`: let the model find out. */
  language(): string | undefined;
  make(choice: Choice): Transcriber;
  readonly log: Log;
}): Transcriber & { readonly notices: SpeechNotices } {
  const { log } = parts;
  const running = new Map<string, Running>();
  /** Choices whose process was given up: not tried again until another choice was made. */
  let broken: { readonly key: string; readonly code: ErrorCode } | undefined;
  let isFallingBack = false;
  const listeners = new Set<(notice: SpeechNotice) => void>();
  const tell = (notice: SpeechNotice): void => {
    for (const listener of [...listeners]) listener(notice);
  };

  /** The transcriber of a choice. Others that nobody uses end: a large model's memory is worth having back. */
  const runningFor = (choice: Choice): Running => {
    let current = running.get(choice.key);
    if (!current) {
      current = { choice, transcriber: parts.make(choice), sessions: 0 };
      running.set(choice.key, current);
    }
    for (const other of running.values()) if (other !== current) endIfIdle(other);
    return current;
  };
  const endIfIdle = (other: Running): void => {
    if (other.sessions > 0) return;
    running.delete(other.choice.key);
    void other.transcriber.close();
  };

  const fallBack = (choice: SpeechChoice, code: ErrorCode): void => {
    log.warn('speech.model-fallback', { code });
    isFallingBack = true;
    tell({ kind: 'fallback', model: choice.model ?? '', code });
  };
  const works = (): void => {
    if (!isFallingBack) return;
    isFallingBack = false;
    tell({ kind: 'recovered' });
  };

  /** Runs `work` with the chosen model, or with the built-in one where that fails. */
  const withModel = async <T>(work: (transcriber: Running) => Promise<T>): Promise<T> => {
    const choice = parts.choice();
    if (broken && broken.key !== choice.key) broken = undefined;
    if (choice.model === undefined) {
      const result = await work(runningFor(choice));
      works();
      return result;
    }
    try {
      if (broken) throw new AppError(broken.code);
      const result = await work(runningFor(choice));
      works();
      return result;
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'bug';
      if (code === 'cancelled' || code === 'model.unsupported') throw error;
      fallBack(choice, code);
      return work(runningFor(parts.builtIn));
    }
  };

  /** The language to listen for: what is spoken, unless the model does not know it. */
  const spokenIn = async (transcriber: Transcriber, asked: string | undefined): Promise<string | undefined> => {
    // A recording that says what it is in is the model's own affair.
    if (asked !== undefined) return asked;
    const spoken = parts.language();
    const { name, languages } = await transcriber.info();
    if (spoken === undefined || languages.includes(spoken.split('-')[0]!)) return spoken;
    // Written down in the wrong language it can be heard again later; not recorded, never.
    log.warn('speech.language-unknown', {});
    tell({ kind: 'language', model: name, language: spoken });
    return undefined;
  };

  const openWith = async (current: Running, options: TranscriptionOptions): Promise<TranscriptionSession> => {
    const { transcriber, choice } = current;
    current.sessions++;
    let isOpen = true;
    const release = (): void => {
      if (!isOpen) return;
      isOpen = false;
      current.sessions--;
      if (parts.choice().key !== choice.key) endIfIdle(current);
    };
    const watched = async <T>(work: Promise<T>): Promise<T> => {
      try {
        return await work;
      } catch (error) {
        if (choice.model !== undefined && error instanceof AppError && error.code === 'model.worker') {
          broken = { key: choice.key, code: error.code };
          fallBack(choice, error.code);
        }
        release();
        throw error;
      }
    };
    try {
      const session = await transcriber.open({ ...options, language: await spokenIn(transcriber, options.language) });
      return {
        push: (samples) => watched(session.push(samples)),
        finish: () => watched(session.finish()).finally(release),
        cancel: () => session.cancel().finally(release),
      };
    } catch (error) {
      release();
      throw error;
    }
  };

  return {
    notices: {
      on(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    info: () =>
      withModel(async ({ transcriber }) => {
        const info = await transcriber.info();
        const spoken = parts.language();
        // What is listened for stands first.
        const languages = spoken !== undefined && info.languages.includes(spoken) ? [spoken] : [];
        return { ...info, languages: [...new Set([...languages, ...info.languages])] };
      }),
    warm: () => withModel(({ transcriber }) => transcriber.warm()),
    open: (options) => withModel((current) => openWith(current, options)),
    async close() {
      const all = [...running.values()];
      running.clear();
      await Promise.all(all.map(({ transcriber }) => transcriber.close()));
    },
  };
}
