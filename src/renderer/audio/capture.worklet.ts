import { createFramePacker, PCM_RATE_HZ, type PcmFrame } from './frame-packer.ts';
import { createResampler } from './resampler.ts';

/** From the page: start or stop collecting. Stopping flushes; the answer `flushed` comes after the last frame. */
export type CaptureCommand = 'run' | 'hold';
export type CaptureMessage = { kind: 'frame'; frame: PcmFrame } | { kind: 'level'; peak: number } | { kind: 'flushed' };

/* The audio thread's own globals, which no library of TypeScript's declares. */
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

const LEVEL_EVERY_SAMPLES = 2048;

class CaptureProcessor extends AudioWorkletProcessor {
  private readonly resampler = createResampler(sampleRate, PCM_RATE_HZ);
  private readonly packer = createFramePacker();
  private running = true;
  private levelPeak = 0;
  private levelSamples = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<CaptureCommand>) => {
      this.running = data === 'run';
      if (this.running) return;
      const rest = this.packer.flush();
      if (rest) this.post({ kind: 'frame', frame: rest });
      this.post({ kind: 'flushed' });
    };
  }

  process(inputs: Float32Array[][]): boolean {
    const channels = inputs[0];
    if (!channels?.[0] || !this.running) return true;
    const samples = this.resampler.process(mixDown(channels));
    this.measure(channels[0]);
    for (const frame of this.packer.push(samples)) this.post({ kind: 'frame', frame });
    return true;
  }

  private measure(samples: Float32Array): void {
    for (const sample of samples) this.levelPeak = Math.max(this.levelPeak, Math.abs(sample));
    this.levelSamples += samples.length;
    if (this.levelSamples < LEVEL_EVERY_SAMPLES) return;
    this.post({ kind: 'level', peak: Math.min(1, this.levelPeak) });
    this.levelPeak = 0;
    this.levelSamples = 0;
  }

  private post(message: CaptureMessage): void {
    this.port.postMessage(message, message.kind === 'frame' ? [message.frame.bytes.buffer] : []);
  }
}

function mixDown(channels: readonly Float32Array[]): Float32Array {
  if (channels.length === 1) return channels[0]!;
  const mono = new Float32Array(channels[0]!.length);
  for (const channel of channels) channel.forEach((sample, index) => (mono[index]! += sample / channels.length));
  return mono;
}

registerProcessor('chartside-capture', CaptureProcessor);
