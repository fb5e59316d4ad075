import { DEMO_CLINICIAN } from '../../shared/demo.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { useCall } from './react.tsx';

/** In the demo everyone may know the passphrase; anywhere else there is nothing to say. */
export function usePassphraseHint(): string | undefined {
  const { t } = useI18n();
  const session = useCall('session.get', {});
  return session.data?.demo ? t('app.demoPassphrase', { passphrase: DEMO_CLINICIAN.passphrase }) : undefined;
}
