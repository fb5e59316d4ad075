import type { Settings } from '../../shared/model/clinician.ts';
import { useRecorder, useRecorderState } from '../audio/recorder-context.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { useAction, useCall } from '../rpc/react.tsx';
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
  const saveSettings = useAction('settings.set', { refresh: ['settings.get'] });
  const list = useCall('encounters.list', { limit: 200 });

  const commands: Command[] = [
    { id: 'record', title: t('today.record'), keys: 'mod+shift+r', run: onRecord },
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
      title: t('command.openVisit', { name: patient.name }),
      run: () => navigate({ page: 'visit', encounterId: id }),
    })),
  ];
  useCommands(commands);
}
