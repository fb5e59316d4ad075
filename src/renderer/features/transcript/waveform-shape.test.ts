import { expect, it } from 'vitest';
import { waveformShape } from './waveform-shape.ts';

const turn = (speaker: 'clinician' | 'patient', startMs: number, endMs: number) => ({ speaker, startMs, endMs });

it('draws each part once, in the colour of who speaks in its middle', () => {
  const wave = waveformShape(Uint8Array.from([200, 50, 0, 200]), 4_000, [
    turn('clinician', 0, 1_900),
    turn('patient', 3_000, 4_000),
  ]);
  expect(wave.clinician).toBe('M0 0h0.7v100h-0.7zM1 25h0.7v50h-0.7z');
  expect(wave.none).toBe('M2 49h0.7v2h-0.7z');
  expect(wave.patient).toBe('M3 0h0.7v100h-0.7z');
  expect(wave.other + wave.unknown).toBe('');
});

it('uses the whole height for a soft recording, and draws silence as a line', () => {
  expect(waveformShape(Uint8Array.from([4]), 1_000, []).none).toBe('M0 0h0.7v100h-0.7z');
  expect(waveformShape(new Uint8Array(2), 1_000, []).none).toBe('M0 49h0.7v2h-0.7zM1 49h0.7v2h-0.7z');
  expect(waveformShape(new Uint8Array(0), 0, []).none).toBe('');
});
