import { describe, expect, it } from 'vitest';
import { similarityOfSounds, soundsOf, weightOfSounds } from './phonetic.ts';

const alike = (a: string, b: string): number => similarityOfSounds(soundsOf(a), soundsOf(b));

describe('soundsOf', () => {
  it.each([
    ['lisinopril', 'lysinopril'],
    ['phenytoin', 'fenitoin'],
    ['Xanax', 'zanaks'],
    ['losartan', 'lo, Sartan.'],
  ])('reads %s and %s alike', (a, b) => {
    expect(soundsOf(a)).toBe(soundsOf(b));
  });

  it.each([
    ['ID', 'idi'],
    ['chlorthalidone', 'klorTalidon'],
    ['who', 'hu'],
  ])('reads %s as %s', (word, sounds) => {
    expect(soundsOf(word)).toBe(sounds);
  });

  it('leaves marks and digits out', () => {
    expect(soundsOf('“B12,” 50!')).toBe('b');
    expect(soundsOf('')).toBe('');
  });
});

describe('similarityOfSounds', () => {
  it('is 1 for the same, the same both ways, and 0 for nothing', () => {
    expect(alike('warfarin', 'warfarin')).toBe(1);
    expect(alike('warfarin', 'war fair in')).toBeCloseTo(alike('war fair in', 'warfarin'));
    expect(alike('', '')).toBe(0);
  });

  it('brings what a recogniser made of a drug near it', () => {
    expect(alike('lisinopril', 'lies in a pearl')).toBeGreaterThan(0.8);
    expect(alike('penicillin', 'can a sillin')).toBeGreaterThan(0.8);
    expect(alike('telmisartan', 'till this certain')).toBeGreaterThan(0.7);
  });

  it('keeps drugs that are often confused apart', () => {
    for (const [a, b] of [
      ['hydroxyzine', 'hydralazine'],
      ['prednisone', 'prednisolone'],
      ['bupropion', 'buspirone'],
      ['clonidine', 'clonazepam'],
    ] as const)
      expect(alike(a, b)).toBeLessThan(0.88);
  });

  it('gives up early only below the floor', () => {
    const [a, b] = [soundsOf('losartan'), soundsOf('low Sarton')];
    expect(similarityOfSounds(a, b, 0.5)).toBe(similarityOfSounds(a, b));
    expect(similarityOfSounds(a, soundsOf('tomatoes'), 0.8)).toBe(0);
  });

  it('counts a longer word as heavier', () => {
    expect(weightOfSounds(soundsOf('hydrochlorothiazide'))).toBeGreaterThan(weightOfSounds(soundsOf('iron')));
  });
});
