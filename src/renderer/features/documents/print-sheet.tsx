import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import type { VisitDocument } from '../../../shared/model/document.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './documents.module.css';

export interface PrintSheetProps {
  document: VisitDocument;
  /** Fields in the order in which they are printed. */
  fields: VisitDocument['fields'];
  signature: string | undefined;
  onDone: () => void;
}

/** The document alone on paper: while it is there, printing prints it and nothing else of the window. A draft says on every page that it is one. */
export function PrintSheet({ document: printed, fields, signature, onDone }: PrintSheetProps) {
  const { t } = useI18n();
  useEffect(() => {
    document.body.dataset.print = 'document';
    window.addEventListener('afterprint', onDone, { once: true });
    // Once it is drawn.
    const frame = requestAnimationFrame(() => window.print());
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('afterprint', onDone);
      delete document.body.dataset.print;
    };
  }, [onDone]);
  const isDraft = printed.status === 'draft';
  return createPortal(
    <article
      className={classes.sheet}
      data-print-sheet=""
      data-draft={isDraft}
      data-watermark={t('documents.watermark')}
      aria-hidden
    >
      {isDraft && <p className={classes.sheetDraft}>{t('documents.printDraft')}</p>}
      <h1>{printed.title}</h1>
      <dl>
        {fields.map(({ key, label, value }) => (
          <div key={key}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {printed.blocks.map((block) => (
        <section key={block.id}>
          {block.heading !== undefined && <h2>{block.heading}</h2>}
          {block.kind === 'list' ? (
            <ul>
              {block.sentences.map(({ id, text }) => (
                <li key={id}>{text}</li>
              ))}
            </ul>
          ) : (
            <p>{block.sentences.map(({ text }) => text).join(' ')}</p>
          )}
        </section>
      ))}
      {signature !== undefined && <p className={classes.sheetSigned}>{signature}</p>}
    </article>,
    document.body,
  );
}
