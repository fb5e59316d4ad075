import { storeConformance } from '../../ports/store.conformance.ts';
import { createMemoryStore } from './memory-store.ts';

storeConformance('memory', createMemoryStore);
