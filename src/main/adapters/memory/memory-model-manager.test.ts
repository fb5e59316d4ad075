import { modelManagerConformance } from '../../ports/model-manager.conformance.ts';
import { createMemoryModelManager } from './memory-model-manager.ts';

modelManagerConformance('in memory', () =>
  Promise.resolve({
    manager: createMemoryModelManager({
      models: [
        { name: 'small', origin: 'built-in', languages: ['en'], licence: '', bytes: 1, installed: true, offers: [] },
        { name: 'large', origin: 'catalogue', languages: ['en'], licence: '', bytes: 8, installed: false, offers: [] },
      ],
      folders: ['brought'],
    }),
    model: 'large',
    folder: '/media/stick/brought',
  }),
);
