import type { DraftingCheck } from '../../../shared/contract/drafting.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './drafting.module.css';

/** How an engine did with the invented visit: what it wrote, or why it did not. */
export function CheckResult({ result }: { result: DraftingCheck }) {
  const { t, plural } = useI18n();
  if (!result.ok)
    return (
      <Notice tone="danger" title={t('drafting.worksNot')}>
        {result.reason && t(`drafting.reason.${result.reason}`)}
      </Notice>
    );
  const seconds = Math.max(1, Math.round(result.tookMs / 1000));
  return (
    <Notice tone="good" title={t('drafting.works', { model: result.model?.name ?? '', seconds })}>
      {result.dropped > 0 && <p>{plural('drafting.left', result.dropped)}</p>}
      <p>{t('drafting.measure')}:</p>
      <ul className={classes.written}>
        {result.sentences.map(({ heading, text }, i) => (
          <li key={i}>
            <b>{heading}:</b> {text}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
