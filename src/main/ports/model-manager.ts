import type { CancelSignal } from '../../shared/cancel.ts';
import type { ModelMeasurement, ModelPrecision } from '../../shared/model/speech-models.ts';

/** One model as the manager knows it, whether it is installed or could be. */
export interface KnownModel {
  readonly name: string;
  readonly origin: 'built-in' | 'catalogue' | 'folder';
  readonly languages: readonly string[];
  readonly licence: string;
  readonly bytes: number;
  readonly installed: boolean;
  readonly precision?: ModelPrecision;
  readonly offers: readonly { readonly precision: ModelPrecision; readonly bytes: number }[];
  readonly partialBytes?: number;
  readonly parametersMillions?: number;
  readonly measured?: ModelMeasurement;
}

export interface TransferProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface InstallOptions {
  readonly onProgress?: (progress: TransferProgress) => void;
  readonly signal?: CancelSignal;
}

export interface ModelOrigin {
  /** Whether models may be downloaded at all. */
  readonly allowed: boolean;
  /** Where from, as people know it. */
  readonly host: string;
  /** What the IT department decided, and nobody here can change. */
  readonly locked: readonly ('allowHub' | 'mirror' | 'proxy' | 'caFile')[];
}

/** Models on this machine: what there is, what can be had, and the ways from one to the other. */
export interface ModelManager {
  /** The built-in one first, then the catalogue's, then what came from folders. */
  list(): Promise<KnownModel[]>;
  origin(): Promise<ModelOrigin>;
  /**
   * Downloads a model of the catalogue, going on where an interrupted download ended. Every file is checked before it counts; the model
   * is there whole or not at all.
   * @throws AppError `model.hub-off`, `model.not-offered`, `model.digest`, `model.unverifiable`, `model.busy`, `storage.full`, `network.*`, `cancelled`
   */
  install(name: string, options?: InstallOptions & { readonly precision?: ModelPrecision }): Promise<void>;
  /** Copies a model's folder in, or nothing. @throws AppError `model.missing`, `model.corrupt`, `model.digest`, `storage.full` */
  importFolder(folder: string, options?: InstallOptions): Promise<{ readonly name: string }>;
  /** Names of files that are not as they were installed. Empty: whole. @throws AppError `model.missing` */
  verify(name: string): Promise<readonly string[]>;
  /** Removes an installed model and what an interrupted download left. @throws AppError `model.missing` for the built-in one or a stranger */
  remove(name: string): Promise<void>;
  saveMeasurement(name: string, measured: ModelMeasurement): Promise<void>;
}
