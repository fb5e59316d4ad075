import { add, known, rest, type Discourse, type Draft, type ResultBody } from './draft-fact.ts';
import type { Mention } from './lexicon.ts';
import { isFinding, type Said } from './said.ts';
import { onlySide } from './sides.ts';

const SHOWED =
  /\b(?:show(?:s|ed|ing)?|reveal(?:s|ed)?|demonstrate[sd]?|found|confirm(?:s|ed)?|suggest(?:s|ed)?|look(?:s|ed) (?:good|great|fine|okay|normal|like|pretty|a little|very|really|clear|clean|better|worse|stable|unchanged)|came back|come back|(?:is|was|are|were) (?:all |also |both |completely |totally |pretty |mostly |still |just |a little |a bit |slightly |very |really )*(?:normal|negative|positive|fine|good|great|clear|clean|unremarkable|abnormal|elevated|high|low|stable|unchanged|within|okay|borderline|reassuring|perfect|off|up|down|better|worse|improved|consistent)|turned out|indicat(?:es|ed)|picked up|read as|does not show|did not show|do not see|did not find|without|in (?:normal|good))\b/;
const FUTURE =
  /\b(?:order|going to|will|want to|would like to|let us|need to|schedule|repeat|recheck|should|if|once|when (?:we|they|it|the)|wait(?:ing)? (?:for|on)|get (?:a|an|some|that|you)|send|to (?:see|rule|check|make sure|look))\b/;
const AT =
  /\b(today|yesterday|this (?:morning|week)|last (?:night|week|month|year|time|visit|spring|summer|fall|winter)|(?:about )?(?:\d+|a few|a couple of|three|six|two|five|ten) (?:days|weeks|months|years) ago|(?:back )?in (?:(?:19|20)\d\d|january|february|march|april|may|june|july|august|september|october|november|december))\b/;
const NEGATIVE =
  /\b(?:no (?!change|longer)|not show|negative|without|normal|unremarkable|nothing|did not find|do not see|clear|clean|ruled out)\b/;
const VITALS =
  /^(?:blood pressure|heart rate|respiratory rate|oxygen saturation|temperature|weight|height|bmi|vital signs)$/;

/** A study and what it showed, in the words said. A study that is still to come is a plan. */
export function readResults(said: Said, state: Discourse): void {
  const { unit, text, line } = said;
  if (said.isQuestion) return;
  const tests = said.mentions.filter(
    (mention) =>
      mention.concept.kind === 'test' &&
      !VITALS.test(mention.concept.preferred) &&
      mention.concept.preferred !== 'physical exam',
  );
  if (tests.length === 0) {
    later(said, state);
    return;
  }
  const match = SHOWED.exec(text);
  if (!match) {
    if (said.clinician) done(said, tests, state);
    return;
  }
  if (
    FUTURE.test(text.slice(0, match.index)) &&
    !/\b(?:reviewed|looked at|results?|showed|came back|we did|you had|got back)\b/.test(
      text.slice(0, match.index + match[0].length),
    )
  )
    return;
  if (/\b(?:if|once|when) (?:the|your|it|that|those|they) (?:\S+ ){0,3}(?:comes? back|shows?|is|are)\b/.test(text))
    return;
  const scopes = tests.map((mention) => said.scopes.get(mention)!);
  if (scopes.every((scope) => scope.experiencer !== 'patient')) return;
  tests.forEach((test, i) => {
    const next = tests[i + 1];
    const scope = scopes[i]!;
    if (scope.experiencer !== 'patient') return;
    const between = next ? line.text.slice(line.at[test.end] ?? line.text.length, line.at[next.start]!) : '';
    const shared = next !== undefined && !SHOWED.test(between);
    const from = Math.max(test.end, 0);
    const to = shared ? unit.tokens.length : (next?.start ?? unit.tokens.length);
    const tail = line.text.slice(line.at[from] ?? line.text.length, to < line.at.length ? line.at[to]! - 1 : undefined);
    const own = SHOWED.exec(tail) ?? (i === 0 || shared ? match : undefined);
    if (!own) return;
    // "I don't see a fracture on the x-ray": what was found stands before the study.
    const before = own === match && match.index < line.at[test.start]!;
    const finding = tidy(
      before
        ? line.text.slice(match.index, line.at[test.start]!).replace(/ (?:on|in) (?:the |your |that |his |her )*$/, '')
        : tail,
    );
    if (finding === '') return;
    // A number alone is a measurement.
    if (/^\d+(?:\.\d+)?%?(?: ?,? ?(?:up|down|which|so|and)\b.*)?$/.test(finding)) return;
    if (
      /^(?:is|was|came back|are|were)?(?: at| about| around)? ?\d/.test(finding) &&
      !/[a-z]{5}/.test(finding.replace(/^(?:came back|is|was)/, ''))
    )
      return;
    // "Urine is negative for protein and glucose": not the blood's.
    const ofUrine = /\b(?:urine|urinalysis|dip ?stick)\b/.test(line.text.slice(0, line.at[test.start]!));
    give(ofUrine ? test.concept.preferred.replace(/^blood /, 'urine ') : test.concept.preferred, finding, said, state);
  });
}

