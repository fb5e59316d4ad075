import { SegmentedControl } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import type { Note } from '../../../shared/model/note.ts';
import { isPrinted, NOTHING_RECORDED, noteBlocks } from '../../../shared/model/note-blocks.ts';
import type { NoteTemplate } from '../../../shared/model/template.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCall } from '../../rpc/react.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import classes from './templates.module.css';

const SETTLED_MS = 300;
type Source = 'sample' | 'latest';

/** What the template makes of a visit, as it is edited. An unfinished template leaves the last preview standing. */
export function TemplatePreview({ template }: { template: NoteTemplate | undefined }) {
  const { t } = useI18n();
  const id = useId();
  const [of, setOf] = useState<Source>('sample');
  const [settled, setSettled] = useState(template);
  const [shown, setShown] = useState<{ note: Note; of: Source }>();
  useEffect(() => {
    if (!template) return undefined;
    const timer = setTimeout(() => setSettled(template), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [template]);
  const preview = useCall('templates.preview', { template: settled!, of }, { enabled: settled !== undefined });
  if (preview.data && preview.data !== shown) setShown(preview.data);

  return (
    <section className={classes.preview} aria-labelledby={id}>
      <div className={classes.previewHead}>
        <h3 id={id}>{t('templates.preview')}</h3>
        <SegmentedControl
          size="xs"
          aria-label={t('templates.previewOf')}
          value={of}
          data={[
            { value: 'sample', label: t('templates.preview.sample') },
            { value: 'latest', label: t('templates.preview.latest') },
          ]}
          onChange={(value) => setOf(value)}
        />
      </div>
      {preview.error && preview.error.code !== 'cancelled' && (
        <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />
      )}
      {shown ? (
        <>
          {of === 'latest' && shown.of === 'sample' && <p className={classes.hint}>{t('templates.preview.noVisit')}</p>}
          <PreviewNote note={shown.note} />
        </>
      ) : (
        !preview.error && <Waiting lines={8} />
      )}
    </section>
  );
}

function PreviewNote({ note }: { note: Note }) {
  const { plural } = useI18n();
  const leftOut = note.omissions.filter(({ reason }) => reason === 'template').length;
  return (
    <div className={classes.paper} tabIndex={0} role="group" aria-label={note.templateTitle ?? note.template}>
      {note.sections.filter(isPrinted).map((section) => (
        <div key={section.key} className={classes.previewSection}>
          <h4>{section.heading}</h4>
          {section.sentences.length === 0 && <p className={classes.nothing}>{NOTHING_RECORDED}</p>}
          {noteBlocks(section).map((block, i) => (
            <div key={`${i}-${block.title ?? ''}`}>
              {block.title !== undefined && <h5>{block.title}</h5>}
              {block.bullets ? (
                <ul>
                  {block.sentences.map(({ id, text }) => (
                    <li key={id}>{text}</li>
                  ))}
                </ul>
              ) : (
                <p>{block.sentences.map(({ text }) => text).join(' ')}</p>
              )}
            </div>
          ))}
        </div>
      ))}
      {leftOut > 0 && <p className={classes.hint}>{plural('templates.preview.leftOut', leftOut)}</p>}
    </div>
  );
}
