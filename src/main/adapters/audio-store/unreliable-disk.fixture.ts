import type { FileSystem, OpenFile } from './file-system.ts';

type Change = { at: number; bytes: Uint8Array } | { size: number };

/** Bytes that grow without being copied at every write. */
interface Content {
  room: Buffer;
  size: number;
}

interface StoredFile {
  /** What the platter holds. */
  readonly durable: Content;
  /** What programs see. */
  readonly current: Content;
  /** Not synced yet, in order. */
  pending: Change[];
}

export interface UnreliableDisk extends FileSystem {
  /** The power goes after this many more operations: that operation and all later ones never end. */
  cutPowerAfter(operations: number): void;
  /** Resolves when the power has gone. */
  readonly powerCut: Promise<void>;
  /** The disk after the power came back: what was synced, and of the rest whatever `random` lets through, sector by sector. */
  afterPowerCut(random: () => number): UnreliableDisk;
  /** Bytes that still fit; what goes beyond fails with ENOSPC after writing what fits. */
  setFreeBytes(bytes: number): void;
  failNext(operation: 'sync' | 'truncate', code: string): void;
  /** Content as programs see it. */
  content(path: string): Buffer;
  setContent(path: string, bytes: Uint8Array): void;
  /** Sizes that the last sync of each file made durable. */
  durableBytes(path: string): number;
  readonly syncs: number;
}

const SECTOR_BYTES = 512;

/** A disk in memory that forgets what was not synced, fills up, and fails on request. */
export function createUnreliableDisk(initial: ReadonlyMap<string, Buffer> = new Map()): UnreliableDisk {
  const file = (bytes: Uint8Array): StoredFile => ({
    durable: contentOf(bytes),
    current: contentOf(bytes),
    pending: [],
  });
  let names = new Map([...initial].map(([name, bytes]) => [name, file(bytes)]));
  let durableNames = new Map(names);
  let freeBytes = Infinity;
  let operationsLeft = Infinity;
  let syncs = 0;
  const failures = new Map<string, string>();
  let announceCut: () => void = () => undefined;
  const powerCut = new Promise<void>((resolve) => {
    announceCut = resolve;
  });

  const operation = async (): Promise<void> => {
    operationsLeft -= 1;
    if (operationsLeft >= 0) return;
    announceCut();
    await new Promise(() => undefined);
  };
  const failIfAsked = (name: string): void => {
    const code = failures.get(name);
    failures.delete(name);
    if (code) throw errno(code);
  };
  const find = (path: string): StoredFile => {
    const found = names.get(path);
    if (!found) throw errno('ENOENT');
    return found;
  };

  const open = (stored: StoredFile): OpenFile => ({
    async read(buffer, position) {
      return bytesOf(stored.current).copy(buffer, 0, Math.min(position, stored.current.size));
    },
    async write(bytes, position) {
      await operation();
      const grows = Math.max(0, position + bytes.byteLength - stored.current.size);
      const fits = grows > freeBytes ? bytes.byteLength - (grows - freeBytes) : bytes.byteLength;
      const taken = Buffer.from(bytes.subarray(0, Math.max(0, fits)));
      freeBytes -= Math.min(grows, freeBytes);
      apply(stored, { at: position, bytes: taken });
      if (taken.length < bytes.byteLength) throw errno('ENOSPC');
    },
    async truncate(size) {
      await operation();
      failIfAsked('truncate');
      freeBytes += Math.max(0, stored.current.size - size);
      apply(stored, { size });
    },
    async sync() {
      await operation();
      failIfAsked('sync');
      syncs += 1;
      for (const change of stored.pending) make(stored.durable, change);
      stored.pending = [];
    },
    size: async () => stored.current.size,
    close: async () => undefined,
  });

  return {
    powerCut,
    get syncs() {
      return syncs;
    },
    async open(path, mode) {
      if (mode === 'create') {
        await operation();
        if (names.has(path)) throw errno('EEXIST');
        names.set(path, file(Buffer.alloc(0)));
      }
      return open(find(path));
    },
    async rename(from, to) {
      await operation();
      names.set(to, find(from));
      names.delete(from);
    },
    async remove(path) {
      await operation();
      names.delete(path);
    },
    exists: async (path) => names.has(path),
    list: async (dir) =>
      [...names.keys()].filter((name) => name.startsWith(`${dir}/`)).map((name) => name.slice(dir.length + 1)),
    makeDirectory: async () => undefined,
    async syncDirectory() {
      await operation();
      durableNames = new Map(names);
    },
    cutPowerAfter(operations) {
      operationsLeft = operations;
    },
    afterPowerCut(random) {
      const surviving = random() < 0.5 ? durableNames : names;
      const contents = new Map([...surviving].map(([name, stored]) => [name, settle(stored, random)]));
      return createUnreliableDisk(contents);
    },
    setFreeBytes(bytes) {
      freeBytes = bytes;
    },
    failNext(name, code) {
      failures.set(name, code);
    },
    content: (path) => Buffer.from(bytesOf(find(path).current)),
    setContent(path, bytes) {
      names = new Map(names).set(path, file(bytes));
    },
    durableBytes: (path) => names.get(path)?.durable.size ?? 0,
  };
}

function apply(stored: StoredFile, change: Change): void {
  stored.pending.push(change);
  make(stored.current, change);
}

function make(content: Content, change: Change): void {
  const size = 'size' in change ? change.size : Math.max(content.size, change.at + change.bytes.byteLength);
  if (size > content.room.length) {
    const room = Buffer.alloc(size * 2);
    bytesOf(content).copy(room);
    content.room = room;
  }
  // What a file grows by and nobody wrote reads as zero.
  if (size < content.size) content.room.fill(0, size, content.size);
  content.size = size;
  if ('at' in change) content.room.set(change.bytes, change.at);
}

/** Each unsynced change reaches the platter wholly, in some of its sectors, or not at all, in no order. */
function settle(stored: StoredFile, random: () => number): Buffer {
  const content = contentOf(bytesOf(stored.durable));
  for (const change of stored.pending) {
    if (random() < 0.3) continue;
    if ('size' in change) make(content, change);
    else
      for (let from = 0; from < change.bytes.byteLength; from += SECTOR_BYTES) {
        if (random() < 0.3) continue;
        make(content, { at: change.at + from, bytes: change.bytes.subarray(from, from + SECTOR_BYTES) });
      }
  }
  return Buffer.from(bytesOf(content));
}

const contentOf = (bytes: Uint8Array): Content => ({ room: Buffer.from(bytes), size: bytes.byteLength });
const bytesOf = (content: Content): Buffer => content.room.subarray(0, content.size);

const errno = (code: string): Error => Object.assign(new Error(code), { code });
