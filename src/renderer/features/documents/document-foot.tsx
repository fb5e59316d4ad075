import { Button } from '@mantine/core';
import { BadgeCheck, ClipboardCopy, Download, Printer, Undo2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { DocumentView } from '../../../shared/contract/documents.ts';
import type { Clinician } from '../../../shared/model/clinician.ts';
import type { DocumentField } from '../../../shared/model/document.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCall } from '../../rpc/react.tsx';
import { announce } from '../../ui/announcer.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { saveFile } from '../../ui/save-file.ts';
import { showToast } from '../../ui/toast.tsx';
import type { DocumentActions } from './document-actions.ts';
import classes from './documents.module.css';
import { PrintSheet } from './print-sheet.tsx';

export interface DocumentFootProps {
  made: DocumentView;
  fields: DocumentField[];
  clinician: Clinician;
  isNamed: boolean;
  actions: DocumentActions;
}

/** What is still open, the one act that makes it final, and the ways out: paper, clipboard, file. */
export function DocumentFoot({ made, fields, clinician, isNamed, actions }: DocumentFootProps) {
  const { t, plural, format } = useI18n();
  const [printing, setPrinting] = useState(false);
  const donePrinting = useCallback(() => setPrinting(false), []);
  const inBrowser = useCall('session.get', {}).data?.host === 'web';
  const { version, openCount, stale, text } = made;
  const { document, signature } = version;
  const isFinal = document.status === 'final';
  const isEmpty = document.blocks.length === 0;
  const name = clinician.credentials ? `${clinician.name}, ${clinician.credentials}` : clinician.name;
  const why = !isNamed
    ? t('sign.whyUnnamed')
    : isEmpty
      ? t('documents.whyEmpty')
      : stale
        ? t('documents.stale')
        : openCount > 0
          ? plural('sign.why', openCount)
          : undefined;
  const copy = async (): Promise<void> => {
    await copyText(text);
    announce(t('signed.copied'));
    showToast({ tone: 'info', text: t('signed.copied') });
  };
  return (
    <div className={classes.foot}>
      {!isFinal && (
        <>
          <p className={classes.count} data-open={openCount > 0} role="status">
            {openCount > 0 ? plural('note.open', openCount) : t('note.openNone')}
          </p>
          <div>
            <Button
              leftSection={<BadgeCheck size={18} />}
              disabled={why !== undefined}
              loading={actions.busy}
              onClick={() => void actions.finalize()}
            >
              {t('documents.finalize', { name })}
            </Button>
          </div>
          <p className={classes.fine}>{why ?? t('documents.finalizeHint')}</p>
        </>
      )}
      <div className={classes.actions}>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Printer size={14} />}
          onClick={() => setPrinting(true)}
        >
          {t('documents.print')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<ClipboardCopy size={14} />}
          onClick={() => void copy()}
        >
          {t('documents.copy')}
        </Button>
        {inBrowser && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Download size={14} />}
            onClick={() => saveFile(text, `${document.kind}.txt`, 'text/plain')}
          >
            {t('documents.save')}
          </Button>
        )}
        {version.kind === 'edit' && (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<Undo2 size={14} />}
            onClick={() => void actions.undo()}
          >
            {t('documents.undo')}
          </Button>
        )}
      </div>
      {printing && (
        <PrintSheet
          document={document}
          fields={fields}
          signature={
            signature && t('documents.finalBy', { name: signature.name, time: format.dateTime(signature.signedAt) })
          }
          onDone={donePrinting}
        />
      )}
    </div>
  );
}
