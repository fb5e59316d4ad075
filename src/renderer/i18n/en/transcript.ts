/** The conversation: captions, turns, words, speakers. English. */
export const transcript = {
  'transcript.empty': 'Nothing heard yet',
  'transcript.emptyHint': 'The words appear here while the visit goes on.',
  'transcript.none': 'No conversation yet',
  'transcript.label': 'Conversation, turn by turn',
  'transcript.jump': 'Jump to now',
  'transcript.speaker.clinician': 'Clinician',
  'transcript.speaker.patient': 'Patient',
  'transcript.speaker.other': 'Someone else',
  'transcript.speaker.unknown': 'Not sure who',
  'transcript.setSpeaker': 'Said by {speaker}. Change who said this.',
  'transcript.playFrom': 'Play from {time}',
  'transcript.failed': 'This stretch could not be understood. Its sound is kept.',
  'transcript.unsure': 'Not sure of this word',
  'transcript.redrafted': 'The draft was made again with the right speaker.',
  'transcript.kept': 'Corrected. The note has your changes, so it was not made again: check what rests on this turn.',
  'transcript.captions': 'Live captions',
} as const;
