/** Decoded audio on its way to 16 kHz: one channel of floats, usually a fraction of a second. */
export interface PcmChunk {
  readonly samples: Float32Array;
  readonly sampleRateHz: number;
  /** How far into the input this is, 0..1, for progress. */
  readonly fraction: number;
}

export interface PcmReader {
  chunks(): AsyncIterable<PcmChunk>;
  /** After `chunks` ended: whether the input stopped before its own end. */
  truncated(): boolean;
}
