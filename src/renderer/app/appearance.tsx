import { MantineProvider } from '@mantine/core';
import { useEffect, useSyncExternalStore, type ReactNode } from 'react';
import type { Settings } from '../../shared/model/clinician.ts';
import { I18nProvider } from '../i18n/i18n.tsx';
import { useCall } from '../rpc/react.tsx';
import { cssVariables, theme } from '../ui/theme.ts';

const darkQuery = '(prefers-color-scheme: dark)';
const contrastQuery = '(prefers-contrast: more)';

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => window.matchMedia(query).matches,
  );
}

const DEFAULTS: Pick<Settings, 'theme' | 'density' | 'language'> = {
  theme: 'system',
  density: 'comfortable',
  language: 'en',
};

/** The nonce under which this page may write the component library's one style element. */
export function styleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
}

/** Colours, spacing and language of the whole window, from the settings. */
export function Appearance({ children }: { children: ReactNode }) {
  const settings = useCall('settings.get', {}).data ?? DEFAULTS;
  const systemDark = useMedia(darkQuery);
  const systemContrast = useMedia(contrastQuery);
  const contrast = settings.theme === 'contrast' || (settings.theme === 'system' && systemContrast);
  const dark = !contrast && (settings.theme === 'dark' || (settings.theme === 'system' && systemDark));

  useEffect(() => {
    const root = document.documentElement;
    root.lang = settings.language;
    root.dataset.density = settings.density;
    if (contrast) root.dataset.contrast = 'high';
    else delete root.dataset.contrast;
  }, [settings.language, settings.density, contrast]);

  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariables}
      forceColorScheme={dark ? 'dark' : 'light'}
      getStyleNonce={styleNonce}
    >
      <I18nProvider language={settings.language}>{children}</I18nProvider>
    </MantineProvider>
  );
}
