import { FallbackReason } from '../../../shared/model/drafting.ts';
import type { Note } from '../../../shared/model/note.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './side.module.css';

/** Over a draft: which one this is, where a language model had a part in it. Nothing for the built-in draft that was asked for. */
export function DraftSource({ note }: { note: Note }) {
  const { t } = useI18n();
  const reasonText = useReasonText();
  const { fallback, model } = note.provenance ?? {};
  if (fallback)
    return (
      <Notice tone="info" title={t('drafting.fallback')}>
        {t('drafting.fallbackFrom', { from: fallback.from, reason: reasonText(fallback.reason) })}
      </Notice>
    );
  if (!model) return null;
  return <Notice tone="info" title={t('drafting.by', { model: model.name })} />;
}

/** Another computer that facts of the visit went to, or may have: the built-in promise that nothing left does not hold then. */
export function sentTo({ provenance }: Note): boolean {
  const address = provenance?.model?.address ?? provenance?.fallback?.from ?? '';
  const wasRefused = /^(?:policy|address|insecure|too-long)$/.test(provenance?.fallback?.reason ?? '');
  return (
    /^https?:/.test(address) &&
    !wasRefused &&
    !/^https?:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?:[:/#]|$)/.test(address)
  );
}

/** In the history: model and prompt with their fingerprints, and what stood in for what. */
export function ProvenanceLines({ provenance }: { provenance: NonNullable<Note['provenance']> }) {
  const { t, plural } = useI18n();
  const reasonText = useReasonText();
  const { model, prompt, fallback, dropped } = provenance;
  return (
    <>
      {fallback && (
        <span className={classes.fine}>
          {t('drafting.provenance.fallback', { from: fallback.from, reason: reasonText(fallback.reason) })}
        </span>
      )}
      {model && (
        <span className={classes.fine}>
          {t('drafting.provenance.model', { model: [model.name, model.address].filter(Boolean).join(', ') })}
          {model.sha256 && <Hash of={model.sha256} />}
        </span>
      )}
      {prompt && (
        <span className={classes.fine}>
          {t('drafting.provenance.prompt', { prompt: prompt.name })}
          <Hash of={prompt.sha256} />
        </span>
      )}
      {dropped !== undefined && dropped > 0 && <span className={classes.fine}>{plural('drafting.left', dropped)}</span>}
    </>
  );
}

function Hash({ of }: { of: string }) {
  return (
    <>
      {' '}
      <code title={of}>SHA-256 {of.slice(0, 12)}…</code>
    </>
  );
}

function useReasonText(): (reason: string) => string {
  const { t } = useI18n();
  return (reason) => {
    const known = FallbackReason.safeParse(reason);
    return known.success ? t(`drafting.reason.${known.data}`) : '';
  };
}
