/** Electron's utilityProcess has `process.parentPort`, a forked Node process has `process.send`. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

export interface ParentChannel<Received, Sent> {
  send(message: Sent): void;
  onMessage(listener: (message: Received) => void): void;
}

/** The way to the process that started this one; without a parent nobody wants an answer, and this process ends. */
export function parentChannel<Received, Sent>(): ParentChannel<Received, Sent> {
  const port = (process as unknown as { parentPort?: ParentPort }).parentPort;
  if (port)
    return {
      send: (message) => port.postMessage(message),
      onMessage: (listener) => port.on('message', ({ data }) => listener(data as Received)),
    };
  process.once('disconnect', () => process.exit(0));
  return {
    send: (message) => void process.send?.(message, () => undefined),
    onMessage: (listener) => void process.on('message', (message) => listener(message as Received)),
  };
}
