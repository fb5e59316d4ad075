import { ActionIcon } from '@mantine/core';
import {
  FileHeart,
  Files,
  Flag,
  Hash,
  History,
  MessageCircleQuestion,
  PanelRightClose,
  TextSearch,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { EncounterView } from '../../shared/contract/encounters.ts';
import type { Clinician } from '../../shared/model/clinician.ts';
import { ChartPanel } from '../features/chart/chart-panel.tsx';
import { CodesPanel } from '../features/coding/codes-panel.tsx';
import { DocumentsPanel } from '../features/documents/documents-panel.tsx';
import { HistoryPanel } from '../features/note/history-panel.tsx';
import type { NoteActions } from '../features/note/note-actions.ts';
import { OmissionsPanel } from '../features/note/omissions-panel.tsx';
import { QuestionsPanel } from '../features/note/questions-panel.tsx';
import { MomentsPanel } from '../features/recording/moments-panel.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import classes from './visit.module.css';

const PANELS = [
  { name: 'codes', icon: Hash },
  { name: 'questions', icon: MessageCircleQuestion },
  { name: 'omissions', icon: TextSearch },
  { name: 'moments', icon: Flag },
  { name: 'chart', icon: FileHeart },
  { name: 'documents', icon: Files },
  { name: 'history', icon: History },
] as const;
export type RailPanel = (typeof PANELS)[number]['name'];

export interface SideRailProps {
  view: EncounterView;
  panel: RailPanel | undefined;
  onPanel: (panel: RailPanel | undefined) => void;
  actions: NoteActions;
  clinician: Clinician;
  clinicians: readonly Pick<Clinician, 'id' | 'name'>[];
  shownVersion: number | undefined;
  onShowVersion: (version: number) => void;
}

/** The third column: a few panels, one open at a time or none. */
export function SideRail({
  view,
  panel,
  onPanel,
  actions,
  clinician,
  clinicians,
  shownVersion,
  onShowVersion,
}: SideRailProps) {
  const { t } = useI18n();
  const { encounter, note, codes, chart, segments, signed } = view;
  const readOnly = signed !== undefined;
  const counts: Record<RailPanel, number> = {
    codes: codes?.diagnoses.filter(({ decision }) => decision === 'suggested').length ?? 0,
    questions: note?.note.questions?.filter(({ settled }) => !settled).length ?? 0,
    omissions: note?.note.omissions.length ?? 0,
    moments: encounter.marks?.filter(({ kind }) => kind === 'moment').length ?? 0,
    chart: 0,
    documents: 0,
    history: 0,
  };
  const bodies: Record<RailPanel, () => ReactNode> = {
    codes: () => <CodesPanel encounterId={encounter.id} codes={codes} readOnly={readOnly} />,
    questions: () => <QuestionsPanel note={note?.note} readOnly={readOnly} actions={actions} />,
    omissions: () => (
      <OmissionsPanel
        encounterId={encounter.id}
        note={note?.note}
        segments={segments}
        readOnly={readOnly}
        actions={actions}
      />
    ),
    moments: () => <MomentsPanel marks={encounter.marks} />,
    chart: () => <ChartPanel chart={chart} />,
    documents: () => <DocumentsPanel view={view} clinician={clinician} />,
    history: () => (
      <HistoryPanel
        encounterId={encounter.id}
        clinicians={clinicians}
        shownVersion={shownVersion}
        onShow={onShowVersion}
      />
    ),
  };

  return (
    <aside className={classes.rail} aria-label={t('rail.label')}>
      {panel && (
        <div className={classes.railPanel} data-panel={panel}>
          <div className={classes.railHead}>
            <h2>{t(`rail.${panel}`)}</h2>
            <ActionIcon variant="subtle" color="gray" aria-label={t('rail.close')} onClick={() => onPanel(undefined)}>
              <PanelRightClose size={18} />
            </ActionIcon>
          </div>
          <div className={classes.railBody} tabIndex={0} role="region" aria-label={t(`rail.${panel}`)}>
            {bodies[panel]()}
          </div>
        </div>
      )}
      <div className={classes.railTabs}>
        {PANELS.map(({ name, icon: Icon }) => (
          <button
            key={name}
            type="button"
            className={classes.railTab}
            aria-expanded={panel === name}
            onClick={() => onPanel(panel === name ? undefined : name)}
          >
            <Icon size={20} strokeWidth={1.75} aria-hidden />
            {t(`rail.${name}`)}
            {counts[name] > 0 && (!readOnly || name === 'moments') && (
              <span className={classes.railCount}>{counts[name]}</span>
            )}
          </button>
        ))}
      </div>
    </aside>
  );
}
