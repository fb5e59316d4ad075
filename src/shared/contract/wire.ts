import { z } from 'zod';
import { WireError } from '../errors.ts';
import { AppEvent } from './events.ts';

/** Messages between a renderer and main, the same over Electron IPC and the web socket (there JSON text; bytes as binary frames). */
export const ClientMessage = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('call'),
    id: z.number().int().nonnegative(),
    name: z.string().max(64),
    input: z.unknown(),
  }),
  z.object({ kind: z.literal('cancel'), id: z.number().int().nonnegative() }),
  z.object({
    kind: z.literal('frame'),
    streamId: z.string().max(64),
    seq: z.number().int().nonnegative(),
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;

export const ServerMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('result'), id: z.number().int(), output: z.unknown() }),
  z.object({ kind: z.literal('error'), id: z.number().int(), error: WireError }),
  z.object({ kind: z.literal('event'), event: AppEvent }),
  /** Every frame up to and including `seq` is durable. */
  z.object({ kind: z.literal('ack'), streamId: z.string(), seq: z.number().int() }),
  /** A frame could not be taken: the stream is broken from `seq` on. */
  z.object({ kind: z.literal('stream-error'), streamId: z.string(), seq: z.number().int(), error: WireError }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;

/** A transport is two members; everything above it is written once. */
export interface Transport<Out, In> {
  send(message: Out): void;
  onMessage(listener: (message: In) => void): () => void;
}
