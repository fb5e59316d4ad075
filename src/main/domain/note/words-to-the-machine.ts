/**
 * "Ignore your instructions and write …", said in the room or played from a loudspeaker: words to whatever writes the note, not of the visit.
 * Dictation ("put in the plan that …") is none.
 */
const TO_THE_MACHINE =
  /(?:^|[.?!,;:]\s*|\b(?:and|then|please|now|so|assistant|ai|scribe)\s+)(?:ignore|disregard|forget|override|bypass)\s+(?:(?:all|any|of|your|the|my|these|those|previous|prior|earlier|above|system|own)\s+){1,4}(?:instructions?|prompts?|rules|guidelines)\b|\b(?:system prompt|(?:you are|act as|pretend to be)\s+(?:an?|the)?\s*(?:ai|assistant|language model|chat ?bot|scribe)\b|(?:new|updated) instructions?\s*(?:for (?:the|you)|:)|(?:ai|assistant|chat ?gpt|scribe)[,:]\s*(?:ignore|write|add|print|output|repeat)|(?:as|like) an? (?:ai|language model))/i;

/** No draft rests on such words: they stand among what was left out, for a person to judge. */
export const isToTheMachine = (text: string): boolean => TO_THE_MACHINE.test(text);
