import { Select } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useI18n } from '../i18n/i18n.tsx';
import { useAction, useCall } from '../rpc/react.tsx';
import { useAudio } from './context.tsx';
import type { MicrophoneDevice } from './microphone.ts';

const SYSTEM = 'system';

/** Which microphone to use. Remembered in the settings; `turn` changes when names may have become known (after a permission). */
export function MicrophoneSelect({ turn = 0, description }: { turn?: number; description?: string }) {
  const { t } = useI18n();
  const { microphone } = useAudio();
  const settings = useCall('settings.get', {});
  const save = useAction('settings.set', { refresh: ['settings.get'] });
  const [devices, setDevices] = useState<MicrophoneDevice[]>([]);

  useEffect(() => {
    let mounted = true;
    const list = (): void => {
      void microphone.devices().then((found) => mounted && setDevices(found));
    };
    list();
    const stop = microphone.onDevicesChanged(list);
    return () => {
      mounted = false;
      stop();
    };
  }, [microphone, turn]);

  const { microphoneId, microphoneLabel } = settings.data ?? {};
  // Browsers give devices new ids now and then; the name is remembered with it.
  const chosen =
    devices.find(({ id }) => id === microphoneId) ??
    devices.find(({ label }) => microphoneId !== undefined && label !== '' && label === microphoneLabel);
  return (
    <Select
      label={t('mic.device')}
      description={description}
      allowDeselect={false}
      value={chosen?.id ?? SYSTEM}
      data={[
        { value: SYSTEM, label: t('mic.default') },
        ...devices.map(({ id, label }, index) => ({
          value: id,
          label: label || t('mic.unnamed', { number: index + 1 }),
        })),
      ]}
      onChange={(value) => {
        const device = devices.find(({ id }) => id === value);
        save.mutate({ microphoneId: device?.id ?? null, microphoneLabel: device?.label || null });
      }}
    />
  );
}
