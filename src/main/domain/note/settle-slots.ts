import { isFinished } from './clinical-phrase.ts';
import { EXAM_ONLY } from './clinician-exam-rules.ts';
import { isTalk } from './impression-reasoning.ts';
import type { Statement } from './statement.ts';

const CONCLUDES = /\b(?:likely|possibl[ey]|consistent|concern|due to|suggest|diagnos|because|felt to be)\b/i;
const TAKEN = /^(?:The patient|He|She|They) takes? (?!care|it)/;

/**
 * Sentences that the section model put into the assessment though they conclude nothing: findings of the exam stand with the exam, drugs
 * that are taken with the medications; talk stands nowhere.
 */
export const settleSlots = (statements: readonly Statement[]): Statement[] =>
  statements.flatMap((statement): Statement | Statement[] => {
    const { slot, text, problem, units } = statement;
    if ((slot !== 'assessment' && slot !== 'plan') || units.some(({ speaker }) => speaker === 'patient'))
      return statement;
    if (isTalk(text)) return [];
    if (slot === 'plan' || problem !== undefined || CONCLUDES.test(text)) return statement;
    if (!isFinished(text)) return [];
    if (TAKEN.test(statement.text)) return { ...statement, slot: 'medications' };
    const isFinding =
      EXAM_ONLY.test(statement.text.toLowerCase()) && !/\b(?:PSA|labs?|level|x-ray|MRI|CT)\b/.test(statement.text);
    return isFinding ? { ...statement, slot: 'exam' } : statement;
  });
