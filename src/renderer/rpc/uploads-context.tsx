import { createContext, use, type ReactNode } from 'react';
import { useStore } from '../ui/store.ts';
import type { Upload, Uploads } from './uploads.ts';

const UploadsContext = createContext<Uploads | undefined>(undefined);

export function UploadsProvider({ uploads, children }: { uploads: Uploads; children: ReactNode }) {
  return <UploadsContext value={uploads}>{children}</UploadsContext>;
}

export function useUploads(): Uploads {
  const uploads = use(UploadsContext);
  if (!uploads) throw new Error('UploadsProvider is missing');
  return uploads;
}

export function useUpload(encounterId: string): Upload | undefined {
  return useStore(useUploads().all, (all) => all[encounterId]);
}
