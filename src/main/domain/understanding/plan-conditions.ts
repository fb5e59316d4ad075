/** Causes to come back or to call, whatever words they are put in. */
export const RETURN =
  /\b(?:call (?:me|us|the office|911|our|right|back|immediately|if|your|my)|come (?:back|in|right back|straight)|go (?:to|straight to|right to|directly to) (?:the )?(?:er|emergency|hospital|urgent care)|(?<!\b(?:in|into|from|at|by|of) (?:the )?)(?<!\bthe )(?:the )?emergency (?:room|department)(?! (?:visit|follow|records?|doctors?|notes?))|let (?:me|us) know(?: (?:if|right away|when)|(?= ?[.,]?$)| and)|bring (?:him|her|them|your \S+) (?:back|in)|take (?:him|her|them) to the|return (?:if|to|right|here|immediately|sooner)|be seen|seek (?:care|medical|help|attention)|give (?:me|us) a call|reach out|get (?:seen|back in here|help right)|send (?:me|us) a message|see (?:me|us) (?:sooner|right away|back if)|message (?:me|us)|watch (?:out )?for|look out for|9-?1-?1|911)\b/;

/** "… when you went into the emergency room": it has been. */
export const HAS_BEEN = /^(?:when|any ?time) (?:you|he|she|they) (?:went|were|was|had|got|came|saw|left|called)\b/;
export const IF_CLAUSE =
  /\b((?:if|unless|should|in case|when|any time|anytime|anything like) (?:we need|you|it|there|your|the|he|she|things|that|this|any|anything|symptoms?|they|her|his|pain|fever|swelling|these|those)\b.*)/;

/** "… to see if there is a tear": a question, no condition. */
export const ASKS_IF =
  /\b(?:see|know|tell|wonder\w*|determine|check|ask|find out|decide|figure out|sure|as|even|what|like)(?: to me| me)? $/;

/** "if it continues , we will talk about …": the condition ends where its main clause begins. */
export const withoutMain = (text: string): string =>
  text
    .replace(/(?:,? and)? if$|,? and if .*$/, '')

    .replace(
      /^((?:if|unless|when|should|in case) (?:\S+ ){2,}?)(?:, )?(?:(?:then|maybe|probably) )?(?:(?:i|we|you) (?:will|would|can|could|may|might|want|need|should|do|also|am|are (?:going|gonna))|let us|please|go ahead|give (?:me|us)|call (?:me|us)|come back)\b.*$/,
      '$1',
    )
    .trim();

/** What has to come about for the patient to call or come back. */
export function conditionOf(text: string): string | undefined {
  const cause = IF_CLAUSE.exec(text)?.[1];
  const value =
    cause ??
    /\b(?:watch|look) (?:out )?for ([a-z].*)/.exec(text)?.[1] ??
    /\b(any (?:fever|chest|worsening|new|numbness|weakness|shortness|signs|bleeding).*)/.exec(text)?.[1];
  if (value === undefined) return undefined;
  return clip(value.replace(/(?:,? ?(?:and )?(?:then )?(?:please |just |(?:you|your \S+|they|somebody|someone) (?:should|needs? to|can|have to|has to|must) |i (?:want|need) you to )*(?:call|come (?:back|in|right)|go (?:to|straight|right)|the emergency (?:room|department)|let (?:me|us)|give (?:me|us)|return|be seen|seek|reach out|message)\b.*)$/, '')); // prettier-ignore
}

/** So much as a fact holds of what was said. */
export const clip = (text: string): string =>
  text
    .replace(/ ,/g, ',')
    .replace(/[, ]+(?:and|but|so|okay|or)?[, ]*$/, '')
    .split(' ')
    .slice(0, 30)
    .join(' ');
