import { describe, expect, it } from 'vitest';
import { createPowerSpectrum } from './fourier.ts';
import { babble, HIGH_VOICE, LOW_VOICE, seeded } from './synthetic-voice.fixture.ts';
import { CEPSTRA, HOP_MS, hearVoices, VoiceFrames } from './voice-features.ts';
import { estimatePitch, PITCH_RATE_HZ, PITCH_WINDOW } from './voice-pitch.ts';

const tone = (hz: number, rateHz: number, length: number) =>
  Float32Array.from({ length }, (_, i) => 0.3 * Math.sin((2 * Math.PI * hz * i) / rateHz));

function rowsOf(frames: VoiceFrames): { cepstra: number[]; pitch: number | undefined }[] {
  return Array.from({ length: frames.count }, (_, frame) => {
    const cepstra = new Float32Array(CEPSTRA);
    frames.cepstra(frame, cepstra);
    return { cepstra: [...cepstra], pitch: frames.pitch(frame) };
  });
}

describe('power spectrum', () => {
  it('is that of the definition', () => {
    const random = seeded(1);
    const frame = Float32Array.from({ length: 27 }, () => random() - 0.5);
    const power = new Float32Array(17);
    createPowerSpectrum(32)(frame, power);
    for (let k = 0; k <= 16; k++) {
      let [re, im] = [0, 0];
      frame.forEach((value, i) => {
        re += value * Math.cos((2 * Math.PI * k * i) / 32);
        im -= value * Math.sin((2 * Math.PI * k * i) / 32);
      });
      expect(power[k]).toBeCloseTo(re * re + im * im, 4);
    }
  });
});

describe('pitch', () => {
  it.each([80, 120, 205, 330])('of a tone of %i Hz', (hz) => {
    const found = estimatePitch(tone(hz, PITCH_RATE_HZ, PITCH_WINDOW));
    expect(found).toBeGreaterThan(hz * 0.98);
    expect(found).toBeLessThan(hz * 1.02);
  });

  it('is not found in noise or silence', () => {
    const random = seeded(2);
    expect(estimatePitch(Float32Array.from({ length: PITCH_WINDOW }, () => random() - 0.5))).toBeUndefined();
    expect(estimatePitch(new Float32Array(PITCH_WINDOW))).toBeUndefined();
  });
});

describe('frames of a voice', () => {
  it('come every 20 ms, silence among them as such', () => {
    const frames = new VoiceFrames();
    const sound = new Float32Array(16_000 + 100);
    sound.set(babble(LOW_VOICE, 500, seeded(3)));
    hearVoices(frames, 0, sound);
    expect(frames.count).toBe(51);
    expect(frames.isHeard(10)).toBe(true);
    expect(frames.isHeard(45)).toBe(false);
    expect(frames.pitch(45)).toBeUndefined();
  });

  it('tell pitch in semitones above 50 Hz', () => {
    const frames = new VoiceFrames();
    hearVoices(frames, 0, tone(100, 16_000, 8_000));
    expect(frames.pitch(12)).toBeCloseTo(12, 0);
  });

  it('are the same wherever the sound lies in the recording, and differ between voices', () => {
    const [here, there, another] = [new VoiceFrames(), new VoiceFrames(), new VoiceFrames()];
    hearVoices(here, 0, babble(LOW_VOICE, 1_000, seeded(4)));
    hearVoices(there, 77_770, babble(LOW_VOICE, 1_000, seeded(4)));
    hearVoices(another, 0, babble(HIGH_VOICE, 1_000, seeded(4)));
    expect(rowsOf(there)).toEqual(rowsOf(here));
    expect(rowsOf(another)).not.toEqual(rowsOf(here));
  });

  it('are found by their time; what was heard again counts as heard last; what was not heard is empty', () => {
    const frames = new VoiceFrames();
    hearVoices(frames, 5_000, tone(100, 16_000, 16_000));
    hearVoices(frames, 60_000, tone(100, 16_000, 16_000));
    const size = ({ from, to }: { from: number; to: number }) => to - from;
    expect(size(frames.between(5_200, 5_600))).toBe(400 / HOP_MS);
    expect(frames.between(60_000, 60_100)).toEqual({ from: 50, to: 55 });
    expect(size(frames.between(5_900, 8_000))).toBe(5);
    expect(size(frames.between(5_300, 5_300))).toBe(1);
    expect(size(frames.between(6_000, 6_100))).toBe(0);
    expect(size(frames.between(4_000, 4_900))).toBe(0);
    hearVoices(frames, 5_000, tone(200, 16_000, 16_000));
    expect(frames.pitch(frames.between(5_500, 5_520).from)).toBeCloseTo(24, 0);
  });

  it('hold hours', () => {
    const frames = new VoiceFrames();
    const row = Float32Array.from({ length: CEPSTRA }, (_, i) => i - 10);
    for (let i = 0; i < 7_000; i++) frames.add(row, i % 2 ? 10 : undefined);
    expect(frames.count).toBe(7_000);
    const into = new Float32Array(CEPSTRA);
    frames.cepstra(6_999, into);
    expect([...into]).toEqual([...row]);
    expect(frames.pitch(6_999)).toBeCloseTo(10, 0);
    expect(frames.pitch(6_998)).toBeUndefined();
  });
});
