import { Modal } from '@mantine/core';
import { useI18n } from '../i18n/i18n.tsx';
import { useCall } from '../rpc/react.tsx';
import { Keys } from '../ui/keys.tsx';
import { closeKeyboardHelp } from './palette-state.ts';
import classes from './palette.module.css';

/** Every key, by place. */
export function CheatSheet() {
  const { t } = useI18n();
  const settings = useCall('settings.get', {});
  const groups = [
    {
      title: t('keys.everywhere'),
      keys: [
        [settings.data?.recordShortcut ?? 'mod+shift+r', t('today.record')],
        ['mod+k', t('keys.palette')],
        ['?', t('keys.help')],
        ['g', t('nav.today')],
      ],
    },
    {
      title: t('keys.note'),
      keys: [
        ['Tab', t('keys.next')],
        ['↑', t('keys.previousSentence')],
        ['↓', t('keys.nextSentence')],
        ['Space', t('note.play')],
        ['Enter', t('note.confirm')],
        ['E', t('note.edit')],
        ['A', t('note.add')],
        ['K', t('questions.keep')],
        ['Backspace', t('note.remove')],
        ['U', t('note.undo')],
        ['Alt+↑↓', t('keys.moveSentence')],
        ['Alt+Shift+↑↓', t('keys.moveBlock')],
        ['/', t('instruct.open')],
        ['D', t('instruct.speakTitle')],
      ],
    },
    {
      title: t('keys.transcript'),
      keys: [
        ['.', t('transcript.doubtNext')],
        [',', t('transcript.doubtPrevious')],
        ['Space', t('transcript.word.play')],
        ['1', t('transcript.word.first')],
        ['2', t('transcript.word.second')],
        ['E', t('transcript.word.type')],
        ['Enter', t('transcript.word.keep')],
        ['C', t('transcript.speaker.clinician')],
        ['P', t('transcript.speaker.patient')],
        ['O', t('transcript.speaker.other')],
        ['V', t('keys.voice')],
      ],
    },
    {
      title: t('keys.recording'),
      keys: [
        ['mod+shift+p', t('keys.pause')],
        ['mod+shift+o', t('record.offRecord')],
        ['M', t('record.mark')],
        ['mod+shift+f', t('record.stop')],
      ],
    },
  ] as const;
  return (
    <Modal
      opened
      onClose={closeKeyboardHelp}
      title={t('keys.title')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <div className={classes.sheet}>
        {groups.map(({ title, keys }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {keys.map(([key, meaning]) => (
                <div key={key}>
                  <dt>{meaning}</dt>
                  <dd>
                    <Keys keys={key} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
