/**
 * The browser's audio, as far as the microphone uses it: devices, tracks, an audio context that runs the real worklet in quanta of 128 samples.
 * Sound that a test speaks goes through the worklet's own code; nothing else of the capture is replaced.
 */
export interface FakeWebAudio {
  /** Globals to be stubbed. */
  readonly globals: Readonly<Record<string, unknown>>;
  /** -1..1, into every microphone track that is open. */
  speak(samples: Float32Array): Promise<void>;
  /** What the computer plays, into a shared track; mixed with digital silence of the microphone. */
  play(left: Float32Array, right: Float32Array): Promise<void>;
  unplug(): void;
  plugIn(): void;
  switchDefault(id: string): void;
  /** The system takes the audio away, as for a call. */
  suspend(): void;
  denyDisplay(): void;
  endSharing(): void;
  readonly openTracks: number;
  readonly openContexts: number;
}

interface Processor {
  port: FakePort;
  process(inputs: Float32Array[][]): boolean;
}
const QUANTUM = 128;

class FakePort {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  other: FakePort | undefined;
  postMessage(data: unknown): void {
    queueMicrotask(() => this.other?.onmessage?.({ data }));
  }
}

class FakeTrack extends EventTarget {
  readonly kind: 'audio' | 'video';
  readonly label: string;
  readonly deviceId: string;
  readyState: 'live' | 'ended' = 'live';
  enabled = true;
  onended: (() => void) | null = null;
  onmute: (() => void) | null = null;
  onunmute: (() => void) | null = null;
  constructor(kind: 'audio' | 'video', label: string, deviceId = '') {
    super();
    this.kind = kind;
    this.label = label;
    this.deviceId = deviceId;
  }
  getSettings = (): { deviceId: string } => ({ deviceId: this.deviceId });
  stop(): void {
    this.readyState = 'ended';
  }
  end(): void {
    if (this.readyState === 'ended') return;
    this.readyState = 'ended';
    this.onended?.();
    this.dispatchEvent(new Event('ended'));
  }
}

class FakeStream {
  readonly tracks: FakeTrack[];
  constructor(tracks: FakeTrack[]) {
    this.tracks = tracks;
  }
  getTracks = (): FakeTrack[] => this.tracks;
  getAudioTracks = (): FakeTrack[] => this.tracks.filter(({ kind }) => kind === 'audio');
  getVideoTracks = (): FakeTrack[] => this.tracks.filter(({ kind }) => kind === 'video');
}

interface FakeNode {
  sources: { track: FakeTrack; gain: number }[];
  connect(target: FakeNode): void;
}

