import type { start as english } from '../en/start.ts';

/** First run and unlocking. Spanish. */
export const start: Record<keyof typeof english, string> = {
  'firstRun.title': 'Bienvenido a Chartside',
  'firstRun.intro': 'Escucha sus visitas y redacta la nota, solo en este equipo. Cuatro pasos cortos.',
  'firstRun.step': 'Paso {step} de {count}',
  'firstRun.who': '¿Quién firma las notas?',
  'firstRun.name': 'Su nombre, tal como figura al pie de una nota',
  'firstRun.credentials': 'Títulos',
  'firstRun.credentialsHint': 'Por ejemplo MD, NP, PA-C. Puede quedar vacío.',
  'firstRun.npi': 'NPI',
  'firstRun.npiHint': 'Diez cifras. Puede quedar vacío.',
  'firstRun.npiWrong': 'Un NPI tiene diez cifras.',
  'firstRun.nameMissing': 'Escriba su nombre.',
  'firstRun.passphrase': 'Frase de paso',
  'firstRun.passphraseHint':
    'Al menos 8 caracteres; unas pocas palabras son fáciles de recordar y difíciles de adivinar. Desbloquea Chartside y firma sus notas.',
  'firstRun.passphraseAgain': 'La misma frase otra vez',
  'firstRun.passphraseShort': 'Use al menos 8 caracteres.',
  'firstRun.passphraseDiffers': 'Las dos frases no son iguales.',
  'firstRun.passphraseNote': 'Nadie puede recuperarla por usted. Guárdela donde guarda otras llaves importantes.',
  'firstRun.next': 'Continuar',
  'firstRun.microphone': '¿Le oye Chartside?',
  'firstRun.microphoneIntro': 'Diga una frase como en la consulta y escúchela. De esta prueba no se guarda nada.',
  'firstRun.later': 'Hacerlo más tarde',
  'firstRun.ehr': '¿Adónde van las notas firmadas?',
  'firstRun.ehrIntro':
    'La dirección del servicio FHIR de su sistema clínico. La conocen su departamento de informática o el proveedor.',
  'firstRun.done': 'Empezar a trabajar',

  'unlock.title': 'Chartside está bloqueado',
  'unlock.recording': 'Se sigue grabando una visita.',
  'unlock.who': 'Profesional',
  'unlock.passphrase': 'Frase de paso',
  'unlock.submit': 'Desbloquear',
};
