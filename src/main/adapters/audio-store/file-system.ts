import { constants } from 'node:fs';
import { access, mkdir, open, readdir, rename, unlink, type FileHandle } from 'node:fs/promises';

/** An open file, by absolute position. Every call either does all it was asked or throws. */
export interface OpenFile {
  /** Fills `buffer` from `position`; fewer bytes only at the end of the file. Returns the count. */
  read(buffer: Uint8Array, position: number): Promise<number>;
  write(bytes: Uint8Array, position: number): Promise<void>;
  truncate(sizeBytes: number): Promise<void>;
  /** Content and size are on the disk when it resolves. */
  sync(): Promise<void>;
  size(): Promise<number>;
  close(): Promise<void>;
}

/** The few file operations that the audio store stands on, so that a test can fill the disk or pull the plug. */
export interface FileSystem {
  /** `create` refuses a file that exists; `update` and `read` one that does not (ENOENT). Owner-only rights. */
  open(path: string, mode: 'create' | 'update' | 'read'): Promise<OpenFile>;
  rename(from: string, to: string): Promise<void>;
  /** No error when there is none. */
  remove(path: string): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Names in the folder; empty when there is no such folder. */
  list(dir: string): Promise<string[]>;
  makeDirectory(dir: string): Promise<void>;
  /** Makes creations, renames and removals in `dir` durable. */
  syncDirectory(dir: string): Promise<void>;
}

const FLAGS = {
  create: constants.O_RDWR | constants.O_CREAT | constants.O_EXCL,
  update: constants.O_RDWR,
  read: constants.O_RDONLY,
};

export const nodeFileSystem: FileSystem = {
  open: async (path, mode) => wrap(await open(path, FLAGS[mode], 0o600)),
  rename,
  remove: (path) => unlink(path).catch(unlessMissing),
  exists: (path) =>
    access(path).then(
      () => true,
      (error: unknown) => {
        unlessMissing(error);
        return false;
      },
    ),
  list: (dir) =>
    readdir(dir).catch((error: unknown) => {
      unlessMissing(error);
      return [];
    }),
  async makeDirectory(dir) {
    await mkdir(dir, { recursive: true, mode: 0o700 });
  },
  async syncDirectory(dir) {
    // Windows cannot open a folder; NTFS journals names by itself.
    if (process.platform === 'win32') return;
    const handle = await open(dir, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  },
};

function wrap(handle: FileHandle): OpenFile {
  return {
    async read(buffer, position) {
      let done = 0;
      while (done < buffer.byteLength) {
        const { bytesRead } = await handle.read(buffer, done, buffer.byteLength - done, position + done);
        if (bytesRead === 0) break;
        done += bytesRead;
      }
      return done;
    },
    async write(bytes, position) {
      let done = 0;
      while (done < bytes.byteLength) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.byteLength - done, position + done);
        done += bytesWritten;
      }
    },
    truncate: (sizeBytes) => handle.truncate(sizeBytes),
    sync: () => handle.datasync(),
    size: async () => (await handle.stat()).size,
    close: () => handle.close(),
  };
}

function unlessMissing(error: unknown): void {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
