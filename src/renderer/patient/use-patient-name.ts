import { useI18n } from '../i18n/i18n.tsx';

/** What to call a patient: somebody who was recorded first may have no name yet. */
export function usePatientName(): (patient: { readonly name: string }) => string {
  const { t } = useI18n();
  return ({ name }) => name || t('visit.unnamed');
}
