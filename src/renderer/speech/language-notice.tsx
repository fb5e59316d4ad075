import { useI18n } from '../i18n/i18n.tsx';
import { useCall } from '../rpc/react.tsx';
import { Notice } from '../ui/notice.tsx';
import { hearsLanguage, languageName, modelName } from './model-names.ts';

/** Says before a recording what would otherwise show only in its transcript: the model does not know the language that is spoken. */
export function LanguageNotice() {
  const i18n = useI18n();
  const settings = useCall('settings.get', {});
  const models = useCall('models.list', {});
  const listening = models.data?.models.find((model) => model.inUse);
  const spoken = settings.data?.spokenLanguage;
  if (!listening || spoken === undefined || hearsLanguage(listening, spoken)) return null;
  const params = { model: modelName(i18n, listening), language: languageName(i18n, spoken) };
  return (
    <Notice tone="warn" title={i18n.t('models.languageMissing', params)}>
      {i18n.t('models.languageMissingTodo')}
    </Notice>
  );
}
