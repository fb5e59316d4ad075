import { AppError } from '../../shared/errors.ts';
import type { DiskSpace } from '../ports/disk-space.ts';
import { SAMPLE_RATE_HZ } from '../ports/audio.ts';

/** Sound, its seals, and the transcript and note that will come of it. */
const BYTES_PER_MINUTE = SAMPLE_RATE_HZ * 2 * 60 * 1.05;
/** Kept for ending cleanly: the last frames, the transcript, the note, the database's own journal. */
export const RESERVE_BYTES = 64 * 1024 * 1024;
const LOW_BYTES = 1024 * 1024 * 1024;
const LOW_MINUTES = 60;
export const URGENT_MINUTES = 5;

export type DiskLevel = 'ample' | 'low' | 'urgent' | 'reserve' | 'last';

export interface DiskRoom {
  readonly level: DiskLevel;
  /** Whole minutes of recording that fit before the reserve is touched. */
  readonly minutes: number;
}

/**
 * `low`: under 1 GiB or an hour of recording. `urgent`: under five minutes. `reserve`: time to end. `last`: half of the reserve is gone, and
 * nobody ended it.
 */
export function roomFor(freeBytes: number): DiskRoom {
  const minutes = Math.max(0, Math.floor((freeBytes - RESERVE_BYTES) / BYTES_PER_MINUTE));
  if (freeBytes <= RESERVE_BYTES / 2) return { level: 'last', minutes: 0 };
  if (freeBytes <= RESERVE_BYTES) return { level: 'reserve', minutes: 0 };
  if (minutes < URGENT_MINUTES) return { level: 'urgent', minutes };
  return { level: freeBytes < LOW_BYTES || minutes < LOW_MINUTES ? 'low' : 'ample', minutes };
}

/** @throws AppError `storage.full` when no recording should be begun; a disk that does not answer is no reason */
export async function requireRoom(disk: DiskSpace | undefined): Promise<void> {
  const free = await disk?.freeBytes().catch(() => undefined);
  if (free === undefined) return;
  const { minutes } = roomFor(free);
  if (minutes < URGENT_MINUTES) throw new AppError('storage.full', { retryable: true, params: { minutes } });
}

/** Looks now and then while a recording grows, and tells what changed. A disk that does not answer is no reason to stop. */
export interface DiskWatch {
  /** Call with every frame; it looks every few seconds of sound. */
  grown(ms: number): void;
}

const LOOK_EVERY_MS = 5_000;

export function createDiskWatch(disk: DiskSpace | undefined, onChange: (room: DiskRoom) => void): DiskWatch {
  let sinceMs = LOOK_EVERY_MS;
  let looking = false;
  let told: DiskRoom = { level: 'ample', minutes: Infinity };

  const look = async (): Promise<void> => {
    if (!disk || looking) return;
    looking = true;
    try {
      const room = roomFor(await disk.freeBytes());
      const counts = room.level === 'urgent' && room.minutes !== told.minutes;
      const changed = room.level !== told.level || counts;
      told = room;
      if (changed && room.level !== 'ample') onChange(room);
    } catch {
      // The write itself will tell.
    } finally {
      looking = false;
    }
  };

  return {
    grown(ms) {
      sinceMs += ms;
      if (sinceMs < LOOK_EVERY_MS) return;
      sinceMs = 0;
      void look();
    },
  };
}
