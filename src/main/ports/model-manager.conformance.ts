import { describe, expect, it } from 'vitest';
import type { ModelManager, TransferProgress } from './model-manager.ts';

/** A manager whose catalogue holds `model`, not installed yet, and the way to a folder that holds a model named `brought`. */
export interface ModelManagerSetting {
  readonly manager: ModelManager;
  readonly model: string;
  readonly folder: string;
}

/** The rules of `ModelManager`, for every adapter. */
export function modelManagerConformance(name: string, make: () => Promise<ModelManagerSetting>): void {
  describe(`ModelManager: ${name}`, () => {
    const stateOf = async ({ manager, model }: ModelManagerSetting) =>
      (await manager.list()).find((other) => other.name === model);

    it('begins with the built-in model, and offers what can be had', async () => {
      const setting = await make();
      const [first] = await setting.manager.list();
      expect(first).toMatchObject({ origin: 'built-in', installed: true });
      expect(await stateOf(setting)).toMatchObject({ origin: 'catalogue', installed: false });
      expect((await setting.manager.origin()).allowed).toBe(true);
    });

    it('installs, tells how far it is, verifies, measures and removes', async () => {
      const setting = await make();
      const { manager, model } = setting;
      const seen: TransferProgress[] = [];
      await manager.install(model, { onProgress: (progress) => seen.push(progress) });
      expect(await stateOf(setting)).toMatchObject({ installed: true });
      expect(seen.at(-1)!.doneBytes).toBe(seen.at(-1)!.totalBytes);
      expect(seen.every(({ doneBytes }, i) => doneBytes >= (seen[i - 1]?.doneBytes ?? 0))).toBe(true);
      expect(await manager.verify(model)).toEqual([]);
      const measured = { realTimeFactor: 0.5, loadMs: 1, audioMs: 60_000, at: 7, provider: 'cpu' as const };
      await manager.saveMeasurement(model, measured);
      expect(await stateOf(setting)).toMatchObject({ measured });
      await manager.remove(model);
      expect(await stateOf(setting)).toMatchObject({ installed: false });
      expect((await stateOf(setting))!.measured).toBeUndefined();
      await expect(manager.verify(model)).rejects.toMatchObject({ code: 'model.missing' });
    });

    it('brings nothing when it is called off', async () => {
      const setting = await make();
      await expect(setting.manager.install(setting.model, { signal: AbortSignal.abort() })).rejects.toMatchObject({
        code: 'cancelled',
      });
      expect(await stateOf(setting)).toMatchObject({ installed: false });
    });

    it('takes a folder, and only one that is a model', async () => {
      const { manager, folder } = await make();
      expect(await manager.importFolder(folder)).toEqual({ name: 'brought' });
      expect((await manager.list()).at(-1)).toMatchObject({ name: 'brought', origin: 'folder', installed: true });
      await expect(manager.importFolder(`${folder}-not`)).rejects.toMatchObject({ code: 'model.missing' });
      await manager.remove('brought');
      expect((await manager.list()).map((model) => model.name)).not.toContain('brought');
    });

    it('refuses strangers, and to remove the built-in model', async () => {
      const { manager } = await make();
      const [builtIn] = await manager.list();
      await expect(manager.install('stranger')).rejects.toMatchObject({ code: 'model.not-offered' });
      await expect(manager.remove('stranger')).rejects.toMatchObject({ code: 'model.missing' });
      await expect(manager.remove(builtIn!.name)).rejects.toMatchObject({ code: 'model.missing' });
    });
  });
}
