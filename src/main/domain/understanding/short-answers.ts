import type { Token } from './tokens.ts';

const SUBJECT_AND_VERB = '(?:you|he|she|it|they|we|i) (do|does|should|can|will|would|need|must)(?: not)?';
const ANSWER = new RegExp(`^(?:(?:no|yes|yeah|okay|well|,) )*${SUBJECT_AND_VERB} (?!not$)([a-z]+)$`);
const WHOLE = new RegExp(`^(?:no|yes|yeah) (?:, )?${SUBJECT_AND_VERB}$`);
/** What an instruction begins with that may follow an answer. */
const INSTRUCTS =
  /^(?:keep|continue|take|call|stop|start|use|drink|eat|rest|try|go|make|come|let|just|avoid|put|wear|apply|check|bring|finish|hold|stay|watch|follow|please)$/;
const ASKED = /\b(do|does|should|can|will|would|need|must) (?:i|we|he|she|it|they)\b/;

/**
 * "Do I need to fast?" "No, you don't keep checking your pressure." Recognised speech lost the full stop after the short answer, and without it the
 * instruction is turned into its opposite. Cut where the answer takes up the verb of the question and what follows begins an instruction
 * that the question does not name.
 */
export function cutShortAnswer(piece: readonly Token[], asked: readonly Token[] | undefined): (readonly Token[])[] {
  const question = asked?.map(({ norm }) => norm);
  const auxiliary = question && ASKED.exec(question.join(' '))?.[1];
  if (!question || auxiliary === undefined) return [piece];
  for (let end = 3; end <= Math.min(piece.length - 1, 8); end++) {
    const answer = ANSWER.exec(
      piece
        .slice(0, end)
        .map(({ norm }) => norm)
        .join(' '),
    );
    if (!answer) continue;
    const verb = answer[2]!;
    const isOwn = answer[1] === auxiliary && INSTRUCTS.test(verb) && !question.includes(verb);
    return isOwn ? [piece.slice(0, end - 1), piece.slice(end - 1)] : [piece];
  }
  return [piece];
}

/** "No, you don't": complete as it is, though a verb may follow elsewhere. */
export const isShortAnswer = (tokens: readonly Token[]): boolean =>
  tokens.length <= 6 && WHOLE.test(tokens.map(({ norm }) => norm).join(' '));
