import { describe, expect, it } from 'vitest';
import { draft, textOf } from './visit.fixture.ts';

const story = (...lines: readonly string[]): string =>
  textOf(
    draft(`D: What brings you in?\nP: I've had burning in my chest for two months.\n${lines.join('\n')}\n`),
    'subjective',
  );

describe('an amount that only its question explains', () => {
  it('tells that a complaint wakes the patient, and how often', () => {
    expect(story('D: Does it wake you at night?', 'P: Couple times a week, yeah.')).toMatch(
      /wakes the patient at night a couple of times a week|wakes (?:him|her|them) at night a couple of times a week/,
    );
    expect(story('D: Does it wake you at night?', 'P: No, never.')).not.toMatch(/wakes/);
  });
});

describe('what a drug once did', () => {
  it('stands with the allergy and not among the complaints', () => {
    const said = story('D: Allergies?', 'P: Sulfa. My whole face swelled up.');
    expect(said).toMatch(/Allergic to sulfa \(facial swelling\)/);
    expect(said).not.toMatch(/whole face swelled/);
  });
});
