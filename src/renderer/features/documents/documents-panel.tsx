import {
  BookOpenCheck,
  ClipboardList,
  FileText,
  HeartPulse,
  Mail,
  ShieldQuestion,
  type LucideIcon,
} from 'lucide-react';
import { useState } from 'react';
import type { EncounterView } from '../../../shared/contract/encounters.ts';
import type { DocumentView } from '../../../shared/contract/documents.ts';
import type { Clinician } from '../../../shared/model/clinician.ts';
import { DocumentKind } from '../../../shared/model/document.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCall } from '../../rpc/react.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { OneDocument } from './one-document.tsx';
import classes from './documents.module.css';

const ICONS: Record<DocumentKind, LucideIcon> = {
  'patient-instructions': ClipboardList,
  'after-visit-summary': BookOpenCheck,
  'referral-letter': Mail,
  'work-note': FileText,
  'prior-authorization': ShieldQuestion,
  'chronic-care-log': HeartPulse,
};

export interface DocumentsPanelProps {
  view: EncounterView;
  clinician: Clinician;
}

/** What can be made of a visit beside its note: choose a kind, then look at it next to the note and the conversation. */
export function DocumentsPanel({ view, clinician }: DocumentsPanelProps) {
  const { t } = useI18n();
  const [kind, setKind] = useState<DocumentKind>();
  const list = useCall('documents.list', { encounterId: view.encounter.id });
  if (!view.note) return <Empty icon={FileText} title={t('documents.none')} hint={t('documents.noneHint')} />;
  if (list.error) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <Waiting />;
  const of = (wanted: DocumentKind): DocumentView | undefined =>
    list.data.documents.find(({ version }) => version.document.kind === wanted);
  if (kind)
    return (
      <OneDocument
        key={kind}
        kind={kind}
        made={of(kind)}
        view={view}
        clinician={clinician}
        onBack={() => setKind(undefined)}
      />
    );
  return (
    <div className={classes.panel}>
      <p className={classes.fine}>{t('documents.choose')}</p>
      <ul className={classes.kinds}>
        {DocumentKind.options.map((name) => {
          const Icon = ICONS[name];
          const made = of(name);
          const state = made && (made.stale ? 'stale' : made.version.document.status);
          return (
            <li key={name}>
              <button type="button" className={classes.kind} onClick={() => setKind(name)}>
                <Icon size={20} strokeWidth={1.75} aria-hidden />
                <span>
                  <b>{t(`documents.kind.${name}`)}</b>
                  <span className={classes.fine}>{t(`documents.about.${name}`)}</span>
                </span>
                {state && (
                  <span className={classes.state} data-state={state}>
                    {t(`documents.state.${state}`)}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
