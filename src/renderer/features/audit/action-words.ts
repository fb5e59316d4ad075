import { en } from '../../i18n/en.ts';
import type { I18n } from '../../i18n/i18n.tsx';
import type { MessageKey } from '../../i18n/messages.ts';

type ActionKey = Extract<MessageKey, `audit.action.${string}`>;
const isActionKey = (key: string): key is Exclude<ActionKey, 'audit.action.call'> =>
  key !== 'audit.action.call' && Object.hasOwn(en, key);

/** A recorded action in words. One that has none yet is shown by its stable name: the record hides nothing. */
export function actionWords({ t }: I18n, action: string): string {
  const key = `audit.action.${action}`;
  if (isActionKey(key)) return t(key);
  return action.startsWith('call.') ? t('audit.action.call', { name: action.slice('call.'.length) }) : action;
}
