import { describe, expect, it } from 'vitest';
import { EncounterState } from '../../../shared/model/encounter.ts';
import {
  canEdit,
  canRedraft,
  canTransition,
  ENCOUNTER_EVENTS,
  isSigned,
  needsRecovery,
  transition,
  type EncounterEvent,
} from './life-cycle.ts';

const STATES = EncounterState.options;

/** The whole table, written down a second time: state event → state. Whatever is not here has to be refused. */
const ALLOWED = `
planned start-recording recording
planned import recorded
planned import-transcript transcribed
recording stop-recording recorded
recording recover recorded
recording recover-empty planned
recorded resume-recording recording
transcribed resume-recording recording
drafted resume-recording recording
recorded restart-transcription recorded
recorded transcript-ready transcribed
transcribed restart-transcription recorded
transcribed draft-ready drafted
drafted restart-transcription recorded
drafted draft-ready drafted
drafted redraft transcribed
drafted edit in-review
drafted sign signed
in-review edit in-review
in-review sign signed
signed addendum signed
signed delivery-succeeded delivered
signed delivery-failed delivery-failed
signed delivery-retried signed
delivered addendum signed
delivered delivery-succeeded delivered
delivered delivery-failed delivery-failed
delivery-failed addendum delivery-failed
delivery-failed delivery-succeeded delivered
delivery-failed delivery-failed delivery-failed
delivery-failed delivery-retried signed
`
  .trim()
  .split('\n')
  .map((line) => line.split(' ') as [EncounterState, EncounterEvent, EncounterState]);

const everyPair = STATES.flatMap((state) => ENCOUNTER_EVENTS.map((event) => [state, event] as const));

describe('the life cycle of an encounter', () => {
  it.each(everyPair)('%s + %s', (state, event) => {
    const to = ALLOWED.find((row) => row[0] === state && row[1] === event)?.[2];
    expect(canTransition(state, event)).toBe(to !== undefined);
    if (to !== undefined) expect(transition(state, event)).toBe(to);
    else
      expect(() => transition(state, event)).toThrow(
        expect.objectContaining({ code: 'conflict.state', params: { state, event } }) as Error,
      );
  });

  it('walks a visit from plan to EHR', () => {
    const walk = (events: EncounterEvent[]): EncounterState => events.reduce(transition, 'planned' as EncounterState);
    expect(walk(['start-recording', 'stop-recording', 'transcript-ready', 'draft-ready', 'edit', 'edit', 'sign'])).toBe(
      'signed',
    );
    expect(walk(['import', 'transcript-ready', 'draft-ready', 'sign', 'delivery-failed', 'delivery-retried'])).toBe(
      'signed',
    );
    expect(walk(['start-recording', 'recover', 'resume-recording', 'stop-recording', 'transcript-ready'])).toBe(
      'transcribed',
    );
    expect(walk(['import-transcript', 'draft-ready', 'sign', 'delivery-succeeded', 'addendum'])).toBe('signed');
  });

  it('never leads from signed back to unsigned, by any way', () => {
    const reachable = new Set(STATES.filter(isSigned));
    expect([...reachable].sort()).toEqual(['delivered', 'delivery-failed', 'signed']);
    for (const state of reachable)
      for (const event of ENCOUNTER_EVENTS) if (canTransition(state, event)) reachable.add(transition(state, event));
    expect([...reachable].every(isSigned)).toBe(true);
  });

  it('can reach every state from the start, and end from every state', () => {
    const from = (start: EncounterState): Set<EncounterState> => {
      const seen = new Set([start]);
      for (const state of seen)
        for (const event of ENCOUNTER_EVENTS) if (canTransition(state, event)) seen.add(transition(state, event));
      return seen;
    };
    expect(from('planned').size).toBe(STATES.length);
    for (const state of STATES) expect(from(state).has('delivered')).toBe(true);
  });

  it('opens the note to people and to the engine in the right states', () => {
    expect(STATES.filter(canEdit)).toEqual(['drafted', 'in-review']);
    expect(STATES.filter(canRedraft)).toEqual(['transcribed', 'drafted']);
  });

  it('knows what a start has to take up', () => {
    const work = Object.fromEntries(STATES.map((state) => [state, needsRecovery(state)]));
    expect(work).toMatchObject({ recording: 'close-recording', recorded: 'transcribe', transcribed: 'draft' });
    expect(Object.values(work).filter((value) => value !== undefined)).toHaveLength(3);
  });
});
