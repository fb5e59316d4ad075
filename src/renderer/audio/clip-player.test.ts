// @vitest-environment jsdom
import { beforeAll, expect, it, vi } from 'vitest';
import { createClipPlayer } from './clip-player.ts';

interface FakeAudio {
  element: HTMLAudioElement;
  end(): void;
}

beforeAll(() => {
  URL.createObjectURL ??= () => 'blob:test';
  URL.revokeObjectURL ??= () => undefined;
});

function setUp() {
  const audios: FakeAudio[] = [];
  const player = createClipPlayer(() => {
    const element = { currentTime: 0, pause: () => undefined, play: () => Promise.resolve() } as HTMLAudioElement;
    audios.push({ element, end: () => element.onended?.(new Event('ended')) });
    return element;
  });
  return { audios, player };
}

const wav = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array([1]));

it('fetches one clip ahead and no more, however long the list', async () => {
  const { audios, player } = setUp();
  const asked: number[] = [];
  function* endless() {
    for (let index = 0; ; index += 1)
      yield () => {
        asked.push(index);
        return wav();
      };
  }
  void player.play('visit', endless());
  await vi.waitFor(() => expect(audios).toHaveLength(1));
  expect(asked).toEqual([0, 1]);
  audios[0]!.end();
  await vi.waitFor(() => expect(audios).toHaveLength(2));
  expect(asked).toEqual([0, 1, 2]);
  player.stop();
  expect(player.playing.get()).toBeUndefined();
});

it('tells where in the recording it is, and nothing once it stopped', async () => {
  const { audios, player } = setUp();
  const run = player.play('visit', [{ startMs: 4_000, fetchWav: wav }]);
  await vi.waitFor(() => expect(audios).toHaveLength(1));
  expect(player.positionMs.get()).toBe(4_000);
  audios[0]!.element.currentTime = 1.5;
  await vi.waitFor(() => expect(player.positionMs.get()).toBe(5_500));
  audios[0]!.end();
  await run;
  expect(player.positionMs.get()).toBeUndefined();
});

it('rejects when a clip cannot be had, and is quiet about one it was told to stop', async () => {
  const { player } = setUp();
  await expect(player.play('a', [() => Promise.reject(new Error('gone'))])).rejects.toThrow('gone');
  expect(player.playing.get()).toBeUndefined();
  const stopped = player.play('b', [() => Promise.reject(new Error('gone'))]);
  player.stop();
  await stopped;
});
