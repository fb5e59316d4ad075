import { describe, expect, it } from 'vitest';
import { toUnits } from '../understanding/utterances.ts';
import { shippedResources, visit } from './visit.fixture.ts';

const resources = shippedResources();

describe('the learned models', () => {
  it('are shipped, with integer weights, so that a draft is the same on every machine', () => {
    const { boundary, salience, slots } = resources;
    for (const model of [boundary!, boundary!.voices!, salience!]) {
      expect(model.weights.size).toBeGreaterThan(1000);
      expect([...model.weights.values()].every(Number.isInteger)).toBe(true);
    }
    const rows = [...slots!.weights.values()];
    expect(rows.every((row) => row.length === slots!.labels.length)).toBe(true);
    expect(rows.flat().every(Number.isInteger)).toBe(true);
  });

  const script =
    'D: okay so when did the pain start . i have been having it for a week i was carrying my daughter and i felt it in my back . my wife told me to come in . okay and do you have any numbness .\nP: no .';
  const speakers = (text: string): string[] => {
    const transcript = visit(text);
    return toUnits(transcript, resources.boundary, resources.lexicon).map(
      (unit) => `${unit.speaker}: ${unit.tokens.map((token) => token.norm).join(' ')}`,
    );
  };

  it('hear the patient inside a segment that was given to the clinician', () => {
    expect(speakers(script)).toContainEqual(expect.stringMatching(/^patient: .*my wife told me/));
    expect(speakers(script)).toContainEqual(expect.stringMatching(/^clinician: .*any numbness/));
  });

  it('leave alone what a person corrected', () => {
    const transcript = visit(script);
    const corrected = {
      ...transcript,
      segments: transcript.segments.map((segment) => ({ ...segment, flags: ['speaker-corrected' as const] })),
    };
    const units = toUnits(corrected, resources.boundary, resources.lexicon);
    for (const unit of units) expect(unit.speaker).toBe(corrected.segments[unit.segmentIndex]!.speaker);
  });
});
