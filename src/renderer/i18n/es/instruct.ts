import type { instruct as english } from '../en/instruct.ts';

/** Dictation to the note and edits by instruction. Spanish. The instructions themselves are English, like the notes. */
export const instruct: Record<keyof typeof english, string> = {
  'instruct.title': 'Diga a la nota qué cambiar',
  'instruct.open': 'Cambiar con palabras',
  'instruct.label': '¿Qué debe cambiar?',
  'instruct.placeholder': 'add to plan: recheck potassium in two weeks',
  'instruct.chosen': 'Elegida: {text}',
  'instruct.noneChosen': 'No hay ninguna frase elegida. Elija una en la nota para cambiarla.',
  'instruct.hint': 'Intro lo hace, Escape sale. U lo deshace.',
  'instruct.speakTitle': 'Decir a la nota qué cambiar',
  'instruct.speak': 'Hablar',
  'instruct.speakEnd': 'Terminar de hablar',
  'instruct.speakRecording': 'Se está grabando una visita. El micrófono es de la visita hasta que termine.',
  'instruct.listening':
    'Escuchando. Intro al terminar, Escape para olvidarlo. El sonido no se guarda en ninguna parte.',
  'instruct.seconds': '{seconds} s de 60',
  'instruct.hearing': 'Escribiendo lo que dijo…',
  'instruct.do': 'Hacerlo',
  'instruct.done': 'Hecho. Pulse U para deshacerlo.',
  'instruct.new': 'Nuevo en {section}',
  'instruct.gone': 'Quitado de {section}',
  'instruct.to': 'En {section}',
  'instruct.unsupported': 'No se oyó en la visita: {claims}. Quedará bajo su palabra.',
  'instruct.unknown': 'Chartside no conoce esta instrucción. No se cambiará nada.',
  'instruct.examples': 'Lo que conoce (en inglés, como las notas)',
  'instruct.examplesDictate': 'add to plan: …; add to HPI: …; new problem hypertension: …; remove the sentence about …',
  'instruct.examplesSentence':
    'shorten; bullet; plain; past tense; present tense; use she, he, they or the patient; replace … with …; change dose to …; change side to left; change frequency to …; make negative; make positive; move to plan; split; merge with next; expand; abbreviate',
  'instruct.problem.no-sentence': 'Elija primero una frase en la nota.',
  'instruct.problem.no-section': 'Esta nota no tiene esa sección.',
  'instruct.problem.no-match': 'No hay nada de eso.',
  'instruct.problem.several': 'Puede referirse a más de una cosa. Dígalo con más exactitud, o elija:',
  'instruct.problem.nothing-to-do': 'No hay nada que cambiar.',
  'instruct.problem.no-text': 'Diga o escriba lo que hay que añadir.',
  'instruct.dictated': 'Dictado por usted',
  'history.change.instruct': 'Cambiado por instrucción',
};
