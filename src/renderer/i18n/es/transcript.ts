import type { transcript as english } from '../en/transcript.ts';

/** The conversation: captions, turns, words, speakers. Spanish. */
export const transcript: Record<keyof typeof english, string> = {
  'transcript.empty': 'Aún no se oye nada',
  'transcript.emptyHint': 'Las palabras aparecen aquí durante la visita.',
  'transcript.none': 'Aún no hay conversación',
  'transcript.label': 'Conversación, turno a turno',
  'transcript.jump': 'Ir al momento actual',
  'transcript.speaker.clinician': 'Profesional',
  'transcript.speaker.patient': 'Paciente',
  'transcript.speaker.other': 'Otra persona',
  'transcript.speaker.unknown': 'No se sabe quién',
  'transcript.setSpeaker': 'Lo dijo: {speaker}. Cambiar quién lo dijo.',
  'transcript.playFrom': 'Reproducir desde {time}',
  'transcript.failed': 'Este tramo no se entendió. Su sonido se conserva.',
  'transcript.unsure': 'Palabra dudosa',
  'transcript.redrafted': 'El borrador se rehízo con la persona correcta.',
  'transcript.kept':
    'Corregido. La nota tiene cambios suyos, por eso no se rehízo: revise lo que se basa en este turno.',
  'transcript.captions': 'Subtítulos en directo',
};
