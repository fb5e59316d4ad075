/** How much room there is where the record is kept. */
export interface DiskSpace {
  /** Bytes that this program may still write. @throws AppError `storage.io` */
  freeBytes(): Promise<number>;
}
