import { useEffect, useRef, useState } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import classes from './documents.module.css';

export interface SentenceFieldProps {
  label: string;
  initialText: string;
  /** Resolves once saved; false keeps the field open with what was typed. */
  onSave: (text: string) => Promise<boolean>;
  /** `byKey`: Escape, or saved with Enter: the focus goes back. */
  onClose: (byKey: boolean) => void;
}

/** Plain text, one sentence at a time; the same keys as in the note. */
export function SentenceField({ label, initialText, onSave, onClose }: SentenceFieldProps) {
  const { t } = useI18n();
  const [text, setText] = useState(initialText);
  const field = useRef<HTMLTextAreaElement>(null);
  const done = useRef(false);

  useEffect(() => {
    const element = field.current!;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  }, []);
  useEffect(() => {
    const element = field.current!;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text]);

  const close = (byKey: boolean): void => {
    if (done.current) return;
    done.current = true;
    onClose(byKey);
  };
  const save = async (byKey: boolean): Promise<void> => {
    const trimmed = text.trim();
    if (done.current) return;
    if (trimmed === '' || trimmed === initialText) return close(byKey);
    done.current = true;
    const ok = await onSave(trimmed);
    done.current = false;
    if (ok) close(byKey);
  };

  return (
    <span className={classes.editor}>
      <textarea
        ref={field}
        className={classes.field}
        aria-label={label}
        rows={1}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value.replace(/\n/g, ' '))}
        onBlur={() => void save(false)}
        onKeyDown={(event) => {
          // Enter that ends a composition (an accent, a dictation) is not "save".
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter' || event.key === 'Escape') {
            event.preventDefault();
            if (event.key === 'Enter') void save(true);
            else close(true);
          }
          event.stopPropagation();
        }}
      />
      <span className={classes.fine}>{t('note.editHint')}</span>
    </span>
  );
}
