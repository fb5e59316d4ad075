import { ActionIcon, Button, Group, TextInput } from '@mantine/core';
import { Download, Plus, Search, X } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import type { WordList } from '../../../shared/model/word-list.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction, useCall } from '../../rpc/react.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ImportWords } from './import-words.tsx';
import { listAsText, saveText } from './word-file.ts';
import classes from './vocabulary.module.css';

/** Rows in the page at once; a search finds the rest. */
const MOST_SHOWN = 100;

/** The clinician's own words: add, find, take away, import, export. */
export function WordListSection() {
  const words = useCall('vocabulary.get', {});
  if (words.error) return <ErrorNotice error={words.error} onRetry={() => void words.refetch()} />;
  return words.data ? <WordListEditor entries={words.data.entries} /> : <Waiting lines={3} />;
}

function WordListEditor({ entries }: { entries: WordList }) {
  const { t, plural } = useI18n();
  const [query, setQuery] = useState('');
  const [isImporting, setImporting] = useState(false);
  const save = useAction('vocabulary.set', { refresh: ['vocabulary.get'] });
  const wanted = query.trim().toLowerCase();
  const found = entries.filter(({ term, soundsLike }) => `${term} ${soundsLike ?? ''}`.toLowerCase().includes(wanted));
  return (
    <div className={classes.section}>
      <AddWord />
      {entries.length > 0 && (
        <>
          <Group gap="sm" align="end">
            <TextInput
              className={classes.search}
              type="search"
              label={t('words.search')}
              leftSection={<Search size={16} aria-hidden />}
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
            />
            <p className={classes.count} role="status">
              {wanted === '' ? plural('words.count', entries.length) : plural('words.found', found.length)}
            </p>
          </Group>
          <ul className={classes.list} aria-label={t('words.title')}>
            {found.slice(0, MOST_SHOWN).map(({ term, soundsLike }) => (
              <li key={term.toLowerCase()} className={classes.word}>
                <span>
                  {term}
                  {soundsLike !== undefined && <span className={classes.said}> {t('words.said', { soundsLike })}</span>}
                </span>
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('words.remove', { term })}
                  disabled={save.isPending}
                  onClick={() => save.mutate({ entries: entries.filter((entry) => entry.term !== term) })}
                >
                  <X size={16} aria-hidden />
                </ActionIcon>
              </li>
            ))}
          </ul>
          {found.length > MOST_SHOWN && (
            <p className={classes.count}>{t('words.more', { count: found.length - MOST_SHOWN })}</p>
          )}
        </>
      )}
      {save.error && <ErrorNotice error={save.error} />}
      {isImporting ? (
        <ImportWords onDone={() => setImporting(false)} />
      ) : (
        <Group gap="sm">
          <Button variant="default" onClick={() => setImporting(true)}>
            {t('words.import')}
          </Button>
          {entries.length > 0 && (
            <Button
              variant="default"
              leftSection={<Download size={16} aria-hidden />}
              onClick={() => saveText(listAsText(entries), t('words.fileName'))}
            >
              {t('words.export')}
            </Button>
          )}
        </Group>
      )}
    </div>
  );
}

/** One word, and how it is said where its spelling does not tell. */
function AddWord() {
  const { t } = useI18n();
  const [term, setTerm] = useState('');
  const [soundsLike, setSoundsLike] = useState('');
  const [fault, setFault] = useState<string>();
  const add = useAction('vocabulary.import', {
    refresh: ['vocabulary.get'],
    onDone({ skipped }) {
      if (skipped.length > 0) {
        setFault(t(`words.skipped.${skipped[0]!.reason}`));
        return;
      }
      setTerm('');
      setSoundsLike('');
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setFault(undefined);
    const said = soundsLike.trim();
    if (term.trim() === '') setFault(t('words.skipped.too-short'));
    // A tab is in no word, so both go as they are typed.
    else add.mutate({ text: said === '' ? `${term.trim()}\t` : `${term.trim()}\t${said}` });
  };
  return (
    <form className={classes.add} onSubmit={submit} noValidate>
      <TextInput
        className={classes.field}
        label={t('words.term')}
        value={term}
        error={fault}
        onChange={(event) => setTerm(event.currentTarget.value)}
      />
      <TextInput
        className={classes.field}
        label={t('words.soundsLike')}
        description={t('words.soundsLikeHint')}
        value={soundsLike}
        onChange={(event) => setSoundsLike(event.currentTarget.value)}
      />
      <Button type="submit" leftSection={<Plus size={16} aria-hidden />} loading={add.isPending}>
        {t('words.add')}
      </Button>
      {add.error && <ErrorNotice error={add.error} />}
    </form>
  );
}
