import { Button, Group } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useAction, useCall } from '../rpc/react.tsx';
import { keysOfEvent, useAllCommands } from '../ui/commands.ts';
import { Keys } from '../ui/keys.tsx';
import { Notice } from '../ui/notice.tsx';

/** The key that starts and pauses a recording; where another program has it, that is said here. */
export function ShortcutSetting() {
  const { t } = useI18n();
  const settings = useCall('settings.get', {});
  const info = useCall('system.info', {});
  const commands = useAllCommands();
  const save = useAction('settings.set', { refresh: ['settings.get', 'system.info'] });
  const [asking, setAsking] = useState(false);
  const [wrong, setWrong] = useState<'wrong' | 'used'>();

  const current = settings.data?.recordShortcut;
  const usedKeys = commands.flatMap(({ id, keys }) => (id !== 'record' && keys !== undefined ? [keys] : [])).join(' ');
  const { mutate } = save;
  useEffect(() => {
    if (!asking) return undefined;
    const onKey = (event: KeyboardEvent): void => {
      if (['Control', 'Meta', 'Shift', 'Alt'].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key === 'Escape') return setAsking(false);
      const keys = keysOfEvent(event);
      if (keys === undefined) return setWrong('wrong');
      if (usedKeys.split(' ').includes(keys)) return setWrong('used');
      setWrong(undefined);
      setAsking(false);
      mutate({ recordShortcut: keys });
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, [asking, usedKeys, mutate]);

  if (current === undefined) return null;
  const state = info.data?.recordShortcut ?? 'window';
  return (
    <div>
      <p>
        <b>{t('mic.shortcut')}</b>
      </p>
      <Group gap="sm" align="center">
        {asking ? <span role="status">{t('mic.shortcutPress')}</span> : <Keys keys={current} />}
        <Button
          variant="default"
          size="xs"
          onClick={() => {
            setWrong(undefined);
            setAsking(!asking);
          }}
        >
          {asking ? t('app.cancel') : t('mic.shortcutChange')}
        </Button>
      </Group>
      {wrong && (
        <Notice role="alert" tone="warn" title={t(wrong === 'used' ? 'mic.shortcutUsed' : 'mic.shortcutWrong')} />
      )}
      {state === 'taken' ? (
        <Notice role="status" tone="warn" title={t('mic.shortcutTaken')} />
      ) : (
        <p>{t(state === 'everywhere' ? 'mic.shortcutEverywhere' : 'mic.shortcutWindow')}</p>
      )}
    </div>
  );
}
