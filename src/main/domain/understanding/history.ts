import type { Assertion } from '../../../shared/model/facts.ts';
import { isChronic, OBSTETRIC } from './chronic.ts';
import { answerPhrase, SPAN, words } from './details.ts';
import { add, known, rest, type Discourse, type Draft, type FindingBody, type HistoryBody } from './draft-fact.ts';
import type { Mention } from './lexicon.ts';
import { tokenAt } from './line.ts';
import { isFinding, type Said } from './said.ts';
import { sideNear } from './sides.ts';
import { readSocial } from './social.ts';

const WHEN = new RegExp(
  String.raw`\b((?:about |around |maybe |almost |over )?${SPAN} ago|(?:back )?in (?:about )?(?:19|20)\d\d|(?:last|this) (?:year|month|week|fall|spring|summer|winter|january|february|march|april|may|june|july|august|september|october|november|december)|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|at (?:age |the age of |about )?\d{1,2}\b(?! (?:mg|percent))|in (?:my|his|her|their) (?:early |late |mid )?(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|20s|30s|40s|50s|60s|70s|80s)|as (?:a|an) (?:kid|child|baby|teenager|infant)|when (?:i|he|she) was (?:a (?:kid|child|teenager|baby)|\d{1,2}|little|young|in \S+(?: \S+)?|pregnant)|years ago|a (?:long time|while|few years) ago|since (?:childhood|birth|(?:19|20)\d\d)|for (?:about |almost |over )?${SPAN})\b`,
);
const DENIES = /^(?:(?:um|oh|well|,|nope|uh) )*(?:no|none|never|nothing|not that i|nope|nah|neither|not really)\b/;

/** Past medical, surgical, family, obstetric history and immunisations; what a life is like is read by `readSocial`. */
export function readHistory(said: Said, state: Discourse): void {
  if (said.isQuestion) return;
  readFamily(said, state);
  readMedical(said, state);
  readSurgical(said, state);
  readImmunization(said, state);
  if (!said.clinician) {
    readObstetric(said, state);
    readSocial(said, state);
  }
}

export function put(
  body: HistoryBody,
  said: Said,
  state: Discourse,
  trust = 0.9,
  useQuestion = false,
): Draft<HistoryBody> {
  const units = useQuestion || said.unit.tokens.length < 5 ? said.pair : [said.unit];
  for (const old of known(state, body)) {
    if (old.body.kind !== body.kind) continue;
    if (body.kind === 'family' && old.body.relative !== body.relative) {
      // "My mother … she had it at 50" names her again; "the family" is anybody.
      if (old.body.relative !== undefined && body.relative !== undefined) continue;
    }
    if (old.body.assertion !== body.assertion && (old.body.assertion === 'negated' || body.assertion === 'negated'))
      continue;
    if (old.body.side && body.side && old.body.side !== body.side) continue;
    old.body.detail ??= body.detail;
    old.body.when ??= body.when;
    old.body.relative ??= body.relative;
    old.body.side ??= body.side;
    if (
      body.assertion !== 'present' &&
      old.body.assertion === 'present' &&
      said.unit.index - old.units[0]!.index < 12 &&
      (body.kind === 'medical' || (body.kind === 'social' && body.assertion === 'historical'))
    )
      old.body.assertion = body.assertion;
    rest(old as unknown as Draft, units);
    return old;
  }
  return add(state, body, units, said.by, trust);
}

export function whenIn(text: string): string | undefined {
  return WHEN.exec(text)?.[1]?.replace(/^for /, 'for ');
}

/** Time words near a mention: between it and the next one of its sort, else before it. */
function whenFor(said: Said, mention: Mention): string | undefined {
  const { line, mentions } = said;
  const next = mentions.find(
    (other) =>
      other.start >= mention.end && other.concept.kind === mention.concept.kind && other.concept.kind !== 'anatomy',
  );
  const from = line.at[mention.end] ?? line.text.length;
  const to = next ? line.at[next.start]! : line.text.length;
  const after = whenIn(line.text.slice(from, to));
  if (after) return after;
  const previous = mentions.findLast(
    (other) => other.end <= mention.start && other.concept.kind === mention.concept.kind,
  );
  return previous ? undefined : whenIn(line.text.slice(0, line.at[mention.start]!));
}

