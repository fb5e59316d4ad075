import { createContext, use, type ReactNode } from 'react';
import type { ClipPlayer } from './clip-player.ts';
import type { Microphone } from './microphone.ts';

/** The window's ears and voice: one of each, real in the app, scripted in tests. */
export interface AudioParts {
  microphone: Microphone;
  player: ClipPlayer;
}
const AudioPartsContext = createContext<AudioParts | undefined>(undefined);

export function AudioProvider({ parts, children }: { parts: AudioParts; children: ReactNode }) {
  return <AudioPartsContext value={parts}>{children}</AudioPartsContext>;
}

export function useAudio(): AudioParts {
  const parts = use(AudioPartsContext);
  if (!parts) throw new Error('AudioProvider is missing');
  return parts;
}
