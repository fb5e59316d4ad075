import type { TemplateProblem } from '../../../shared/model/template-check.ts';
import { useI18n, type I18n } from '../../i18n/i18n.tsx';
import { Notice } from '../../ui/notice.tsx';
import classes from './templates.module.css';

/** One mistake in words: where, and what to do about it. */
export function problemText({ t }: Pick<I18n, 't'>, { kind, place, value = '' }: TemplateProblem): string {
  const what = t(`templates.problem.${kind}`, { value });
  return place === '' ? what : `${place}: ${what}`;
}

export interface TemplateProblemsProps {
  problems: readonly TemplateProblem[];
  /** Goes to a line of the text; absent where there is no text. */
  onLine?: (line: number) => void;
}

/** All that is wrong with a template. Nothing was kept of it. */
export function TemplateProblems({ problems, onLine }: TemplateProblemsProps) {
  const i18n = useI18n();
  const { t, plural } = i18n;
  if (problems.length === 0) return null;
  return (
    <Notice tone="warn" role="status" title={plural('templates.problems', problems.length)}>
      <ul className={classes.problems}>
        {problems.map((problem, i) => (
          <li key={`${i}-${problem.place}-${problem.kind}`}>
            {problem.line !== undefined &&
              (onLine ? (
                <button type="button" className={classes.line} onClick={() => onLine(problem.line!)}>
                  {t('templates.line', { line: problem.line })}
                </button>
              ) : (
                <b>{t('templates.line', { line: problem.line })}</b>
              ))}{' '}
            {problemText(i18n, problem)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
