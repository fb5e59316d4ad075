/** Names that people call assistants and scribes by, when they talk to them. */
const MACHINE = '(?:dragon|dax|siri|alexa|google|cortana|chartside|scribe|computer)';
const CALLED = new RegExp(
  `^(?:(?:okay|ok|hey|hi|so|and|alright|now|,|all right) )*(?:hey |okay |hi )?(?:, )?${MACHINE}\\b ?`,
);
const COMMAND =
  /^(?:, )*(?:please )?(?:show|pull|open|bring|display|go to|start|stop|finali[sz]e|close|pause|resume|read|repeat that|remind|use|insert|next)\b/;
const ABOUT = new RegExp(
  `\\b(?:tell ${MACHINE} (?:a (?:little )?(?:bit )?)?about|(?:told|heard|know|knows|talked to) (?:you )?about (?:the )?(?:dax|dragon)\\b|(?:using|use|with) (?:the |this )?(?:dax|dragon)\\b|talk(?:ing)? to (?:the |my )?(?:dax|dragon)\\b|we are recording|(?:is|this is) (?:a )?recording\\b|record(?:ing)? (?:this|our) (?:visit|conversation))`,
);

/** "hey dragon, show me the vitals", "the nurse told you about dax": said to or of a machine, never of the patient. An order given by way of one stays. */
export function isForMachine(words: readonly string[]): boolean {
  const text = words.join(' ');
  const called = CALLED.exec(text);
  if (called && (COMMAND.test(text.slice(called[0].length)) || text.length === called[0].trim().length)) return true;
  return ABOUT.test(text);
}
