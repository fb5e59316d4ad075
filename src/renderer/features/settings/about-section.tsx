import { useI18n } from '../../i18n/i18n.tsx';
import { useCall } from '../../rpc/react.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import classes from './settings.module.css';

/** What this Chartside is made of: version, the models that listen and draft, the code lists. */
export function AboutSection() {
  const { t, format, locale } = useI18n();
  const info = useCall('system.info', {});
  if (info.error) return <ErrorNotice error={info.error} onRetry={() => void info.refetch()} />;
  if (!info.data) return <Waiting lines={4} />;
  const { version, speech, drafting, terminology, diskFreeBytes } = info.data;
  const languageNames = new Intl.DisplayNames(locale, { type: 'language' });
  return (
    <>
      <dl className={classes.facts}>
        <dt>{t('settings.version')}</dt>
        <dd>{version}</dd>
        <dt>{t('settings.listens')}</dt>
        <dd>
          {speech ? (
            <>
              {speech.name}
              <span className={classes.hint}>
                {t('settings.listensDetail', {
                  engine: speech.engine,
                  licence: speech.licence,
                  languages: languageList(speech.languages.map((code) => languageNames.of(code) ?? code)),
                })}
              </span>
              <code className={classes.hash}>SHA-256 {speech.sha256}</code>
            </>
          ) : (
            t('settings.listensNone')
          )}
        </dd>
        <dt>{t('settings.drafts')}</dt>
        <dd>
          {drafting.name} {drafting.version}
        </dd>
        <dt>{t('settings.codes')}</dt>
        <dd>
          {Object.entries(terminology)
            .map(([name, release]) => `${name} ${release}`)
            .join(', ')}
        </dd>
        {diskFreeBytes !== undefined && (
          <>
            <dt>{t('settings.disk')}</dt>
            <dd>{format.bytes(diskFreeBytes)}</dd>
          </>
        )}
      </dl>
    </>
  );
}

/** A multilingual model knows about a hundred: the first few, and how many more. */
function languageList(names: readonly string[]): string {
  const shown = names.length > 5 ? [...names.slice(0, 3), `+${names.length - 3}`] : names;
  return shown.join(', ');
}
