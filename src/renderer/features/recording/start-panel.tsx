import { Button, Textarea } from '@mantine/core';
import { CircleDot, ClipboardPaste, FileAudio, Mic } from 'lucide-react';
import { useRef, useState } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import { LanguageNotice } from '../../speech/language-notice.tsx';
import { Empty } from '../../ui/empty.tsx';
import classes from './recording.module.css';

export interface StartPanelProps {
  /** The button is about to be pressed (`true`), or not after all: time to get the microphone ready, so that the first word is whole. */
  onNear: (isNear: boolean) => void;
  onRecord: () => void;
  onFile: (file: File) => void;
  onText: (text: string) => void;
  busy: boolean;
}

/** A visit that has nothing yet: record it, bring a recording, or paste the conversation. */
export function StartPanel({ onNear, onRecord, onFile, onText, busy }: StartPanelProps) {
  const { t } = useI18n();
  const [text, setText] = useState<string>();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className={classes.start}>
      <LanguageNotice />
      <Empty icon={Mic} title={t('visit.empty')} hint={t('visit.emptyHint')}>
        <div className={classes.startActions}>
          <Button
            size="lg"
            color="record"
            leftSection={<CircleDot size={22} />}
            disabled={busy}
            onPointerEnter={() => onNear(true)}
            onPointerLeave={() => onNear(false)}
            onFocus={() => onNear(true)}
            onBlur={() => onNear(false)}
            onClick={onRecord}
          >
            {t('record.start')}
          </Button>
          <Button
            size="lg"
            variant="default"
            leftSection={<FileAudio size={20} />}
            disabled={busy}
            onClick={() => picker.current?.click()}
          >
            {t('visitNew.importFile')}
          </Button>
          <Button size="lg" variant="subtle" leftSection={<ClipboardPaste size={20} />} onClick={() => setText('')}>
            {t('visitNew.importText')}
          </Button>
        </div>
        <input
          ref={picker}
          type="file"
          accept="audio/*,.wav,.mp3,.m4a,.flac,.ogg,.opus,.webm"
          hidden
          aria-label={t('visitNew.importFile')}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            if (file) onFile(file);
          }}
        />
        {text !== undefined && (
          <form
            className={classes.paste}
            onSubmit={(event) => {
              event.preventDefault();
              onText(text);
            }}
          >
            <Textarea
              label={t('visitNew.text')}
              description={t('visitNew.textHint')}
              autosize
              autoFocus
              minRows={6}
              maxRows={16}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Button type="submit" disabled={text.trim() === '' || busy}>
              {t('visitNew.useText')}
            </Button>
          </form>
        )}
      </Empty>
    </div>
  );
}
