import { Button } from '@mantine/core';
import { Check, Download, Gauge, Sparkle, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { SpeechModel } from '../../../shared/model/speech-models.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction } from '../../rpc/react.tsx';
import { modelName } from '../../speech/model-names.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import type { ModelFailure } from './use-model-failures.ts';
import { languageWords, progressWords, sizeWords, speedWords } from './model-words.ts';
import classes from './models.module.css';

export interface ModelRowProps {
  model: SpeechModel;
  /** Something is being done with one of the models: nothing else can be begun. */
  busy: boolean;
  failure: ModelFailure | undefined;
  onBegin: () => void;
}

/** One model: what it is, how fast it is here, and what can be done with it. */
export function ModelRow({ model, busy, failure, onBegin }: ModelRowProps) {
  const i18n = useI18n();
  const { t } = i18n;
  const name = modelName(i18n, model);
  const install = useAction('models.install', { refresh: ['models.list'] });
  const cancel = useAction('models.cancel', { refresh: ['models.list'] });
  const measure = useAction('models.measure', { refresh: ['models.list'] });
  const use = useAction('models.use', { refresh: ['models.list', 'settings.get', 'system.info'] });
  const { progress } = model;
  const error = [install, measure, use].find((action) => action.error)?.error;
  const failed =
    failure && t(failure.act === 'install' ? 'models.failedInstall' : 'models.failedMeasure', { model: name });
  const label = (action: string): string => t('models.nameOf', { action, model: name });
  const begin = (start: () => void): void => {
    onBegin();
    start();
  };

  return (
    <li className={classes.row} data-in-use={model.inUse} aria-label={name}>
      <div className={classes.what}>
        <p className={classes.name}>
          {name}
          {model.inUse && (
            <span className={classes.mark} data-kind="use">
              <Check size={14} aria-hidden /> {t('models.inUse')}
            </span>
          )}
          {model.recommended && (
            <span className={classes.mark} data-kind="recommended">
              <Sparkle size={14} aria-hidden /> {t('models.recommended')}
            </span>
          )}
        </p>
        <p className={classes.fine}>
          {[languageWords(i18n, model), sizeWords(i18n, model), model.licence].join(' · ')}
          {model.partialBytes !== undefined && !model.installed && !progress && (
            <> · {t('models.interrupted', { size: i18n.format.bytes(model.partialBytes) })}</>
          )}
        </p>
        {model.installed && (
          <p className={classes.fine}>
            <b>{t('models.speed')}:</b> {speedWords(i18n, model)}
          </p>
        )}
      </div>
      <div className={classes.actions}>
        {progress ? (
          <Button
            variant="default"
            size="sm"
            loading={cancel.isPending}
            aria-label={label(t('models.cancel'))}
            onClick={() => cancel.mutate({ name: model.name })}
          >
            {t('models.cancel')}
          </Button>
        ) : (
          <>
            {!model.installed && (
              <Button
                size="sm"
                variant={model.recommended ? 'filled' : 'default'}
                leftSection={<Download size={16} aria-hidden />}
                disabled={busy}
                aria-label={label(t(model.partialBytes === undefined ? 'models.install' : 'models.resume'))}
                onClick={() => begin(() => install.mutate({ name: model.name }))}
              >
                {t(model.partialBytes === undefined ? 'models.install' : 'models.resume')}
              </Button>
            )}
            {model.installed && (
              <Button
                size="sm"
                variant="default"
                leftSection={<Gauge size={16} aria-hidden />}
                disabled={busy}
                aria-label={label(t(model.measured ? 'models.measureAgain' : 'models.measure'))}
                onClick={() => begin(() => measure.mutate({ name: model.name }))}
              >
                {t(model.measured ? 'models.measureAgain' : 'models.measure')}
              </Button>
            )}
            {model.installed && !model.inUse && (
              <Button
                size="sm"
                variant={model.recommended ? 'filled' : 'default'}
                loading={use.isPending}
                aria-label={label(t('models.use'))}
                onClick={() => use.mutate({ name: model.name })}
              >
                {t('models.use')}
              </Button>
            )}
            {model.installed && model.origin !== 'built-in' && <Remove name={model.name} label={label} />}
          </>
        )}
      </div>
      {progress && (
        <div className={classes.progress}>
          <Bar label={name} fraction={progress.fraction} />
          <p className={classes.fine}>{progressWords(i18n, model)}</p>
        </div>
      )}
      {error && <ErrorNotice error={error} />}
      {failure && !progress && <ErrorNotice error={failure} title={failed} />}
    </li>
  );
}

/** Empty while nobody knows how far it is. */
function Bar({ label, fraction }: { label: string; fraction: number | undefined }) {
  const percent = fraction === undefined ? undefined : Math.round(fraction * 100);
  return (
    <div
      role="progressbar"
      className={classes.track}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <div className={classes.fill} style={{ width: `${percent ?? 0}%` }} />
    </div>
  );
}

function Remove({ name, label }: { name: string; label: (action: string) => string }) {
  const { t } = useI18n();
  const [asked, setAsked] = useState(false);
  const remove = useAction('models.remove', { refresh: ['models.list', 'settings.get', 'system.info'] });
  if (!asked)
    return (
      <Button
        size="sm"
        variant="subtle"
        leftSection={<Trash2 size={16} aria-hidden />}
        aria-label={label(t('models.remove'))}
        onClick={() => setAsked(true)}
      >
        {t('models.remove')}
      </Button>
    );
  return (
    <>
      <Button
        size="sm"
        color="red"
        autoFocus
        loading={remove.isPending}
        aria-label={label(t('models.removeSure'))}
        onClick={() => remove.mutate({ name })}
      >
        {t('models.removeSure')}
      </Button>
      <Button size="sm" variant="default" onClick={() => setAsked(false)}>
        {t('models.keep')}
      </Button>
      {remove.error && <ErrorNotice error={remove.error} />}
    </>
  );
}
