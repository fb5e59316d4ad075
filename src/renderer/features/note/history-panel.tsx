import { Button } from '@mantine/core';
import { FileDown } from 'lucide-react';
import type { Clinician } from '../../../shared/model/clinician.ts';
import type { EncounterId } from '../../../shared/model/ids.ts';
import type { MessageKey } from '../../i18n/messages.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction, useCall } from '../../rpc/react.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toast.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ProvenanceLines } from './draft-source.tsx';
import classes from './side.module.css';

export interface HistoryPanelProps {
  encounterId: EncounterId;
  clinicians: readonly Pick<Clinician, 'id' | 'name'>[];
  shownVersion: number | undefined;
  onShow: (version: number) => void;
}

const CHANGES = ['edit', 'remove', 'add', 'confirm', 'unstyle'] as const;

/** The words for a version: what was done, by its stable name. */
export function historyMessage(
  kind: 'ai-draft' | 'edit' | 'signed' | 'addendum',
  change: string | undefined,
): MessageKey {
  if (kind !== 'edit' || change === undefined) return `history.kind.${kind}`;
  if (change.startsWith('undo')) return 'history.change.undo';
  if (change.startsWith('instruct.')) return 'history.change.instruct';
  if (change === 'sentence.move' || change === 'block.move') return 'history.change.move';
  if (change === 'redraft') return 'history.change.redraft';
  if (change === 'question.settle') return 'history.change.settle';
  if (change === 'question.reopen') return 'history.change.reopen';
  if (change === 'omission.dismiss') return 'history.change.dismiss';
  const verb = CHANGES.find((candidate) => change === `sentence.${candidate}`);
  return verb ? `history.change.${verb}` : 'history.kind.edit';
}

/** The draft and every change after it, newest first. Each can be looked at. */
export function HistoryPanel({ encounterId, clinicians, shownVersion, onShow }: HistoryPanelProps) {
  const { t, format } = useI18n();
  const history = useCall('encounters.history', { encounterId });
  const inBrowser = useCall('session.get', {}).data?.host === 'web';
  const save = useAction('audit.export', {
    onDone: ({ json }) => {
      if (inBrowser) return download(json, encounterId);
      // The desktop window lets nothing be downloaded.
      void copyText(json).then(() => showToast({ tone: 'info', text: t('history.recordCopied') }));
    },
  });
  if (history.error) return <ErrorNotice error={history.error} onRetry={() => void history.refetch()} />;
  if (!history.data) return <Waiting />;
  const who = (by: string): string => clinicians.find(({ id }) => id === by)?.name ?? t('history.engine');
  return (
    <div className={classes.panel}>
      <h3 className={classes.heading}>{t('history.title')}</h3>
      <ol className={classes.list}>
        {history.data.toReversed().map(({ version, kind, at, by, change, provenance }) => (
          <li key={version} className={classes.line} data-current={version === shownVersion}>
            <span>
              <b>{t(historyMessage(kind, change) as 'history.kind.edit')}</b>
              <span className={classes.fine}>
                {who(by)}, {format.dateTime(at)}
              </span>
              {provenance && <ProvenanceLines provenance={provenance} />}
            </span>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={t('history.view', { version })}
              aria-pressed={version === shownVersion}
              onClick={() => onShow(version)}
            >
              {version}
            </Button>
          </li>
        ))}
      </ol>
      <div>
        <Button
          variant="default"
          size="xs"
          leftSection={<FileDown size={16} />}
          loading={save.isPending}
          onClick={() => save.mutate({ encounterId })}
        >
          {inBrowser ? t('history.save') : t('history.copyRecord')}
        </Button>
        <span className={classes.fine}>{t('history.saveHint')}</span>
      </div>
      {save.error && <ErrorNotice error={save.error} />}
    </div>
  );
}

/** The name holds the opaque id only: a file name is seen by others. */
function download(json: string, encounterId: EncounterId): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
  link.download = `visit-${encounterId}.capsule.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}
