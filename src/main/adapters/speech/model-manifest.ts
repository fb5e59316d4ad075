import manifest from '../../../../resources/models/manifest.json' with { type: 'json' };

export interface ManifestFile {
  readonly role: string;
  readonly file: string;
  readonly package: string;
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ModelManifest {
  readonly builtIn: {
    readonly name: string;
    readonly languages: readonly string[];
    readonly licence: string;
    readonly files: readonly ManifestFile[];
  };
  readonly voiceActivity: { readonly name: string; readonly licence: string; readonly files: readonly ManifestFile[] };
}

/** resources/models/manifest.json: which weights the product carries, from where, under which licence, with which digest. */
export const readModelManifest = (): ModelManifest => manifest;
