import { Button } from '@mantine/core';
import { CheckCheck, EyeOff, PenLine, Plus } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import type { EncounterId } from '../../../shared/model/ids.ts';
import type { Note, NoteSection, Omission } from '../../../shared/model/note.ts';
import type { TranscriptSegment } from '../../../shared/model/transcript.ts';
import { holdEvidence, hoverEvidence } from '../../evidence/focus.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Empty } from '../../ui/empty.tsx';
import type { NoteActions } from './note-actions.ts';
import classes from './side.module.css';
import { SentenceEditor } from './sentence.tsx';

export interface OmissionsPanelProps {
  encounterId: EncounterId;
  note: Note | undefined;
  segments: readonly TranscriptSegment[];
  readOnly: boolean;
  actions: NoteActions;
}

/** What was said and seems to matter, but stands in no sentence: by section, each taken in or left out with one key. */
export function OmissionsPanel({ encounterId, note, segments, readOnly, actions }: OmissionsPanelProps) {
  const { t } = useI18n();
  const list = useRef<HTMLDivElement>(null);
  const omissions = (note?.omissions ?? []).filter(({ segmentId }) => segments.some(({ id }) => id === segmentId));
  if (!note || omissions.length === 0) return <Empty icon={CheckCheck} title={t('omissions.none')} />;
  const placeOf = ({ sectionKey }: Omission): string =>
    note.sections.find(({ key }) => key === sectionKey)?.key ?? note.sections[0]?.key ?? '';
  const ordered = note.sections.flatMap((section) => omissions.filter((omission) => placeOf(omission) === section.key));
  /** The one after it, or else before it, takes the focus when this one goes. */
  const focusNext = (omission: Omission): void => {
    const items = [...(list.current?.querySelectorAll<HTMLElement>('[data-omission]') ?? [])];
    const at = ordered.indexOf(omission);
    (items[at + 1] ?? items[at - 1])?.focus();
  };
  return (
    <div className={classes.panel} ref={list}>
      <h3 className={classes.heading}>{t('omissions.title')}</h3>
      {!readOnly && <p className={classes.fine}>{t('omissions.keys')}</p>}
      {note.sections.map((section) => {
        const own = omissions.filter((omission) => placeOf(omission) === section.key);
        return (
          own.length > 0 && (
            <section key={section.key}>
              <h4 className={classes.fine}>{section.heading}</h4>
              <ul className={classes.list}>
                {own.map((omission) => (
                  <OmissionItem
                    key={`${omission.segmentId} ${omission.evidence?.quote ?? ''}`}
                    segment={segments.find(({ id }) => id === omission.segmentId)!}
                    onGone={() => focusNext(omission)}
                    {...{ encounterId, omission, section, readOnly, actions }}
                  />
                ))}
              </ul>
            </section>
          )
        );
      })}
    </div>
  );
}

/** The words that main gives as a reason (domain/note/omissions.ts); another one is not shown rather than shown raw. */
const REASONS = ['medication', 'finding', 'measurement', 'test', 'unclear-answer', 'may-matter', 'template', 'style', 'left-out'] as const; // prettier-ignore
/** Of notes made before; it was the name of a score. */
const OLD_REASON = 'low-salience';

function reasonOf({ reason }: Omission): (typeof REASONS)[number] | undefined {
  return reason === OLD_REASON ? 'may-matter' : REASONS.find((known) => known === reason);
}

interface OmissionItemProps {
  encounterId: EncounterId;
  omission: Omission;
  segment: TranscriptSegment;
  section: NoteSection;
  readOnly: boolean;
  actions: NoteActions;
  onGone: () => void;
}

function OmissionItem(props: OmissionItemProps) {
  const { encounterId, omission, segment, section, readOnly, actions, onGone } = props;
  const { t } = useI18n();
  const [isEditing, setEditing] = useState(false);
  const { id: segmentId, startMs, endMs } = segment;
  const said = omission.evidence ?? { segmentId, startMs, endMs, quote: segment.text };
  const reason = reasonOf(omission);
  const from = { fromSegmentId: segmentId, fromQuote: said.quote };
  const take = (): void => {
    if (omission.text === undefined) return setEditing(true);
    onGone();
    void actions.add(section.key, omission.text, from);
  };
  const dismiss = (): void => {
    onGone();
    void actions.dismiss(segmentId, omission.evidence?.quote);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (readOnly || event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const handlers: Record<string, (() => void) | undefined> = {
      Enter: take,
      Backspace: dismiss,
      e: () => setEditing(true),
      u: () => void actions.undo(),
    };
    const handle = handlers[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!handle) return;
    event.preventDefault();
    handle();
  };
  const name = omission.text ?? said.quote;
  return (
    <li
      className={classes.item}
      onMouseEnter={() => hoverEvidence([said])}
      onMouseLeave={() => hoverEvidence(undefined)}
    >
      <div
        className={classes.offer}
        data-omission=""
        role="group"
        aria-label={name}
        tabIndex={0}
        onFocus={(event) => {
          if (event.target === event.currentTarget) holdEvidence([said]);
        }}
        onKeyDown={onKeyDown}
      >
        {omission.text !== undefined && <p className={classes.offered}>{omission.text}</p>}
        <p className={omission.text === undefined ? undefined : classes.fine}>
          <b>{t(`transcript.speaker.${segment.speaker}`)}:</b> <q>{said.quote}</q>
        </p>
        {reason && <p className={classes.fine}>{t(`omissions.reason.${reason}`)}</p>}
      </div>
      {isEditing ? (
        <SentenceEditor
          label={t('note.addLabel')}
          initialText={omission.text ?? ''}
          typedFor={{ encounterId, fromSegmentId: segmentId }}
          onSave={(text) => actions.add(section.key, text, from)}
          onClose={() => setEditing(false)}
        />
      ) : (
        !readOnly && (
          <div className={classes.actions}>
            {omission.text !== undefined && (
              <Button
                size="compact-sm"
                variant="subtle"
                leftSection={<Plus size={14} />}
                aria-label={t('omissions.takeOf', { section: section.heading, text: omission.text })}
                onClick={take}
              >
                {t('omissions.take')}
              </Button>
            )}
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={omission.text === undefined ? <Plus size={14} /> : <PenLine size={14} />}
              onClick={() => {
                holdEvidence([said]);
                setEditing(true);
              }}
            >
              {omission.text === undefined ? t('omissions.add') : t('omissions.change')}
            </Button>
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<EyeOff size={14} />}
              aria-label={t('omissions.dismissOf', { text: name })}
              onClick={dismiss}
            >
              {t('omissions.dismiss')}
            </Button>
          </div>
        )
      )}
    </li>
  );
}