/** @param load imports the worklet, whose globals stand by then */
export async function createFakeWebAudio(load: () => Promise<unknown>): Promise<FakeWebAudio> {
  let devices = [
    { id: 'desk', label: 'Desk microphone' },
    { id: 'headset', label: 'Headset' },
  ];
  let systemId = 'desk';
  let plugged = true;
  let displayDenied = false;
  const tracks = new Set<FakeTrack>();
  const contexts = new Set<FakeContext>();
  const listeners = new Set<() => void>();
  let Registered: (new () => Processor) | undefined;
  const changed = (): void => {
    for (const listener of [...listeners]) listener();
  };

  class FakeContext {
    state: 'running' | 'suspended' | 'closed' = 'suspended';
    onstatechange: (() => void) | null = null;
    readonly nodes: { processor: Processor; input: FakeNode }[] = [];
    readonly audioWorklet = { addModule: () => Promise.resolve() };
    constructor() {
      contexts.add(this);
    }
    createMediaStreamSource(stream: FakeStream): FakeNode {
      return nodeOf(stream.getAudioTracks().map((track) => ({ track, gain: 1 })));
    }
    createGain(): FakeNode & { gain: { value: number } } {
      const node = { ...nodeOf([]), gain: { value: 1 } };
      node.connect = (target) => {
        for (const { track, gain } of node.sources) target.sources.push({ track, gain: gain * node.gain.value });
      };
      return node;
    }
    resume(): Promise<void> {
      this.state = 'running';
      this.onstatechange?.();
      return Promise.resolve();
    }
    close(): Promise<void> {
      this.state = 'closed';
      contexts.delete(this);
      return Promise.resolve();
    }
  }
  const nodeOf = (sources: FakeNode['sources']): FakeNode => ({
    sources,
    connect(target) {
      target.sources.push(...sources);
    },
  });

  class FakeWorkletNode {
    readonly port = new FakePort();
    readonly sources: FakeNode['sources'] = [];
    connect = (): void => undefined;
    constructor(context: FakeContext) {
      const processor = new Registered!();
      processor.port.other = this.port;
      this.port.other = processor.port;
      context.nodes.push({ processor, input: this });
    }
  }

  const stubs = {
    sampleRate: 16_000,
    AudioWorkletProcessor: class {
      readonly port = new FakePort();
    },
    registerProcessor: (_name: string, processor: new () => Processor) => (Registered = processor),
    AudioContext: FakeContext,
    AudioWorkletNode: FakeWorkletNode,
    MediaStream: FakeStream,
  };
  Object.assign(globalThis, stubs);
  await load();

  const named = (error: string): Error => Object.assign(new Error(error), { name: error });
  const mediaDevices = {
    addEventListener: (_type: string, listener: () => void) => listeners.add(listener),
    removeEventListener: (_type: string, listener: () => void) => listeners.delete(listener),
    enumerateDevices: () =>
      Promise.resolve(
        plugged
          ? [{ id: 'default', label: `Default - ${devices.find(({ id }) => id === systemId)!.label}` }, ...devices].map(
              ({ id, label }) => ({
                kind: 'audioinput',
                deviceId: id,
                label,
                groupId: `group-${id === 'default' ? systemId : id}`,
              }),
            )
          : [],
      ),
    getUserMedia({ audio }: { audio: { deviceId?: { exact: string } } }) {
      if (!plugged) return Promise.reject(named('NotFoundError'));
      const wanted = audio.deviceId?.exact ?? systemId;
      const device = devices.find(({ id }) => id === wanted);
      if (!device) return Promise.reject(named('OverconstrainedError'));
      const track = new FakeTrack('audio', device.label, audio.deviceId ? device.id : 'default');
      tracks.add(track);
      return Promise.resolve(new FakeStream([track]));
    },
    getDisplayMedia() {
      if (displayDenied) return Promise.reject(named('NotAllowedError'));
      const sound = new FakeTrack('audio', 'shared');
      tracks.add(sound);
      return Promise.resolve(new FakeStream([sound, new FakeTrack('video', 'screen')]));
    },
  };

  /** One pass over `length` samples, in quanta: every context mixes what its node is connected to. */
  const run = async (length: number, sampleOf: (track: FakeTrack, at: number) => [number, number]): Promise<void> => {
    for (let at = 0; at < length; at += QUANTUM) {
      const size = Math.min(QUANTUM, length - at);
      for (const context of contexts) {
        if (context.state !== 'running') continue;
        for (const { processor, input } of context.nodes) {
          const live = input.sources.filter(({ track }) => track.readyState === 'live');
          const isStereo = live.some(({ track }) => track.label === 'shared');
          const channels = Array.from({ length: isStereo ? 2 : 1 }, () => new Float32Array(size));
          for (const { track, gain } of live) {
            if (!track.enabled) continue;
            for (let n = 0; n < size; n += 1) {
              const sample = sampleOf(track, at + n);
              channels.forEach((channel, side) => (channel[n]! += gain * sample[side === 1 ? 1 : 0]));
            }
          }
          processor.process([live.length > 0 ? channels : []]);
        }
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 0));
  };

  return {
    globals: { ...stubs, navigator: { mediaDevices, platform: 'test' } },
    speak: (samples) =>
      run(samples.length, (track, at) => (track.label === 'shared' ? [0, 0] : [samples[at]!, samples[at]!])),
    play: (left, right) =>
      run(left.length, (track, at) => (track.label === 'shared' ? [left[at]!, right[at]!] : [0, 0])),
    unplug() {
      plugged = false;
      for (const track of [...tracks]) if (track.label !== 'shared') track.end();
      changed();
    },
    plugIn() {
      plugged = true;
      changed();
    },
    switchDefault(id) {
      systemId = id;
      devices = [...devices];
      changed();
    },
    suspend() {
      for (const context of contexts) {
        context.state = 'suspended';
        context.onstatechange?.();
      }
    },
    denyDisplay: () => (displayDenied = true),
    endSharing() {
      for (const track of [...tracks]) if (track.label === 'shared') track.end();
    },
    get openTracks() {
      return [...tracks].filter(({ readyState }) => readyState === 'live').length;
    },
    get openContexts() {
      return contexts.size;
    },
  };
}
