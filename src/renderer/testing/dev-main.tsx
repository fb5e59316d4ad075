import '../zod-config.ts';
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import '@fontsource-variable/source-serif-4/wght.css';
import '@mantine/core/styles.css';
import '../ui/tokens.css';
import '../ui/global.css';
import type { EncounterView } from '../../shared/contract/encounters.ts';
import { createBrowserMicrophone } from '../audio/browser-microphone.ts';
import { mount } from '../mount.tsx';
import { doubtfulSegments, longTranscript, recordingMarks } from './listening-data.ts';
import { createScriptedHost, type ScriptedHost } from './scripted-host.ts';

// `dev.html?phase=first-run|locked`; `?scene=doubts`: a visit with words to settle; `?scene=long`: a two-hour visit that is still heard.
const search = new URLSearchParams(window.location.search);
const phase = search.get('phase');
const host = createScriptedHost({ phase: phase === 'first-run' || phase === 'locked' ? phase : 'unlocked' });

function change(scripted: ScriptedHost, next: (view: EncounterView) => Partial<EncounterView>): void {
  const view = scripted.view();
  Object.assign(view, next(view));
}

const LONG_TURNS = 3_000;
const SAY_EVERY_MS = 120;
const WORDS_A_TURN = 12;

switch (search.get('scene')) {
  case 'doubts':
    change(host, ({ encounter }) => ({
      segments: doubtfulSegments,
      encounter: { ...encounter, marks: recordingMarks },
    }));
    break;
  case 'long':
    change(host, ({ encounter }) => ({
      segments: longTranscript(LONG_TURNS),
      note: undefined,
      hasAudio: false,
      encounter: { ...encounter, state: 'recording' },
    }));
    speakOn(host);
    break;
}
mount(document.getElementById('root')!, host.connection, createBrowserMicrophone());

/** Somebody goes on speaking: words come one by one, each turn is provisional for a while, then stands. */
function speakOn(scripted: ScriptedHost): void {
  const source = longTranscript(LONG_TURNS * 2);
  let next = LONG_TURNS;
  let words = 0;
  setInterval(() => {
    const { id: encounterId } = scripted.view().encounter;
    const [standing, ending, saying] = [source[next]!, source[next + 1]!, source[next + 2]!];
    words += 1;
    scripted.emit({
      type: 'transcript.partial',
      encounterId,
      startMs: standing.startMs,
      endMs: saying.startMs + words * 400,
      text: saying.words
        .slice(0, words)
        .map(({ text }) => text)
        .join(' '),
      segments: [standing, ending],
    });
    if (words < WORDS_A_TURN) return;
    words = 0;
    next += 1;
    scripted.view().segments.push(standing);
    scripted.emit({ type: 'transcript.segment', encounterId, segment: standing });
  }, SAY_EVERY_MS);
}
