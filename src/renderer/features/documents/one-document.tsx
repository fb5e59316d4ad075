import { Button } from '@mantine/core';
import { ArrowLeft, FilePlus2, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import type { DocumentView } from '../../../shared/contract/documents.ts';
import type { EncounterView } from '../../../shared/contract/encounters.ts';
import type { Clinician } from '../../../shared/model/clinician.ts';
import type { DocumentField, DocumentKind, DocumentSentence, VisitDocument } from '../../../shared/model/document.ts';
import { evidenceStretches } from '../../evidence/stretches.ts';
import { usePlay } from '../../evidence/use-play.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import paperClasses from '../../ui/paper.module.css';
import { ChosenSentence } from './chosen-sentence.tsx';
import { useDocumentActions } from './document-actions.ts';
import { DocumentFoot } from './document-foot.tsx';
import { DocumentOptionsForm } from './document-options.tsx';
import { DocumentPaper, sentencesOf } from './document-paper.tsx';
import { HIGHEST_GRADE } from './document-words.ts';
import classes from './documents.module.css';
import { MonthLog } from './month-log.tsx';

export interface OneDocumentProps {
  kind: DocumentKind;
  made: DocumentView | undefined;
  view: EncounterView;
  clinician: Clinician;
  onBack: () => void;
}

/** To whom before of whom, of whom before by whom; the same order as in the text that is kept. */
const ORDER: readonly DocumentField['key'][] = ['to', 'address', 'requested', 'subject', 'patient', 'birth-date', 'visit-date', 'written-date', 'clinician']; // prettier-ignore
const ordered = ({ fields }: VisitDocument): DocumentField[] =>
  [...fields].sort((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key));

/** One kind of document of this visit: made, looked at, changed, finalized. */
export function OneDocument({ kind, made, view, clinician, onBack }: OneDocumentProps) {
  const { t, format } = useI18n();
  const { encounter } = view;
  const actions = useDocumentActions(encounter.id, kind);
  const { playing, toggle } = usePlay(encounter.id);
  const [selectedId, setSelectedId] = useState<string>();
  const [editingId, setEditingId] = useState<string>();
  const back = (
    <Button size="compact-sm" variant="subtle" leftSection={<ArrowLeft size={14} />} onClick={onBack}>
      {t('documents.back')}
    </Button>
  );
  const failed = actions.error && <ErrorNotice error={actions.error} onDismiss={() => actions.dismissError()} />;

  if (!made)
    return (
      <div className={classes.panel}>
        <div className={classes.head}>{back}</div>
        <h3>{t(`documents.kind.${kind}`)}</h3>
        <p className={classes.fine}>{t(`documents.about.${kind}`)}</p>
        {failed}
        <div>
          <Button leftSection={<FilePlus2 size={18} />} loading={actions.busy} onClick={() => void actions.make()}>
            {t('documents.make')}
          </Button>
        </div>
      </div>
    );

  const { version, stale } = made;
  const { document } = version;
  const isFinal = document.status === 'final';
  const sentences = sentencesOf(document);
  const selected = sentences.find(({ id }) => id === selectedId);
  const canPlay = view.hasAudio;
  const play = (sentence: DocumentSentence): void => {
    if (canPlay && sentence.evidence.length > 0)
      toggle(`document-${sentence.id}`, evidenceStretches(sentence.evidence));
  };
  const state = stale ? 'stale' : document.status;

  return (
    <div className={classes.panel}>
      <div className={classes.head}>
        {back}
        <span className={classes.state} data-state={state}>
          {t(`documents.state.${state}`)}
        </span>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<RefreshCw size={14} />}
          loading={actions.busy}
          onClick={() => void actions.make()}
        >
          {t('documents.makeAgain')}
        </Button>
      </div>
      {failed}
      {stale && (
        <Notice tone="warn" title={t(isFinal ? 'documents.staleFinal' : 'documents.stale')} role="status">
          {t('documents.staleHint')}
        </Notice>
      )}
      {!isFinal && <DocumentOptionsForm document={document} actions={actions} />}
      {document.gaps.length > 0 && !isFinal && (
        <Notice tone="info" title={t('documents.gaps')}>
          <ul className={classes.gaps}>
            {document.gaps.map((gap) => (
              <li key={gap}>{t(`documents.gap.${gap}`)}</li>
            ))}
          </ul>
          <p className={classes.fine}>{t('documents.gapsHint')}</p>
        </Notice>
      )}
      {document.grade !== undefined && (
        <p className={classes.fine}>
          <b>{t('documents.grade', { grade: document.grade })}.</b>{' '}
          {t(document.grade <= HIGHEST_GRADE ? 'documents.gradeGood' : 'documents.gradeHigh')}
        </p>
      )}
      <article className={`${paperClasses.paper} ${classes.paper}`} data-done={isFinal} aria-label={document.title}>
        {!isFinal && (
          <p className={`${paperClasses.draft} ${classes.draft}`}>
            <b>{t('documents.draft')}</b> <span>{t('documents.draftHint')}</span>
          </p>
        )}
        <h3 className={classes.title}>{document.title}</h3>
        <dl className={classes.fields}>
          {ordered(document).map(({ key, label, value }) => (
            <div key={key}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        {sentences.length === 0 && (
          <p className={classes.fine}>
            {t('documents.empty')} {t('documents.emptyHint')}
          </p>
        )}
        <DocumentPaper
          document={document}
          readOnly={isFinal}
          actions={actions}
          selectedId={selectedId}
          onSelect={({ id }) => setSelectedId(id)}
          onPlay={play}
          editingId={editingId}
          onEditing={setEditingId}
        />
        {version.signature && (
          <p className={classes.fine}>
            {t('documents.finalBy', {
              name: version.signature.name,
              time: format.dateTime(version.signature.signedAt),
            })}
          </p>
        )}
      </article>
      {selected && (
        <ChosenSentence
          sentence={selected}
          readOnly={isFinal}
          playing={playing === `document-${selected.id}`}
          canPlay={canPlay && selected.evidence.length > 0}
          onPlay={() => play(selected)}
          onConfirm={() => void actions.confirm(selected.id)}
          onEdit={() => setEditingId(selected.id)}
          onRemove={() => void actions.remove(selected.id)}
        />
      )}
      <DocumentFoot
        made={made}
        fields={ordered(document)}
        clinician={clinician}
        isNamed={encounter.patient.name !== ''}
        actions={actions}
      />
      {kind === 'chronic-care-log' && (
        <MonthLog encounterId={encounter.id} visitAtMs={encounter.startedAt ?? encounter.createdAt} />
      )}
    </div>
  );
}