// ---------------------------------------------------------------- family

function readFamily(said: Said, state: Discourse): void {
  const asks = said.topics.has('family') && !/\b(?:live|living|help at home|drive you)\b/.test(said.asked?.text ?? '');
  const no = asks && (said.candidate.answer === 'no' || DENIES.test(said.text));
  const done = new Set<string>();
  if (
    said.clinician &&
    !/\b(?:your (?:\S+ )?(?:mother|father|mom|dad|sister|brother|aunt|uncle|grand\w+|family|parents)|you (?:said|mentioned|have a family))\b/.test(
      said.text,
    )
  )
    return;
  for (const mention of said.mentions) {
    if (
      !isFinding(mention) &&
      !(
        mention.concept.kind === 'procedure' &&
        /^(?:surgery|procedure)$/.test(mention.concept.group) &&
        mention.concept.preferred !== 'surgery'
      )
    )
      continue;
    const scope = said.scopes.get(mention)!;
    const relative = scope.experiencer === 'family' ? scope.relative : undefined;
    const bare =
      asks &&
      scope.experiencer === 'patient' &&
      !said.clinician &&
      !/\b(?:i|me|my (?:knee|back|chest|head|own))\b/.test(said.text);
    if (relative === undefined && !bare) continue;
    if (
      mention.concept.kind === 'procedure' &&
      (relative === undefined || /\b(?:brought|drove|visit|helped|with me)\b/.test(said.text))
    )
      continue;
    if (
      mention.concept.kind === 'symptom' &&
      !/^(?:seizure|syncope|tremor|headache|memory loss)$/.test(mention.concept.preferred)
    ) {
      if (!asks) continue;
      continue;
    }
    if (scope.assertion === 'hypothetical') continue;
    const askedWho = bare ? relativeOf(said, state) : undefined;
    const who = relative ?? askedWho ?? 'family';
    const body: HistoryBody = {
      type: 'history',
      kind: 'family',
      term: mention.concept.preferred,
      // "No, my dad was on dialysis though": the no was the patient's own.
      assertion:
        scope.assertion === 'negated' && !/^(?:no|nope|none|not me)(?: ,)? (?:but )?my\b/.test(said.text)
          ? 'negated'
          : scope.assertion === 'possible'
            ? 'possible'
            : 'present',
      experiencer: 'family',
      relative: who,
    };
    const when = whenFor(said, mention);
    if (when && !/^for /.test(when)) body.when = when;
    if (/\b(?:died|passed|passed away|killed)\b/.test(said.text)) body.detail = /\b(?:died|passed away|passed)(?: (?:of|from) (?:it|that|a \S+|\S+))?(?: (?:at|when|in) [a-z0-9' ]{2,20})?/.exec(said.text)?.[0] ?? 'died'; // prettier-ignore
    done.add(mention.concept.id);
    put(body, said, state, 0.92, asks);
  }
  if (!asks || !said.candidate.question) return;
  const tokens = said.candidate.question.tokens;
  const named = state.lexicon
    .find(tokens)
    .filter((mention) => mention.concept.kind === 'condition' && !done.has(mention.concept.id));
  const yes = said.candidate.answer === 'yes' && named.length === 1 && done.size === 0;
  const who = relativeOf(said, state) ?? 'family';
  if (no && done.size === 0 && !/\bnot that i am aware\b.*\bbut\b/.test(said.text)) {
    for (const mention of named)
      put(
        {
          type: 'history',
          kind: 'family',
          term: mention.concept.preferred,
          assertion: 'negated',
          experiencer: 'family',
          relative: 'family',
        },
        said,
        state,
        0.88,
        true,
      );
  } else if (yes) {
    const answer = personOfAnswer(said, state) ?? who;
    put(
      {
        type: 'history',
        kind: 'family',
        term: named[0]!.concept.preferred,
        assertion: 'present',
        experiencer: 'family',
        relative: answer,
      },
      said,
      state,
      0.85,
      true,
    );
  } else if (named.length === 1 && done.size === 0 && !no) {
    // "Anybody with colon cancer?" "My uncle."
    const answer = personOfAnswer(said, state);
    if (answer)
      put(
        {
          type: 'history',
          kind: 'family',
          term: named[0]!.concept.preferred,
          assertion: 'present',
          experiencer: 'family',
          relative: answer,
        },
        said,
        state,
        0.9,
        true,
      );
  }
}

const KIN_WORD =
  /\b((?:maternal |paternal )?(?:mother|mom|mum|father|dad|sister|brother|grandmother|grandfather|grandma|grandpa|aunt|uncle|cousin|son|daughter|parents|siblings|grandparents|both parents))(?:'s side)?\b/;

function personOfAnswer(said: Said, state: Discourse): string | undefined {
  void state;
  return KIN_WORD.exec(said.text)?.[1];
}

function relativeOf(said: Said, state: Discourse): string | undefined {
  const own = KIN_WORD.exec(said.text)?.[1];
  if (own) return own;
  const asked = said.asked ? KIN_WORD.exec(said.asked.text)?.[1] : undefined;
  if (asked && !/\b(?:parents|siblings|or)\b/.test(asked)) return asked;
  return state.person && said.unit.index - state.person.at <= 2 && state.person.experiencer === 'family'
    ? state.person.relative
    : undefined;
}

// ---------------------------------------------------------------- medical

const DIAGNOSED =
  /\b(?:diagnosed|told (?:me )?i (?:have|had)|i have (?:a history of )?|i have got|history of|i had|i also have|i do have|suffer from|living with|been treated for|take (?:\S+ )?for|for my|my|known|as a (?:kid|child))\b/;

function readMedical(said: Said, state: Discourse): void {
  const { candidate, text } = said;
  const asks = said.topics.has('medical') && !said.topics.has('family');
  const recap =
    said.clinician &&
    /\b(?:history of|you have (?:a )?(?:history|had|known)|past medical|past history|you (?:also )?have|who has|with (?:a )?(?:past|known)|your (?:chart|record)|i see (?:that )?you|known)\b/.test(
      text,
    ) &&
    state.phase === 'history' &&
    !/\b(?:i think|looks like|consistent with|sounds like|diagnos|which means|going to|x-ray|mri|exam)\b/.test(text);
  if (said.clinician && !recap) return;
  const settled = new Set<string>();
  const asked = candidate.question
    ? state.lexicon.find(candidate.question.tokens).filter((mention) => mention.concept.kind === 'condition')
    : [];
  const line = said.asked?.text ?? '';
  const settles =
    asked.length > 0 &&
    !said.topics.has('family') &&
    !/\bfamily|mother|father|mom|dad\b/.test(line) &&
    !/^(?:(?:so|and|okay|,) )*(?:how|what|when|where|why)\b/.test(line);
  for (const mention of said.mentions) {
    if (mention.concept.kind !== 'condition') continue;
    const scope = said.scopes.get(mention)!;
    if (scope.experiencer !== 'patient' || scope.assertion === 'hypothetical') continue;
    const term = mention.concept.preferred;
    if (OBSTETRIC.test(term)) continue;
    if (scope.assertion === 'possible' && /\b(?:worried|afraid|scared|concerned|wonder|could it|hope)\w*\b/.test(text))
      continue;
    const answered = candidate.affirmed.includes(mention) || candidate.denied.includes(mention);
    const chronic = isChronic(term);
    const past =
      scope.assertion === 'historical' ||
      scope.assertion === 'resolved' ||
      /\b(?:every (?:year|winter|spring|fall)|prone to|usually get|last (?:year|time|winter|spring|summer|fall))\b/.test(
        text,
      );
    // What comes and goes and is there now belongs to the findings.
    if (!chronic && !past && !asks && !(recap && /\bhistory of\b/.test(text))) continue;
    if (said.topics.has('family') && !/\b(?:i|my)\b/.test(text)) continue;
    if (scope.assertion === 'possible' && !chronic) continue;
    if (
      !said.clinician &&
      !asks &&
      !answered &&
      !past &&
      !DIAGNOSED.test(text) &&
      said.unit.tokens.length > 5 &&
      !/\b(?:i|me|my|he|she|his|her)\b/.test(text)
    )
      continue;
    // "for the diabetes group", "arthritis cream".
    if (
      /^(?:group|class|clinic|doctor|specialist|cream|medicine|medication|meds|pill|pills|diet|walk|educator)$/.test(
        said.unit.tokens[mention.end]?.norm ?? '',
      ) &&
      !/\b(?:my|for)\b/.test(text)
    )
      continue;
    settled.add(mention.concept.id);
    const assertion: Assertion =
      scope.assertion === 'present' &&
      /\b(?:used to have|had)\b/.test(tokensBefore(said, mention, 4)) &&
      !/\b(?:have had|has had|had it (?:since|for)|always had)\b/.test(text) &&
      (!chronic || /\bago\b|\bwhen i was\b|\bas a\b/.test(text))
        ? 'historical'
        : scope.assertion;
    const body: HistoryBody = { type: 'history', kind: 'medical', term, assertion, experiencer: 'patient' };
    const when = whenFor(said, mention);
    if (when) body.when = when;
    const side = sideNear(said.unit.tokens, mention.start, mention.end);
    if (side) body.side = side;
    put(body, said, state, said.clinician ? 0.75 : 0.9, answered || asks);
  }
  if (!settles || said.clinician) return;
  const open = asked.filter(
    (mention) => !settled.has(mention.concept.id) && (isChronic(mention.concept.preferred) || asks),
  );
  if (open.length === 0) return;
  const historical = /\b(?:ever|history of|in the past|before|used to|as a child)\b/.test(line);
  if (candidate.answer === 'no' && said.mentions.every((mention) => mention.concept.kind !== 'condition')) {
    if (/\b(?:worse|better|problems with|issues with|any changes?|trouble with|flare)\b/.test(line)) return;
    for (const mention of open)
      put(
        {
          type: 'history',
          kind: 'medical',
          term: mention.concept.preferred,
          assertion: 'negated',
          experiencer: 'patient',
        },
        said,
        state,
        0.88,
        true,
      );
  } else if (candidate.answer === 'yes' && open.length === 1) {
    const body: HistoryBody = {
      type: 'history',
      kind: 'medical',
      term: open[0]!.concept.preferred,
      assertion: historical && !isChronic(open[0]!.concept.preferred) ? 'historical' : 'present',
      experiencer: 'patient',
    };
    const when = whenIn(said.text);
    if (when) body.when = when;
    put(body, said, state, 0.85, true);
  }
}

const tokensBefore = (said: Said, mention: Mention, n: number): string =>
  said.unit.tokens
    .slice(Math.max(0, mention.start - n), mention.start)
    .map((token) => token.norm)
    .join(' ');

// ---------------------------------------------------------------- surgical

const HAD =
  /\b(?:had|have had|has had|gone|got|underwent|removed|taken out|took (?:my|out|it|his|her)|fixed|replaced|repaired|done|operated|put in|placed|history of|years ago|ago|in (?:19|20)\d\d|when i was|as a (?:kid|child)|after (?:my|the))\b/;
const PLANNED =
  /\b(?:going to|will|need|needs|should|might|may|consider|schedule|scheduled|recommend|want|would|could|if|avoid|instead|option|talk about|before (?:we|you)|candidate|eventually|refer|discuss)\b/;

function readSurgical(said: Said, state: Discourse): void {
  const { text } = said;
  const asks = said.topics.has('surgical') && !said.clinician;
  const operations = said.mentions.filter(
    (mention) => mention.concept.kind === 'procedure' && mention.concept.group === 'surgery',
  );
  if (operations.length === 0) {
    if (asks && said.candidate.answer !== 'no') byOrgan(said, state);
    if (
      asks &&
      (said.candidate.answer === 'no' || DENIES.test(text)) &&
      !/\bother|anything else\b/.test(said.asked?.text ?? '')
    )
      put(
        { type: 'history', kind: 'surgical', term: 'surgery', assertion: 'negated', experiencer: 'patient' },
        said,
        state,
        0.88,
        true,
      );
    return;
  }
  if (
    said.clinician &&
    (state.phase !== 'history' || !/\b(?:you (?:had|have had|underwent)|your|status post|history of|s\/p)\b/.test(text))
  )
    return;
  if (PLANNED.test(text) && !HAD.test(text)) return;
  if (said.clinician && PLANNED.test(text)) return;
  if (!asks && !HAD.test(text) && !/\bmy\b/.test(text) && !said.topics.has('medical')) return;
  for (const mention of operations) {
    const scope = said.scopes.get(mention)!;
    if (scope.experiencer !== 'patient' || scope.assertion === 'hypothetical') continue;
    // "had surgery on my knee": the site says which.
    const generic = mention.concept.preferred === 'surgery';
    const site = said.mentions.find(
      (other) => other.concept.kind === 'anatomy' && Math.abs(other.start - mention.start) <= 6,
    );
    if (generic && !site && operations.length > 1) continue;
    const site_name = site?.concept.preferred;
    const term =
      generic && site_name
        ? (state.lexicon.lookup(`${site_name} surgery`)?.preferred ?? `${site_name} surgery`)
        : mention.concept.preferred;
    if (generic && scope.assertion === 'negated' && said.asked === undefined && !/\b(?:never|no)\b/.test(text))
      continue;
    const body: HistoryBody = {
      type: 'history',
      kind: 'surgical',
      term,
      assertion: scope.assertion === 'negated' ? 'negated' : 'historical',
      experiencer: 'patient',
    };
    const when = whenFor(said, mention);
    if (when) body.when = when;
    const side =
      sideNear(said.unit.tokens, mention.start, mention.end) ??
      (site ? sideNear(said.unit.tokens, site.start, site.end) : undefined);
    if (side) body.side = side;
    put(body, said, state, said.clinician ? 0.75 : 0.9, asks);
  }
}

const ORGANS: readonly (readonly [RegExp, string])[] = [
  [/\btonsils?\b/, 'tonsillectomy'], [/\bappendix\b/, 'appendectomy'], [/\bgall ?bladder\b/, 'cholecystectomy'], [/\b(?:uterus|womb)\b/, 'hysterectomy'], [/\bhernia\b/, 'hernia repair'], [/\bwisdom teeth\b/, 'wisdom teeth extraction'],
  [/\bknees?\b/, 'knee surgery'], [/\bshoulder\b/, 'shoulder surgery'], [/\bback\b/, 'back surgery'], [/\bcataracts?\b/, 'cataract surgery'], [/\bprostate\b/, 'prostatectomy'], [/\bthyroid\b/, 'thyroidectomy'],
]; // prettier-ignore

/** "Any surgeries?" "Just my tonsils when I was six.": the organ names the operation. */
function byOrgan(said: Said, state: Discourse): void {
  if (said.unit.tokens.length > 18 || !/\b(?:my|the|just|only|had|yeah|yes)\b/.test(said.text)) return;
  for (const [pattern, term] of ORGANS) {
    const match = pattern.exec(said.text);
    if (!match) continue;
    const body: HistoryBody = {
      type: 'history',
      kind: 'surgical',
      term,
      assertion: 'historical',
      experiencer: 'patient',
    };
    const when = whenIn(said.text.slice(match.index));
    if (when) body.when = when;
    const at = tokenAt(said.line, match.index);
    const side = sideNear(said.unit.tokens, at, at + 1);
    if (side) body.side = side;
    put(body, said, state, 0.85, true);
  }
}

// ---------------------------------------------------------------- immunisations

function readImmunization(said: Said, state: Discourse): void {
  const { text, candidate } = said;
  if (said.clinician && !/\b(?:you (?:had|got|received|are up to date)|up to date|she has had|he has had)\b/.test(text))
    return;
  const shots = said.mentions.filter((mention) => mention.concept.group === 'immunization');
  const asks = said.topics.has('immunization');
  const refused = /\b(?:do not (?:want|believe|get|do)|not interested|would rather not|declin|refus|no thank)\b/.test(
    text,
  );
  const upToDate =
    /\b(?:up to date|caught up|all (?:of )?(?:his|her|my|the) (?:shots|vaccines)|fully vaccinated)\b/.test(text) &&
    !/\bnot (?:up to date|caught up)\b/.test(text);
  const give = (term: string, assertion: Assertion, detail?: string): void => {
    const body: HistoryBody = { type: 'history', kind: 'immunization', term, assertion, experiencer: 'patient' };
    const when =
      whenIn(text) ??
      /\b(last (?:week|month|year|fall|october|november)|this (?:year|fall|season)|yesterday|today)\b/.exec(text)?.[1];
    if (when && assertion !== 'negated') body.when = when;
    const confirmed =
      asks && /\bup to date|caught up\b/.test(said.asked?.text ?? '') && candidate.answer === 'yes'
        ? 'up to date'
        : undefined;
    if (detail ?? confirmed) body.detail = detail ?? confirmed!;
    put(body, said, state, 0.88, asks);
  };
  for (const mention of shots) {
    const scope = said.scopes.get(mention)!;
    if (scope.experiencer !== 'patient' || scope.assertion === 'hypothetical') continue;
    if (!asks && !/\b(?:had|got|get|received|due|last|up to date|vaccinated|never|year|booster)\b/.test(text)) continue;
    if (/\b(?:want|should i|need|due for|would like|can i get)\b/.test(text) && !/\bdo not want\b/.test(text)) continue;
    give(
      mention.concept.preferred,
      refused || scope.assertion === 'negated' || candidate.answer === 'no' ? 'negated' : 'present',
      upToDate ? 'up to date' : refused ? 'declined' : undefined,
    );
  }
  if (shots.length > 0 || !asks || said.clinician) return;
  const named = candidate.question
    ? state.lexicon.find(candidate.question.tokens).filter((mention) => mention.concept.group === 'immunization')
    : [];
  if (named.length !== 1 && !(named.length > 1 && candidate.answer === 'no')) {
    if (named.length > 1 && candidate.answer === 'yes' && upToDate)
      for (const mention of named) give(mention.concept.preferred, 'present', 'up to date');
    return;
  }
  const yes =
    candidate.answer === 'yes' ||
    upToDate ||
    /\b(?:i did|i have|got (?:it|them|that)|had (?:it|that)|last (?:week|month|year|fall|october|november|september)|all of them)\b/.test(
      text,
    );
  const no = candidate.answer === 'no' || refused || /\b(?:not yet|have not|did not)\b/.test(text);
  if (!yes && !no) return;
  for (const mention of named)
    give(
      mention.concept.preferred,
      no ? 'negated' : 'present',
      no ? (refused ? 'declined' : undefined) : upToDate ? 'up to date' : undefined,
    );
}

// ---------------------------------------------------------------- obstetric

function readObstetric(said: Said, state: Discourse): void {
  const { text } = said;
  const asks = said.topics.has('obstetric') || said.topics.has('lmp');
  if (
    !asks &&
    !/\b(?:pregnan|period|gravida|miscarr|weeks along|c-section|cesarean|vaginal deliver|deliver|stillb|twins|born|trimester|due date)\w*/.test(
      text,
    )
  )
    return;
  const give = (term: string, assertion: Assertion, detail?: string, when?: string): void => {
    const body: HistoryBody = { type: 'history', kind: 'obstetric', term, assertion, experiencer: 'patient' };
    if (detail) body.detail = detail;
    if (when) body.when = when;
    put(body, said, state, 0.88, asks);
  };
  const whose = [...said.scopes.values()];
  if (whose.length > 0 && whose.every((scope) => scope.experiencer !== 'patient')) return;
  const lmp =
    /\blast (?:menstrual )?period\b(?: (?:was|started|began|ended|about|around|like|maybe|on|is))*(?: ([a-z0-9' ]{3,40}))?/.exec(
      text,
    );
  if (said.topics.has('lmp') || lmp) {
    const value =
      lmp?.[1] ?? (said.topics.has('lmp') && !said.candidate.bare ? answerPhrase(said.line, 12) : undefined);
    if (
      value &&
      /\b(?:ago|\d|first|last|yesterday|week|month|january|february|march|april|may|june|july|august|september|october|november|december|th|st|nd)\b/.test(
        value,
      )
    )
      give('last menstrual period', 'present', undefined, value.replace(/^(?:it was|was|it started|started) /, ''));
  }
  const weeks = /\b(\d{1,2}) weeks? (?:and (\d) days? )?(?:pregnant|along|gestation|today|tomorrow)\b/.exec(text);
  if (weeks) give('pregnancy', 'present', weeks[0]);
  const count =
    /\b(?:(first|second|third|fourth|fifth|\d(?:st|nd|rd|th)) (?:pregnancy|baby|child|kid)|(\d|one|two|three|four|five|six) (?:pregnancies|(?:prior |previous |living |healthy )?(?:kids|children|babies|deliveries|births|living)))\b/.exec(
      text,
    );
  if (count && (asks || /\bpregnan|deliver/.test(text))) give('pregnancies', 'present', count[0]);
  for (const mention of said.mentions) {
    const term = mention.concept.preferred;
    const scope = said.scopes.get(mention)!;
    if (scope.experiencer !== 'patient' || scope.assertion === 'hypothetical') continue;
    if (/^(?:miscarriage|preeclampsia|gestational diabetes|ectopic pregnancy|postpartum depression|stillbirth|cesarean section|vaginal delivery|abortion|preterm birth)$/.test(term)) give(term, scope.assertion === 'negated' ? 'negated' : 'historical', detailAround(said, mention), whenFor(said, mention)); // prettier-ignore
  }
  if (
    /\b(?:regular|like clockwork|every (?:\d+|month)|irregular|heavy|light|skipped|stopped)\b/.test(text) &&
    (/\bperiods?\b|\bcycles?\b/.test(text) ||
      (said.topics.has('obstetric') && /\bperiods?\b|\bcycles?\b/.test(said.asked!.text)))
  ) {
    const phrase = /\b((?:pretty |very |not |really )?(?:regular|irregular|like clockwork|heavy|light)(?:,? (?:and )?every [a-z0-9 ]+days)?|every (?:\d+ (?:to \d+ )?days|month)|stopped [a-z0-9 ]+ago)\b/.exec(text)?.[1]; // prettier-ignore
    if (phrase) give('menstrual cycle', 'present', phrase);
    if (/\bheavy\b/.test(text) && !/\bnot (?:\S+ )?heavy\b/.test(text)) heavy(said, state);
  }
  if (
    said.topics.has('obstetric') &&
    /\bpregnan/.test(said.asked!.text) &&
    /\b(?:are you|could you be|you could be|might you be|any chance|chance|possibly pregnant)\b/.test(said.asked!.text)
  ) {
    if (said.candidate.answer === 'no' && /\b(?:are you|could|chance|might|think)\b/.test(said.asked!.text))
      give('pregnancy', 'negated');
    else if (said.candidate.answer === 'yes' && /\bare you\b/.test(said.asked!.text)) give('pregnancy', 'present');
  } else if (
    said.topics.has('obstetric') &&
    /\b(?:ever been pregnant|any pregnancies|miscarriages)\b/.test(said.asked!.text) &&
    said.candidate.answer === 'no'
  )
    give(/miscarriages/.test(said.asked!.text) ? 'miscarriage' : 'pregnancy', 'negated');
}

/** "Are your periods regular?" "They're heavy.": a complaint, though the periods stand in the question. */
function heavy(said: Said, state: Discourse): void {
  const body: FindingBody = {
    type: 'finding',
    kind: 'symptom',
    term: 'heavy menstrual bleeding',
    assertion: 'present',
    experiencer: 'patient',
    system: 'genitourinary',
    aggravatedBy: [],
    relievedBy: [],
    associatedDrafts: [],
  };
  if (known(state, body).length === 0) add(state, body, said.pair, said.by, 0.85);
}

function detailAround(said: Said, mention: Mention): string | undefined {
  const text = said.text;
  const match =
    /\bat (?:\d{1,2}|about \d{1,2}) weeks\b|\b(?:two|three|2|3|one|1) (?=miscarriages|c-sections|cesareans)/.exec(text);
  if (!match) return undefined;
  const from = tokenAt(said.line, match.index);
  void mention;
  return words(said.line, from, tokenAt(said.line, match.index + match[0].trimEnd().length - 1) + 1);
}
