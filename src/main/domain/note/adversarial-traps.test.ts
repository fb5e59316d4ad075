import { describe, expect, it } from 'vitest';
import { TRAP_VISITS } from './adversarial-traps.fixture.ts';
import { draft, textOf } from './visit.fixture.ts';

describe.each(TRAP_VISITS.map((visit) => [visit.name, visit] as const))('%s', (_name, { script, must, never }) => {
  const text = textOf(draft(script));
  it.each(must.map((pattern) => [pattern]))('has %s', (pattern) => expect(text).toMatch(pattern));
  it.each(never.map((pattern) => [pattern]))('never says %s', (pattern) => expect(text).not.toMatch(pattern));
});
