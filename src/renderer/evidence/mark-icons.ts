import { Flag, MicVocal, Pause, ShieldOff, Unplug, type LucideIcon } from 'lucide-react';
import type { RecordingMark } from '../../shared/model/encounter.ts';

/** The shape of each thing that can happen while it is recorded, the same everywhere. */
export const MARK_ICONS: Record<RecordingMark['kind'], LucideIcon> = {
  moment: Flag,
  paused: Pause,
  'off-record': ShieldOff,
  device: MicVocal,
  gap: Unplug,
};
