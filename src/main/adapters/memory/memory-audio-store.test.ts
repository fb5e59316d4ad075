import { audioStoreConformance } from '../../ports/audio-store.conformance.ts';
import { createMemoryAudioStore, type MemoryRecordings } from './memory-audio-store.ts';

audioStoreConformance('memory', () => {
  const recordings: MemoryRecordings = new Map();
  return { open: () => createMemoryAudioStore(recordings) };
});
