import { useEffect, useEffectEvent } from 'react';
import type { Settings } from '../../shared/model/clinician.ts';
import { useRecorder, useRecorderState } from '../audio/recorder-context.tsx';
import { useMarkMoment } from '../features/recording/use-mark-moment.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { usePatientName } from '../patient/use-patient-name.ts';
import { useAction, useCall, useClient } from '../rpc/react.tsx';
import { useCommands, type Command } from '../ui/commands.ts';
import { openCheatSheet, openPalette } from './palette-state.ts';
import { navigate } from './router.ts';

const THEMES: readonly Settings['theme'][] = ['system', 'light', 'dark', 'contrast'];
const RECENT_VISITS = 12;

/** What can be done from anywhere. */
export function useGlobalCommands({ onRecord, onLock }: { onRecord: () => void; onLock: () => void }): void {
  const { t } = useI18n();
  const recorder = useRecorder();
  const { phase } = useRecorderState();
  const patientName = usePatientName();
  const markMoment = useMarkMoment();
  const saveSettings = useAction('settings.set', { refresh: ['settings.get'] });
  const list = useCall('encounters.list', { limit: 200 });
  const settings = useCall('settings.get', {});
  const client = useClient();

  const recordOrPause = (): void => {
    if (phase === 'recording') void recorder.pause();
    else if (phase === 'paused') void recorder.resume();
    else if (phase === 'idle') onRecord();
  };
  // The same key pressed in another program: the host tells.
  const onShortcut = useEffectEvent(recordOrPause);
  useEffect(() => client.onEvent((event) => event.type === 'shortcut.record' && onShortcut()), [client]);

  const commands: Command[] = [
    {
      id: 'record',
      title: t('today.record'),
      keys: settings.data?.recordShortcut ?? 'mod+shift+r',
      run: recordOrPause,
    },
    {
      id: 'pause',
      title: phase === 'paused' ? t('record.resume') : t('record.pause'),
      keys: 'mod+shift+p',
      run:
        phase === 'recording'
          ? () => void recorder.pause()
          : phase === 'paused'
            ? () => void recorder.resume()
            : undefined,
    },
    {
      id: 'off-record',
      title: t('record.offRecord'),
      keys: 'mod+shift+o',
      run: phase === 'recording' ? () => void recorder.pause('off-record') : undefined,
    },
    { id: 'mark', title: t('record.mark'), keys: 'm', run: phase === 'recording' ? markMoment : undefined },
    {
      id: 'finish',
      title: t('record.stop'),
      keys: 'mod+shift+f',
      run: phase === 'recording' || phase === 'paused' ? () => void recorder.stop() : undefined,
    },
    { id: 'palette', title: t('palette.title'), keys: 'mod+k', run: openPalette },
    { id: 'help', title: t('keys.title'), keys: '?', run: openCheatSheet },
    { id: 'today', title: t('nav.today'), keys: 'g', run: () => navigate({ page: 'today' }) },
    { id: 'audit', title: t('audit.title'), run: () => navigate({ page: 'audit' }) },
    { id: 'settings', title: t('nav.settings'), run: () => navigate({ page: 'settings' }) },
    { id: 'lock', title: t('nav.lock'), run: onLock },
    ...THEMES.map((theme) => ({
      id: `theme-${theme}`,
      title: t('command.theme', { theme: t(`settings.theme.${theme}`) }),
      run: () => saveSettings.mutate({ theme }),
    })),
    ...(list.data?.encounters ?? []).slice(0, RECENT_VISITS).map(({ id, patient }) => ({
      id: `visit-${id}`,
      title: t('command.openVisit', { name: patientName(patient) }),
      run: () => navigate({ page: 'visit', encounterId: id }),
    })),
  ];
  useCommands(commands);
}
