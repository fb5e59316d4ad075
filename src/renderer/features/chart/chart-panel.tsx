import { FileHeart } from 'lucide-react';
import type { ChartContext } from '../../../shared/model/chart.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { keepDosesTogether } from '../../ui/clinical-text.tsx';
import { Empty } from '../../ui/empty.tsx';
import classes from './chart.module.css';

/** What the EHR knew before the visit. For looking up; nothing here is in the note by itself. */
export function ChartPanel({ chart }: { chart: ChartContext | undefined }) {
  const { t, format } = useI18n();
  if (!chart) return <Empty icon={FileHeart} title={t('chart.none')} />;
  const groups = [
    { title: t('chart.allergies'), lines: chart.allergies.map(({ text, reaction }) => [text, reaction]) },
    { title: t('chart.medications'), lines: chart.medications.map(({ text, dose, status }) => [text, dose, status]) },
    { title: t('chart.problems'), lines: chart.problems.map(({ text, icd10cm, status }) => [text, icd10cm, status]) },
    {
      title: t('chart.observations'),
      lines: chart.observations.map(({ text, value, at }) => [text, value, at && format.calendarDate(at.slice(0, 10))]),
    },
  ];
  return (
    <div className={classes.panel}>
      {groups.map(({ title, lines }) => (
        <section key={title}>
          <h3 className={classes.heading}>{title}</h3>
          {lines.length === 0 ? (
            <p className={classes.nothing}>{t('chart.nothing')}</p>
          ) : (
            <ul className={classes.list}>
              {lines.map(([text = '', ...rest], index) => (
                <li key={`${index}-${text}`}>
                  {keepDosesTogether(text)}
                  <span className={classes.rest}>{keepDosesTogether(rest.filter(Boolean).join(', '))}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  );
}
