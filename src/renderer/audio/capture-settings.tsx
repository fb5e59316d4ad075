import { SegmentedControl, Select, Switch } from '@mantine/core';
import { useId } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useAction, useCall } from '../rpc/react.tsx';
import { useAudio } from './context.tsx';
import classes from './level-meter.module.css';
import { ShortcutSetting } from './shortcut-setting.tsx';

const SYSTEM = 'default';

/** Who listens, whether the computer's own sound is heard too, and the key that starts and pauses. What this machine cannot do is not offered. */
export function CaptureSettings() {
  const { t } = useI18n();
  const { microphone } = useAudio();
  const id = useId();
  const settings = useCall('settings.get', {});
  const info = useCall('system.info', {});
  const programs = useCall('recording.devices', {});
  const save = useAction('settings.set', { refresh: ['settings.get', 'system.info'] });
  if (!settings.data) return null;
  const { captureSource, programDeviceId, hearComputer, keepMicrophoneReady } = settings.data;
  const devices = programs.data?.devices ?? [];
  // Electron says yes on every platform and hears nothing on most: there the host knows.
  const canHearComputer =
    microphone.canHearComputer() && (info.data?.host === 'web' || info.data?.systemAudio === true);
  return (
    <div className={classes.test}>
      {devices.length > 0 && (
        <div role="group" aria-labelledby={id}>
          <p id={id}>
            <b>{t('mic.source')}</b>
          </p>
          <p>{t('mic.sourceHint')}</p>
          <SegmentedControl
            aria-labelledby={id}
            value={captureSource}
            data={[
              { value: 'window', label: t('mic.source.window') },
              { value: 'program', label: t('mic.source.program') },
            ]}
            onChange={(value) => save.mutate({ captureSource: value as typeof captureSource })}
          />
        </div>
      )}
      {devices.length > 0 && captureSource === 'program' && (
        <Select
          label={t('mic.programDevice')}
          allowDeselect={false}
          value={devices.some((device) => device.id === programDeviceId) ? programDeviceId : SYSTEM}
          data={devices.map((device) => ({
            value: device.id,
            label: device.id === SYSTEM ? t('mic.default') : device.label,
          }))}
          onChange={(value) => save.mutate({ programDeviceId: value === SYSTEM ? null : value })}
        />
      )}
      {canHearComputer && captureSource === 'window' && (
        <Switch
          label={t('mic.computer')}
          description={t('mic.computerHint')}
          checked={hearComputer}
          onChange={(event) => save.mutate({ hearComputer: event.currentTarget.checked })}
        />
      )}
      {captureSource === 'window' && (
        <Switch
          label={t('mic.keepReady')}
          description={t('mic.keepReadyHint')}
          checked={keepMicrophoneReady}
          onChange={(event) => save.mutate({ keepMicrophoneReady: event.currentTarget.checked })}
        />
      )}
      <ShortcutSetting />
    </div>
  );
}