const TELLS =
  /^(?:(?:so|and|okay|,|good news|the good news is) )*(?:there (?:is|are|was|were)|it (?:shows|showed|looks)|they (?:show|look)|no (?:fracture|acute|evidence|signs?)|i (?:do not |did not )?see|shows?|showed|everything (?:looks|is|was|came))\b/;

/** "I reviewed your x-ray. There is no fracture.": the study was named in the sentence before. */
function later(said: Said, state: Discourse): void {
  if (state.phase !== 'results' || !said.clinician || said.isQuestion) return;
  const test = state.resultOf;
  if (test === undefined || said.candidate.index - state.resultAt > 3) return;
  const { text } = said;
  if (!TELLS.test(text)) return;
  if (/\b(?:i think|going to|let us|will|would|recommend)\b/.test(text)) return;
  state.resultAt = said.candidate.index;
  give(test, tidy(text), said, state);
}

/** "I did review your x-ray" opens the results. */
function done(said: Said, tests: readonly Mention[], state: Discourse): void {
  if (
    /\b(?:review(?:ed)?|looked at|results? of|got (?:back )?(?:your|the)|have (?:your|the)|looking at|pulled up|let us (?:look at|go over)|go over|here (?:is|are))\b/.test(
      said.text,
    ) &&
    !/\b(?:order|schedule|going to get|will get|want to get)\b/.test(said.text)
  ) {
    state.phase = 'results';
    state.resultOf = tests.at(-1)!.concept.preferred;
    state.resultAt = said.candidate.index;
  }
}

function tidy(text: string): string {
  return text
    .replace(
      /^(?:(?:that|which|it|they|and|so|,|results?|back|of the \S+|of your \S+|report|from \S+|today|again) )+/,
      '',
    )
    .replace(/^(?:(?:really|actually|did|does|do|has|have|just) )+(?=show|reveal|come|came|look)/, '')
    .replace(/^(?:came back |back )?(?:at|around|about) (?=\d)/, '')
    .replace(
      /^(?:showed?|shows|showing|reveals?|revealed|demonstrate[sd]?|found|came back(?: as)?|come back|indicate[sd]?|turned out|is|was|are|were|suggests?) (?:(?:that |there (?:is|was|are) |you (?:have|had) |to be |me ))?/,
      '',
    )
    .replace(/ ,/g, ',')
    .replace(/[, ]+(?:and|so|but|which)?[, ]*$/, '')
    .slice(0, 200)
    .trim();
}

function give(term: string, finding: string, said: Said, state: Discourse): void {
  const mentions = said.mentions.filter(isFinding);
  const denied =
    mentions.some((mention) => said.scopes.get(mention)!.assertion === 'negated') &&
    mentions.every(
      (mention) => said.scopes.get(mention)!.assertion === 'negated' || !finding.includes(mention.concept.preferred),
    );
  const body: ResultBody = {
    type: 'result',
    term,
    finding,
    assertion:
      denied || (NEGATIVE.test(finding) && /\bno\b|\bnot\b|negative/.test(finding) && !/\bbut\b/.test(finding))
        ? 'negated'
        : 'present',
  };
  const side = onlySide(said.unit.tokens);
  if (side) body.side = side;
  const at = AT.exec(said.text)?.[1];
  if (at) body.at = at;
  for (const old of known(state, body)) {
    if (old.body.finding === body.finding || old.body.finding.includes(body.finding)) {
      rest(old as unknown as Draft, [said.unit]);
      return;
    }
  }
  if (said.clinician) {
    state.phase = state.phase === 'assessment' ? state.phase : 'results';
    state.resultOf = term;
    state.resultAt = said.candidate.index;
  }
  add(state, body, [said.unit], said.by, said.clinician ? 0.87 : 0.75);
}
