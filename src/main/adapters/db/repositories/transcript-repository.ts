import type { Connection } from '../sqlite.ts';
import type { EncounterId } from '../../../../shared/model/ids.ts';
import { Transcript, TranscriptSegment } from '../../../../shared/model/transcript.ts';
import type { Store, TranscriptRepository } from '../../../ports/store.ts';
import { fromColumn, toColumn } from '../json-column.ts';

const Header = Transcript.omit({ segments: true });

export function createTranscriptRepository(db: Connection, transaction: Store['transaction']): TranscriptRepository {
  const putSegment = db.prepare(
    `INSERT INTO transcript_segments (encounter_id, id, start_ms, body) VALUES (?, ?, ?, ?)
     ON CONFLICT (encounter_id, id) DO UPDATE SET start_ms = excluded.start_ms, body = excluded.body`,
  );
  const clearSegments = db.prepare('DELETE FROM transcript_segments WHERE encounter_id = ?');
  const putHeader = db.prepare(
    `INSERT INTO transcripts (encounter_id, header) VALUES (?, ?)
     ON CONFLICT (encounter_id) DO UPDATE SET header = excluded.header`,
  );
  const header = db.prepare<[string], { header: string }>('SELECT header FROM transcripts WHERE encounter_id = ?');
  const inOrder = db.prepare<[string], { body: string }>(
    'SELECT body FROM transcript_segments WHERE encounter_id = ? ORDER BY start_ms, ord',
  );

  const one = db.prepare<[string, string], { body: string }>(
    'SELECT body FROM transcript_segments WHERE encounter_id = ? AND id = ?',
  );

  const segments = (encounterId: EncounterId): TranscriptSegment[] =>
    inOrder.all(encounterId).map((row) => fromColumn(TranscriptSegment, row.body, 'transcript_segments'));

  const put = (encounterId: EncounterId, list: readonly TranscriptSegment[]): void => {
    for (const segment of list) {
      const body = toColumn(TranscriptSegment, segment, 'transcript_segments');
      putSegment.run(encounterId, segment.id, segment.startMs, body);
    }
  };

  return {
    putSegments(encounterId, list) {
      transaction(() => put(encounterId, list));
    },
    save(encounterId, transcript) {
      transaction(() => {
        putHeader.run(encounterId, toColumn(Header, transcript, 'transcripts'));
        clearSegments.run(encounterId);
        put(encounterId, transcript.segments);
      });
    },
    get(encounterId) {
      const row = header.get(encounterId);
      if (!row) return undefined;
      return { ...fromColumn(Header, row.header, 'transcripts'), segments: segments(encounterId) };
    },
    segments,
    segment(encounterId, id) {
      const row = one.get(encounterId, id);
      return row && fromColumn(TranscriptSegment, row.body, 'transcript_segments');
    },
  };
}
