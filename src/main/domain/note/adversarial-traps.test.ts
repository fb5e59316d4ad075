import { describe, expect, it } from 'vitest';
import { MORE_TRAP_VISITS } from './adversarial-traps-more.fixture.ts';
import { TRAP_VISITS } from './adversarial-traps.fixture.ts';
import { draft, textOf } from './visit.fixture.ts';

const VISITS = [...TRAP_VISITS, ...MORE_TRAP_VISITS];

describe.each(VISITS.map((visit) => [visit.name, visit] as const))('%s', (_name, { script, must, never }) => {
  const text = textOf(draft(script));
  if (must.length > 0) it.each(must.map((pattern) => [pattern]))('has %s', (pattern) => expect(text).toMatch(pattern));
  it.each(never.map((pattern) => [pattern]))('never says %s', (pattern) => expect(text).not.toMatch(pattern));
});
