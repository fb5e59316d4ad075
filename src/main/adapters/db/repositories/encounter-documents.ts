import type { Connection } from '../sqlite.ts';
import type { z } from 'zod';
import { ChartContext } from '../../../../shared/model/chart.ts';
import { Codes } from '../../../../shared/model/codes.ts';
import type { EncounterId } from '../../../../shared/model/ids.ts';
import type { ChartRepository, CodesRepository } from '../../../ports/store.ts';
import { fromColumn, toColumn } from '../json-column.ts';

/** One JSON value an encounter, replaced whole. `table` is one of our own names, never input. */
function createDocuments<S extends z.ZodType>(db: Connection, table: 'codes' | 'charts', schema: S) {
  const put = db.prepare(
    `INSERT INTO ${table} (encounter_id, body) VALUES (?, ?) ON CONFLICT (encounter_id) DO UPDATE SET body = excluded.body`,
  );
  const one = db.prepare<[string], { body: string }>(`SELECT body FROM ${table} WHERE encounter_id = ?`);
  const remove = db.prepare(`DELETE FROM ${table} WHERE encounter_id = ?`);
  return {
    delete(encounterId: EncounterId): void {
      remove.run(encounterId);
    },
    save(encounterId: EncounterId, value: z.output<S>): void {
      put.run(encounterId, toColumn(schema, value, table));
    },
    get(encounterId: EncounterId): z.output<S> | undefined {
      const row = one.get(encounterId);
      return row && fromColumn(schema, row.body, table);
    },
  };
}

export const createCodesRepository = (db: Connection): CodesRepository => createDocuments(db, 'codes', Codes);

export const createChartRepository = (db: Connection): ChartRepository => createDocuments(db, 'charts', ChartContext);
