import { describe, expect, it } from 'vitest';
import { draft, shippedResources, textOf, visit } from '../note/visit.fixture.ts';
import { understandVisit } from './understand-visit.ts';

const findings = (said: string) =>
  understandVisit(
    visit(`D: Tell me more.\n${said}\nD: Okay, see you in a week.`),
    undefined,
    shippedResources(),
  ).facts.flatMap((fact) => (fact.type === 'finding' ? [fact] : []));

describe('when a complaint began and comes', () => {
  it('may be told by a holiday, and stands in the note', () => {
    const said = "P: I get this burning in my chest. It's been, oh, since Easter maybe.";
    expect(findings(said)[0]).toMatchObject({ onset: 'since Easter' });
    expect(textOf(draft(`D: Tell me more.\n${said}\nD: Okay, see you in a week.`), 'subjective')).toMatch(
      /since Easter/,
    );
  });

  it('may be a span of time and nothing else', () => {
    expect(findings('P: My left knee hurts. Two months now.')[0]!.duration).toMatch(/^(?:two|2) months/i);
  });

  it('is not how long a medicine helps', () => {
    const told = findings(
      "P: I've gained weight.\nD: What have you tried for the burning?\nP: Tums. They help for maybe an hour.",
    );
    expect(told.map(({ duration }) => duration)).not.toContain('an hour');
  });
});
