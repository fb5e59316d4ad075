import { useState } from 'react';
import type { Note } from '../../../shared/model/note.ts';
import { noteBlocks } from '../../../shared/model/note-blocks.ts';
import { hoverEvidence } from '../../evidence/focus.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { ClinicalText } from '../../ui/clinical-text.tsx';
import paperClasses from '../../ui/paper.module.css';
import classes from './live-note.module.css';
import noteClasses from './note.module.css';
import paneClasses from './pane.module.css';

/**
 * The note as it grows. It is for the eye: sentences may still change as more is said, so nothing can be decided here yet. Pointing at one shows
 * the words that it rests on. Captions speak to screen readers already; this does not.
 */
export function LiveNote({ note }: { note: Note }) {
  const { t } = useI18n();
  const seen = useSeen(note);
  const sections = note.sections.filter((section) => section.sentences.length > 0);
  return (
    <section className={paneClasses.pane} aria-label={t('visit.note')}>
      <div className={paneClasses.desk}>
        <article className={`${paperClasses.paper} ${paneClasses.paper}`} data-watermark={t('print.watermark')}>
          <div className={`${paperClasses.draft} ${paneClasses.draft}`}>
            <b>{t('note.growing')}</b> <span>{t('note.growingHint')}</span>
          </div>
          {sections.length === 0 && <p className={noteClasses.nothing}>{t('note.growingEmpty')}</p>}
          {sections.map((section) => (
            <section key={section.key} className={noteClasses.section} aria-labelledby={`live-${section.key}`}>
              <h2 id={`live-${section.key}`} className={noteClasses.heading}>
                {section.heading}
              </h2>
              {noteBlocks(section).map((block, index) => (
                <div key={`${index}-${block.title ?? ''}`} className={noteClasses.block}>
                  {block.title !== undefined && <h3 className={noteClasses.subheading}>{block.title}</h3>}
                  <p className={paperClasses.prose}>
                    {block.sentences.map((sentence) => (
                      <span
                        key={`${sentence.id} ${sentence.text}`}
                        className={classes.sentence}
                        data-new={!seen.has(sentence.text)}
                        data-lines={block.bullets}
                        onMouseEnter={() => hoverEvidence(sentence.evidence)}
                        onMouseLeave={() => hoverEvidence(undefined)}
                      >
                        <ClinicalText text={sentence.text} />{' '}
                      </span>
                    ))}
                  </p>
                </div>
              ))}
            </section>
          ))}
        </article>
      </div>
    </section>
  );
}

/** Sentences of the note before this one: what is not among them is shown as new. */
function useSeen(note: Note): ReadonlySet<string> {
  const [held, setHeld] = useState({ note, before: textsOf(note) });
  if (held.note !== note) setHeld({ note, before: textsOf(held.note) });
  return held.before;
}

const textsOf = (note: Note): Set<string> =>
  new Set(note.sections.flatMap((section) => section.sentences.map((sentence) => sentence.text)));
