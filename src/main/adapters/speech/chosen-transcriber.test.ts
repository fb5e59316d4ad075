import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import type { SpeechNotice } from '../../ports/speech-choice.ts';
import { hearAll, transcriberConformance } from '../../ports/transcriber.conformance.ts';
import type { Transcriber } from '../../ports/transcriber.ts';
import { createChosenTranscriber, type SpeechChoice } from './chosen-transcriber.ts';
import { createFakeTranscriber } from './fake-transcriber.ts';

const nothing = (): void => undefined;
const log = { info: nothing, warn: nothing, error: nothing };
const SEGMENTS = [
  { startMs: 500, endMs: 2_000, text: 'one two' },
  { startMs: 3_000, endMs: 4_500, text: 'three' },
];
const BUILT_IN: SpeechChoice = { key: 'built-in' };
const chose = (model: string): SpeechChoice => ({ model, key: model });
const AUDIO = new Float32Array(32_000);

/** Each model hears its own name. */
function models(options: { languages?: readonly string[]; broken?: Readonly<Record<string, 'open' | 'push'>> } = {}) {
  const made: string[] = [];
  const closed: string[] = [];
  const asked: (string | undefined)[] = [];
  const notices: SpeechNotice[] = [];
  let choice: SpeechChoice = BUILT_IN;
  let language: string | undefined = 'en';
  const make = ({ key }: SpeechChoice): Transcriber => {
    made.push(key);
    const broken = options.broken?.[key];
    const fake = createFakeTranscriber({
      segments: [{ startMs: 100, endMs: 900, text: key }],
      info: { name: key, languages: options.languages ?? ['en'] },
      ...(broken === 'push' ? { fail: { atMs: 500, code: 'model.worker' } } : {}),
    });
    return {
      ...fake,
      open(wanted) {
        asked.push(wanted.language);
        return broken === 'open' ? Promise.reject(new AppError('model.digest')) : fake.open(wanted);
      },
      close() {
        closed.push(key);
        return fake.close();
      },
    };
  };
  const transcriber = createChosenTranscriber({
    choice: () => choice,
    builtIn: BUILT_IN,
    language: () => language,
    make,
    log,
  });
  transcriber.notices.on((notice) => notices.push(notice));
  return {
    transcriber,
    made,
    closed,
    asked,
    notices,
    use: (next: SpeechChoice) => (choice = next),
    speak: (next: string | undefined) => (language = next),
    heard: async () => (await hearAll(transcriber, AUDIO)).segments.map((segment) => segment.text).join(' '),
  };
}

describe('createChosenTranscriber', () => {
  it('listens with another model from the next recording on; one that runs keeps its own', async () => {
    const { transcriber, use, heard, closed } = models();
    const texts: string[] = [];
    const session = await transcriber.open({ onSegment: (segment) => texts.push(segment.text) });
    use(chose('large'));
    expect(await heard()).toBe('large');
    expect((await transcriber.info()).name).toBe('large');
    expect(closed).toEqual([]);
    await session.push(AUDIO);
    await session.finish();
    expect(texts).toEqual(['built-in']);
    // Nobody listens with it any more: its process ends.
    expect(closed).toEqual(['built-in']);
  });

  it('keeps one process a model, however many recordings', async () => {
    const { heard, made, use } = models();
    use(chose('large'));
    await heard();
    await heard();
    expect(made).toEqual(['large']);
  });

  it('listens with the built-in one when the chosen cannot be opened, says so, and tells when it can again', async () => {
    const broken: Record<string, 'open' | 'push'> = { large: 'open' };
    const { heard, use, notices } = models({ broken });
    use(chose('large'));
    expect(await heard()).toBe('built-in');
    expect(notices).toEqual([{ kind: 'fallback', model: 'large', code: 'model.digest' }]);
    use(chose('small'));
    expect(await heard()).toBe('small');
    expect(notices.at(-1)).toEqual({ kind: 'recovered' });
  });

  it('does not try a model again whose process was given up, until another is chosen', async () => {
    const { heard, use, notices, asked, transcriber } = models({ broken: { large: 'push' } });
    use(chose('large'));
    await expect(heard()).rejects.toMatchObject({ code: 'model.worker' });
    expect(notices).toEqual([{ kind: 'fallback', model: 'large', code: 'model.worker' }]);
    const before = asked.length;
    expect(await heard()).toBe('built-in');
    expect(asked.length).toBe(before + 1);
    expect((await transcriber.info()).name).toBe('built-in');
    use(BUILT_IN);
    await heard();
    use(chose('large'));
    await expect(heard()).rejects.toMatchObject({ code: 'model.worker' });
  });

  it('listens for the language that is spoken, and says when the model does not know it', async () => {
    const { heard, speak, asked, notices, transcriber, use } = models({ languages: ['en', 'es'] });
    use(chose('large'));
    speak('es');
    await heard();
    expect((await transcriber.info()).languages).toEqual(['es', 'en']);
    speak(undefined);
    await heard();
    speak('de');
    await heard();
    expect(asked).toEqual(['es', undefined, undefined]);
    expect(notices).toEqual([{ kind: 'language', model: 'large', language: 'de' }]);
  });
});

transcriberConformance(
  'chosen by settings',
  () =>
    createChosenTranscriber({
      choice: () => BUILT_IN,
      builtIn: BUILT_IN,
      // A recording that names a language the model does not know is refused by the model, not by the choice.
      language: () => undefined,
      make: () => createFakeTranscriber({ segments: SEGMENTS }),
      log,
    }),
  () => ({ audio: new Float32Array(16_000 * 5) }),
);
