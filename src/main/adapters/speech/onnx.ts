import * as ort from 'onnxruntime-node';
import { AppError } from '../../../shared/errors.ts';

/**
 * ONNX Runtime 1.29 and later reports to its maker unless told not to before the first session: model names, hashes, a
 * persistent device id. Nothing leaves this machine; the processes that load it are started with this set as well.
 */
process.env['ORT_DISABLE_TELEMETRY'] = '1';

/** Two cores is the ordinary clinic machine; the arena is on: without it, a step allocates its matrices anew and takes four times as long. */
export interface OnnxOptions {
  readonly intraOpThreads: number;
  /** Where to compute; what the graphics processor cannot do goes to the processor. Default `cpu`. */
  readonly provider?: 'cpu' | 'dml' | 'cuda';
}

/** Opens a model. @throws AppError `model.corrupt` when the runtime cannot read it. */
export async function openModel(model: string | Uint8Array, options: OnnxOptions): Promise<ort.InferenceSession> {
  const { provider = 'cpu' } = options;
  const sessionOptions: ort.InferenceSession.SessionOptions = {
    executionProviders: provider === 'cpu' ? ['cpu'] : [provider, 'cpu'],
    intraOpNumThreads: options.intraOpThreads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    enableCpuMemArena: true,
    enableMemPattern: false,
    logSeverityLevel: 4,
    // Idle worker threads sleep instead of spinning: the visit's other work needs the second core.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
  try {
    return typeof model === 'string'
      ? await ort.InferenceSession.create(model, sessionOptions)
      : await ort.InferenceSession.create(model, sessionOptions);
  } catch (cause) {
    throw new AppError('model.corrupt', { cause });
  }
}

export { ort };
