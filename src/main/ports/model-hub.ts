import type { CancelSignal } from '../../shared/cancel.ts';

export interface HubFile {
  /** In the repository, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex; large files have it. */
  readonly sha256?: string;
  /** Git's own name of the content (SHA-1 over `blob <bytes>\0` and the content); small files have only this. */
  readonly gitBlob?: string;
}

export interface HubSnapshot {
  readonly repository: string;
  /** The commit: what is downloaded later is of the same state. */
  readonly revision: string;
  readonly files: readonly HubFile[];
}

/** The model hub, or a mirror of it. Nothing goes out but the names of repositories and files. */
export interface ModelHub {
  /**
   * Which files there are, how large, with which digests. `names`: what is wanted, for a mirror that cannot list.
   * @throws AppError `model.not-offered`, `network.*`
   */
  snapshot(repository: string, revision: string, names: readonly string[], signal?: CancelSignal): Promise<HubSnapshot>;
  /**
   * A file's bytes from `fromByte` on. The answer's `fromByte` is 0 where the server cannot resume.
   * @throws AppError `model.not-offered`, `network.*`; the iteration throws `network.*` or `cancelled`
   */
  open(
    snapshot: HubSnapshot,
    file: HubFile,
    fromByte: number,
    signal?: CancelSignal,
  ): Promise<{ readonly fromByte: number; readonly chunks: AsyncIterable<Uint8Array> }>;
}
