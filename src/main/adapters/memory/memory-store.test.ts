import { documentStoreConformance } from '../../ports/document-store.conformance.ts';
import { storeConformance } from '../../ports/store.conformance.ts';
import { createMemoryStore } from './memory-store.ts';

storeConformance('memory', createMemoryStore);
documentStoreConformance('memory', createMemoryStore);
