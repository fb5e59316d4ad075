import type { ModelsView } from '../../../shared/contract/models.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { modelName } from '../../speech/model-names.ts';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { ModelRow } from './model-row.tsx';
import { useModelFailures } from './use-model-failures.ts';
import classes from './models.module.css';

/** The models of this machine, and those it could have. */
export function ModelList({ view }: { view: ModelsView }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { failures, clear } = useModelFailures();
  const { models, origin, problem } = view;
  const busy = models.some((model) => model.progress !== undefined);
  const strangers = Object.values(failures).filter((failure) => !models.some((model) => model.name === failure.name));
  return (
    <>
      {problem && (
        <ErrorNotice
          error={{ code: problem.code }}
          title={t('models.problem', { model: modelName(i18n, { name: problem.model, origin: 'folder' }) })}
        />
      )}
      <ul className={classes.list}>
        {models.map((model) => (
          <ModelRow
            key={model.name}
            model={model}
            busy={busy}
            failure={failures[model.name]}
            onBegin={() => clear(model.name)}
          />
        ))}
      </ul>
      {strangers.map((failure) => (
        <ErrorNotice
          key={failure.name}
          error={failure}
          title={t('models.failedInstall', { model: modelName(i18n, { name: failure.name, origin: 'folder' }) })}
          onDismiss={() => clear(failure.name)}
        />
      ))}
      {origin.allowed ? (
        <p className={classes.fine}>
          {t('models.from', { host: origin.host })} {t('models.nextRecording')}
        </p>
      ) : (
        <Notice tone="info" title={t('models.offline')} />
      )}
    </>
  );
}
