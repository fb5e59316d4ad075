import { Button, FileButton, Group, Textarea } from '@mantine/core';
import { FileText } from 'lucide-react';
import { useState } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction } from '../../rpc/react.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { decodeText } from './word-file.ts';
import classes from './vocabulary.module.css';

const LINES_TOLD = 20;
const LARGEST_FILE = 2_000_000;

/** Many words at once, pasted or from a file; nothing is kept before its effect was shown. */
export function ImportWords({ onDone }: { onDone: () => void }) {
  const { t, plural } = useI18n();
  const [text, setText] = useState('');
  const [isTooLarge, setTooLarge] = useState(false);
  const preview = useAction('vocabulary.import');
  const keep = useAction('vocabulary.import', { refresh: ['vocabulary.get'], onDone });
  const change = (next: string): void => {
    setText(next);
    setTooLarge(next.length > LARGEST_FILE);
    preview.reset();
  };
  const look = (next: string): void => {
    if (next.length <= LARGEST_FILE) preview.mutate({ text: next, preview: true });
  };
  const read = async (file: File | null): Promise<void> => {
    if (!file) return;
    if (file.size > 2 * LARGEST_FILE) {
      setTooLarge(true);
      return;
    }
    const content = decodeText(new Uint8Array(await file.arrayBuffer()));
    change(content);
    look(content);
  };
  const result = preview.data;
  const news = result ? result.added.length + result.changed.length : 0;

  return (
    <div className={classes.import} role="group" aria-label={t('words.import')}>
      <Textarea
        label={t('words.paste')}
        description={t('words.pasteHint')}
        autosize
        minRows={4}
        maxRows={12}
        value={text}
        error={isTooLarge ? t('words.tooLarge') : undefined}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <Group gap="sm">
        <FileButton accept=".txt,.csv,.tsv,text/plain,text/csv" onChange={(file) => void read(file)}>
          {(props) => (
            <Button {...props} variant="default" leftSection={<FileText size={16} aria-hidden />}>
              {t('words.file')}
            </Button>
          )}
        </FileButton>
        <Button
          variant="default"
          disabled={text.trim() === '' || isTooLarge}
          loading={preview.isPending}
          onClick={() => look(text)}
        >
          {t('words.preview')}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t('words.cancel')}
        </Button>
      </Group>
      {preview.error && <ErrorNotice error={preview.error} />}
      {result && (
        <Notice
          tone={news > 0 ? 'info' : 'warn'}
          role="status"
          title={[
            plural('words.new', result.added.length),
            ...(result.changed.length > 0 ? [plural('words.changed', result.changed.length)] : []),
            ...(result.skipped.length > 0 ? [plural('words.left', result.skipped.length)] : []),
          ].join(', ')}
          actions={
            news > 0 && (
              <Button size="xs" loading={keep.isPending} onClick={() => keep.mutate({ text, preview: false })}>
                {t('words.keep')}
              </Button>
            )
          }
        >
          <ul className={classes.preview}>
            {[...result.added, ...result.changed].slice(0, LINES_TOLD).map(({ term, soundsLike }) => (
              <li key={term}>
                {term}
                {soundsLike !== undefined && <span className={classes.said}> {t('words.said', { soundsLike })}</span>}
              </li>
            ))}
            {news > LINES_TOLD && <li>{t('words.more', { count: news - LINES_TOLD })}</li>}
            {result.skipped.slice(0, LINES_TOLD).map(({ line, reason }) => (
              <li key={line}>{t('words.skippedLine', { line, reason: t(`words.skipped.${reason}`) })}</li>
            ))}
          </ul>
        </Notice>
      )}
      {keep.error && <ErrorNotice error={keep.error} />}
    </div>
  );
}
