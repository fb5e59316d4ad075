const LEAD =
  /^(?:(?:well|oh|hmm|okay|so|but|and|,|you know what|on second thought|actually|wait|no|nevermind|never mind|scratch that|sorry) )*/;
const LAST =
  /^(?:let us not(?: do| start| order| get)?(?: that| it| this)?|never mind(?: that)?|scratch that|forget (?:that|it|about that)|we will not do that|i will not do that|let us (?:skip|hold off on|forget) (?:that|it))(?:$| ,| for now| right now| yet| today| after all| because| it | since)/;
/** With a reason before it: "actually, with your ulcer, let's not do that". */
const LAST_FOR_A_REASON =
  /\b(?:let us|i will|we will|i would) not (?:do|use|give|start|order|get|try) (?:that|it|this)(?: one)?$/;
const ONE =
  /(?:^| )(?:then not|not|let us not (?:do|use|give|start|try)|(?:we|i) (?:will|should|would|can) ?not (?:do|use|give|start|try|be using)|(?:avoid|skip|forget)(?: about)?)(?: the| any)?$/;

/** "Actually, let's not do that.": what was decided just before is not. */
export const takesBackLast = (text: string): boolean =>
  LAST.test(text.replace(LEAD, '')) || LAST_FOR_A_REASON.test(text);

/** "Then not propranolol.", "we can't use the sulfa": the words before a name take back what was decided of it, however long ago. */
export const takesBackNamed = (before: string): boolean => ONE.test(before);
