import { AppError } from '../../../shared/errors.ts';
import type { SpeechEngine } from './engine.ts';
import type { OnnxOptions } from './onnx.ts';

export function openWhisper(_folder: string, _options: OnnxOptions): Promise<SpeechEngine> {
  return Promise.reject(new AppError('model.unsupported'));
}
