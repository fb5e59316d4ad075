import { createContext, use, type ReactNode } from 'react';
import { useStore } from '../ui/store.ts';
import type { Recorder, RecorderState } from './recorder.ts';

const RecorderContext = createContext<Recorder | undefined>(undefined);

export function RecorderProvider({ recorder, children }: { recorder: Recorder; children: ReactNode }) {
  return <RecorderContext value={recorder}>{children}</RecorderContext>;
}

export function useRecorder(): Recorder {
  const recorder = use(RecorderContext);
  if (!recorder) throw new Error('RecorderProvider is missing');
  return recorder;
}

export function useRecorderState(): RecorderState {
  return useStore(useRecorder().state);
}
