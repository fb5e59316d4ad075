import { Button } from '@mantine/core';
import { CheckCheck, Eye, Plus } from 'lucide-react';
import { useState } from 'react';
import type { Note, Omission } from '../../../shared/model/note.ts';
import type { TranscriptSegment } from '../../../shared/model/transcript.ts';
import { holdEvidence, hoverEvidence } from '../../evidence/focus.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Empty } from '../../ui/empty.tsx';
import type { NoteActions } from './note-actions.ts';
import classes from './side.module.css';
import { SentenceEditor } from './sentence.tsx';

export interface OmissionsPanelProps {
  note: Note | undefined;
  segments: readonly TranscriptSegment[];
  readOnly: boolean;
  actions: NoteActions;
}

/** What was said and seems to matter, but stands in no sentence. Added by hand, in the clinician's words. */
export function OmissionsPanel({ note, segments, readOnly, actions }: OmissionsPanelProps) {
  const { t } = useI18n();
  const omissions = note?.omissions ?? [];
  if (omissions.length === 0) return <Empty icon={CheckCheck} title={t('omissions.none')} />;
  return (
    <div className={classes.panel}>
      <h3 className={classes.heading}>{t('omissions.title')}</h3>
      <ul className={classes.list}>
        {omissions.map((omission) => {
          const segment = segments.find((candidate) => candidate.id === omission.segmentId);
          return (
            segment && (
              <OmissionItem
                key={omission.segmentId}
                omission={omission}
                segment={segment}
                {...{ note: note!, readOnly, actions }}
              />
            )
          );
        })}
      </ul>
    </div>
  );
}

/** The words that main gives as a reason (domain/note/omissions.ts); another one is not shown rather than shown raw. */
const REASONS = ['medication', 'finding', 'measurement', 'test', 'unclear-answer', 'left-out', 'low-salience'] as const;

function isKnownReason(reason: string): reason is (typeof REASONS)[number] {
  return (REASONS as readonly string[]).includes(reason);
}

interface OmissionItemProps {
  omission: Omission;
  segment: TranscriptSegment;
  note: Note;
  readOnly: boolean;
  actions: NoteActions;
}

function OmissionItem({ omission, segment, note, readOnly, actions }: OmissionItemProps) {
  const { t } = useI18n();
  const [sectionKey, setSectionKey] = useState<string>();
  const evidence = [{ segmentId: segment.id, startMs: segment.startMs, endMs: segment.endMs, quote: segment.text }];
  return (
    <li
      className={classes.item}
      onMouseEnter={() => hoverEvidence(evidence)}
      onMouseLeave={() => hoverEvidence(undefined)}
    >
      <p>
        <b>{t(`transcript.speaker.${segment.speaker}`)}:</b> <q>{segment.text}</q>
      </p>
      {isKnownReason(omission.reason) && <p className={classes.fine}>{t(`omissions.reason.${omission.reason}`)}</p>}
      {sectionKey !== undefined ? (
        <SentenceEditor
          label={t('note.addLabel')}
          initialText=""
          onSave={(text) => actions.add(sectionKey, text, { fromSegmentId: segment.id })}
          onClose={() => setSectionKey(undefined)}
        />
      ) : (
        <div className={classes.actions}>
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<Eye size={14} />}
            onClick={() => holdEvidence(evidence)}
          >
            {t('omissions.show')}
          </Button>
          {!readOnly &&
            note.sections.map((section) => (
              <Button
                key={section.key}
                size="compact-sm"
                variant="subtle"
                leftSection={<Plus size={14} />}
                aria-label={t('note.addTo', { section: section.heading })}
                onClick={() => {
                  holdEvidence(evidence);
                  setSectionKey(section.key);
                }}
              >
                {section.heading}
              </Button>
            ))}
        </div>
      )}
    </li>
  );
}
