import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './sentence-field.module.css';

export interface SentenceFieldProps {
  label: string;
  initialText: string;
  /** Resolves once saved; false keeps the field open with what was typed. */
  onSave: (text: string) => Promise<boolean>;
  /** `byKey`: the person pressed Escape or saved with Enter, so the focus should return to the sentence. */
  onClose: (byKey: boolean) => void;
  /** What is said of the typed words, below the hint. */
  children?: (text: string) => ReactNode;
}

/** Plain text, one sentence at a time: what every input method, spelling checker and screen reader understands. */
export function SentenceField({ label, initialText, onSave, onClose, children }: SentenceFieldProps) {
  const { t } = useI18n();
  const [text, setText] = useState(initialText);
  const [saving, setSaving] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const closed = useRef(false);
  /** Known before the next drawing: the blur that follows Enter at once must not save again. */
  const busy = useRef(false);
  const hintId = useId();

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
    if (closed.current) return;
    closed.current = true;
    onClose(byKey);
  };
  const save = async (byKey: boolean): Promise<void> => {
    if (closed.current || busy.current) return;
    const trimmed = text.trim();
    if (trimmed === '' || trimmed === initialText) return close(byKey);
    busy.current = true;
    setSaving(true);
    const ok = await onSave(trimmed);
    busy.current = false;
    setSaving(false);
    if (ok) close(byKey);
  };

  return (
    <span className={classes.editor}>
      <textarea
        ref={field}
        className={classes.field}
        aria-label={label}
        aria-describedby={hintId}
        rows={1}
        maxLength={4000}
        value={text}
        readOnly={saving}
        onChange={(event) => setText(event.currentTarget.value.replace(/\n/g, ' '))}
        onBlur={() => void save(false)}
        onKeyDown={(event) => {
          // Enter that ends a composition (an accent, a dictation) is not "save".
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter') {
            event.preventDefault();
            void save(true);
          } else if (event.key === 'Escape') {
            event.preventDefault();
            close(true);
          }
          event.stopPropagation();
        }}
      />
      <span id={hintId} className={classes.hint}>
        {t('note.editHint')}
        {children?.(text)}
      </span>
    </span>
  );
}
