import { describe, expect, it } from 'vitest';
import { whisperPrompt } from './whisper-prompt.ts';

const letters = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

describe('whisperPrompt', () => {
  it('lists the terms behind the token that opens a prompt, each once', () => {
    const prompt = whisperPrompt(['metformin', ' metformin', '', 'Dr. Reyes = doctor ray yes'], 7, letters);
    expect(prompt?.text).toBe('metformin, Dr. Reyes');
    expect(String.fromCharCode(...prompt!.tokens.slice(1))).toBe(' metformin, Dr. Reyes.');
    expect(prompt!.tokens[0]).toBe(7);
  });

  it('stops where the room ends', () => {
    const many = Array.from({ length: 200 }, (_, i) => `term${i}`);
    const prompt = whisperPrompt(many, 7, letters);
    expect(prompt!.tokens.length).toBeLessThanOrEqual(161);
    expect(prompt!.text.startsWith('term0, term1')).toBe(true);
  });

  it('leaves out what the vocabulary has no tokens for', () => {
    const only = (text: string): number[] =>
      [...text].map((letter) => (letter === 'ł' ? (undefined as unknown as number) : 1));
    expect(whisperPrompt(['metformin', 'Wałęsa', 'knee'], 7, only)!.text).toBe('metformin, knee');
    expect(whisperPrompt(['Wałęsa'], 7, only)).toBeUndefined();
  });

  it('is nothing for a model without prompts, or without terms', () => {
    expect(whisperPrompt(['a'], undefined, letters)).toBeUndefined();
    expect(whisperPrompt([' '], 7, letters)).toBeUndefined();
  });
});
