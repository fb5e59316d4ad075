import type { ErrorCode } from '../../shared/errors.ts';

/** What happened; what is safe, where that is in question; what to do. */
export interface ErrorText {
  what: string;
  safe?: string;
  todo?: string;
}

const NOTHING_CHANGED = 'Nothing was changed.';
const LOOK_AGAIN = 'The page now shows how it stands. Please look again.';

export const errorsEn: Record<ErrorCode, ErrorText> = {
  'validation.input': {
    what: 'Something in the form cannot be used as it is.',
    safe: NOTHING_CHANGED,
    todo: 'Check what you entered.',
  },
  'validation.output': {
    what: 'Chartside made an answer that it could not trust.',
    safe: NOTHING_CHANGED,
    todo: 'Try again. If it happens twice, restart Chartside.',
  },
  'validation.file-empty': { what: 'The file is empty.', todo: 'Choose another file.' },
  'validation.file-missing': { what: 'The file is not there any more.', todo: 'Choose it again.' },
  'validation.file-type': {
    what: 'This is not a recording that Chartside can read.',
    safe: 'The visit itself is unchanged.',
    todo: 'Choose a wav, mp3, m4a, flac, ogg or webm file.',
  },
  'validation.transcript': {
    what: 'No conversation was found in this text.',
    todo: 'Use one turn a line, for example “D: How are you?” and “P: Better.”',
  },
  'validation.too-long': { what: 'This is longer than Chartside can take.', todo: 'Shorten it, or split it in two.' },
  'validation.bundle': {
    what: 'This is not the bundle of a visit that Chartside finished.',
    safe: 'Nothing was sent.',
    todo: 'Choose another folder.',
  },
  'validation.context-bundle': {
    what: 'The chart file cannot be read.',
    safe: 'No visit was added.',
    todo: 'Choose a FHIR Bundle in JSON, or go on without it.',
  },
  'permission.locked': {
    what: 'Chartside is locked.',
    safe: 'A running recording goes on.',
    todo: 'Unlock it with your passphrase.',
  },
  'permission.denied': {
    what: 'You may not do this.',
    safe: NOTHING_CHANGED,
    todo: 'Ask the person who looks after Chartside in your practice.',
  },
  'permission.origin': {
    what: 'This window is not one that Chartside opened.',
    todo: 'Close it and open Chartside again.',
  },
  'not-found.procedure': { what: 'This window and Chartside do not fit together.', todo: 'Reload the window.' },
  'not-found.encounter': { what: 'This visit is not there.', todo: 'Go back to Today.' },
  'not-found.sentence': { what: 'This sentence is not in the note any more.', safe: NOTHING_CHANGED, todo: LOOK_AGAIN },
  'not-found.question': { what: 'This question is not there any more.', safe: NOTHING_CHANGED, todo: LOOK_AGAIN },
  'not-found.segment': {
    what: 'This part of the conversation is not there any more.',
    safe: NOTHING_CHANGED,
    todo: LOOK_AGAIN,
  },
  'not-found.audio': {
    what: 'There is no recording to play here.',
    todo: 'The words and the note are still complete.',
  },
  'not-found.code': { what: 'This code is not in the installed code list.', todo: 'Search for another.' },
  'not-found.directory': { what: 'This folder is not there.', todo: 'Check the path.' },
  'not-found.template': {
    what: 'The template is not there any more.',
    safe: 'Notes made with it are unchanged.',
    todo: 'Choose another one.',
  },
  'conflict.state': {
    what: 'This is not possible at this point of the visit.',
    safe: NOTHING_CHANGED,
    todo: LOOK_AGAIN,
  },
  'conflict.version': {
    what: 'The note was changed in the meantime.',
    safe: 'Your last change was not made; the newer text was kept.',
    todo: LOOK_AGAIN,
  },
  'conflict.signed': {
    what: 'The note is signed and cannot change.',
    safe: 'The signed text is untouched.',
    todo: 'Add an addendum instead.',
  },
  'conflict.final': {
    what: 'This document is final and cannot change.',
    safe: 'The final text is untouched.',
    todo: 'Make it again to get a new draft; the final one is kept.',
  },
  'conflict.stale': {
    what: 'The note changed after this document was made.',
    safe: 'The document stays as it is, a draft.',
    todo: 'Make it again, look at it, then finalize it.',
  },
  'conflict.unnamed': {
    what: 'Nobody has said yet who the patient is.',
    safe: 'The note stays as it is, unsigned.',
    todo: 'Name the patient at the top of the visit, then sign.',
  },
  'conflict.needs-review': {
    what: 'Some sentences still need your eye.',
    safe: 'The note is not signed.',
    todo: 'Confirm, edit or remove them first.',
  },
  'conflict.recording-active': {
    what: 'Another visit is being recorded.',
    safe: 'That recording goes on.',
    todo: 'Finish it first.',
  },
  'conflict.already-set-up': { what: 'Chartside is already set up on this computer.', todo: 'Unlock it instead.' },
  'conflict.profile-in-use': {
    what: 'Chartside is already open on this computer.',
    todo: 'Use the window that is open, or close it first.',
  },
  'auth.passphrase': { what: 'That is not the right passphrase.', todo: 'Try again.' },
  'auth.session': {
    what: 'This window is no longer connected to Chartside.',
    safe: 'Everything up to now is saved.',
    todo: 'Open Chartside again from where you started it.',
  },
  'auth.throttled': { what: 'Too many wrong passphrases.', todo: 'Wait {seconds} seconds, then try again.' },
  'network.unreachable': {
    what: 'The EHR does not answer.',
    safe: 'The note is kept here and goes out when it does.',
    todo: 'Nothing, or check the address in Settings.',
  },
  'network.timeout': {
    what: 'The answer took too long.',
    safe: 'Nothing is lost.',
    todo: 'Chartside tries again by itself.',
  },
  'network.ambiguous': {
    what: 'The connection broke before the answer came.',
    safe: 'It may or may not have been done.',
    todo: 'Look before you repeat it.',
  },
  'fhir.rejected': {
    what: 'The EHR did not accept the note.',
    safe: 'The signed note is kept here.',
    todo: 'Check the patient and visit with whoever runs the EHR, then try again.',
  },
  'fhir.unauthorized': {
    what: 'The EHR does not let Chartside write notes.',
    safe: 'The signed note is kept here.',
    todo: 'Check the connection in Settings.',
  },
  'fhir.server': {
    what: 'The EHR has a problem of its own.',
    safe: 'The signed note is kept here.',
    todo: 'Chartside tries again by itself.',
  },
  'fhir.not-configured': {
    what: 'No EHR is set up.',
    safe: 'The signed note is kept here.',
    todo: 'Add the EHR in Settings; then send the note.',
  },
  'model.missing': {
    what: 'The part that listens is not installed.',
    safe: 'Recordings are still kept.',
    todo: 'Ask the person who looks after Chartside in your practice.',
  },
  'model.corrupt': {
    what: 'The part that listens is damaged.',
    safe: 'Recordings are kept.',
    todo: 'Install it again.',
  },
  'model.worker': {
    what: 'Listening stopped for a moment.',
    safe: 'The recording is complete; its words follow.',
    todo: 'Nothing. If words stay missing, choose “Try again” on the visit.',
  },
  'model.unsupported': { what: 'This listening model cannot be used here.', todo: 'Choose another in Settings.' },
  'storage.key': {
    what: 'Chartside’s data cannot be unlocked on this computer.',
    safe: 'It is still there, encrypted.',
    todo: 'Sign in to this computer as the person who set Chartside up.',
  },
  'storage.corrupt': {
    what: 'Part of what was stored is damaged.',
    safe: 'What can be read is shown.',
    todo: 'Do not delete anything. Ask for help.',
  },
  'storage.low': {
    what: 'The disk is nearly full: room for about {minutes} more minutes of recording.',
    safe: 'Everything is saved as it is heard. The recording will end by itself before the disk is full.',
    todo: 'Free some space when you can.',
  },
  'storage.full': {
    what: 'The disk is full.',
    safe: 'Everything up to this moment is saved.',
    todo: 'Free some space, then go on.',
  },
  'storage.newer-version': {
    what: 'The data was written by a newer Chartside.',
    safe: 'It is untouched.',
    todo: 'Update Chartside.',
  },
  'storage.io': {
    what: 'The disk did not take what was written.',
    safe: 'What was saved before is safe.',
    todo: 'Check the disk, then try again.',
  },
  'storage.weak-secret': {
    what: 'This computer has no safe place for Chartside’s key.',
    safe: NOTHING_CHANGED,
    todo: 'Use a passphrase, or set up the system’s keychain.',
  },
  'audio.decode': {
    what: 'The recording cannot be read.',
    safe: 'The visit itself is unchanged.',
    todo: 'Choose another file, or save it again as wav or mp3.',
  },
  'audio.truncated': {
    what: 'The recording breaks off.',
    safe: 'What came before is used.',
    todo: 'Check that the file was copied whole.',
  },
  'audio.empty': { what: 'There is no sound in this recording.', todo: 'Choose another file.' },
  'audio.no-speech': {
    what: 'No speech was heard in this recording.',
    safe: 'The recording is kept.',
    todo: 'Check the microphone, or choose another file.',
  },
  'audio.device': {
    what: 'The microphone cannot be used.',
    safe: 'What was recorded before is saved.',
    todo: 'Plug it in, allow its use, or choose another one.',
  },
  'audio.gap': {
    what: 'A stretch of the recording did not arrive.',
    safe: 'What came before it is saved.',
    todo: 'Check the note against what you remember of that moment.',
  },
  'not-found.document': { what: 'This document has not been made yet.', todo: LOOK_AGAIN },
  'not-found.delivery': { what: 'This delivery is not there any more.', todo: LOOK_AGAIN },
  'conflict.exists': { what: 'This is there already.', safe: NOTHING_CHANGED, todo: LOOK_AGAIN },
  'network.insecure': {
    what: 'This address is not protected (it starts with http).',
    safe: 'Nothing was sent.',
    todo: 'Use the https address of your EHR.',
  },
  'network.proxy': {
    what: 'The proxy of your network did not let Chartside through.',
    safe: NOTHING_CHANGED,
    todo: 'Check the proxy in Settings, or ask your IT department.',
  },
  'network.address': {
    what: 'Text of a visit may not go to this address.',
    safe: 'Nothing was sent.',
    todo: 'Use a server on this computer, or ask your IT department to allow the address.',
  },
  'model.policy': {
    what: 'Your IT department does not allow this.',
    safe: NOTHING_CHANGED,
    todo: 'Choose what it allows, or ask it.',
  },
  'model.answer': {
    what: 'The language model did not give an answer that can be used.',
    safe: 'The note is drafted by the built-in rules.',
    todo: 'Try again, or choose another model in Settings.',
  },
  'model.digest': {
    what: 'What arrived is not the listening model that was published: a file has another fingerprint.',
    safe: 'It was thrown away. The model in use is unchanged.',
    todo: 'Try again. If it happens twice, ask your IT department: something on the way changes files.',
  },
  'model.unverifiable': {
    what: 'The source does not say which fingerprints the model’s files must have.',
    safe: 'Nothing was installed.',
    todo: 'Ask your IT department for a list of fingerprints, or install from a folder.',
  },
  'model.not-offered': {
    what: 'The source does not have this listening model.',
    safe: 'Nothing was installed.',
    todo: 'Choose another, or ask your IT department about the internal copy.',
  },
  'model.hub-off': {
    what: 'Your IT department does not allow downloads of models.',
    todo: 'Ask them for the model’s folder, and install it from there.',
  },
  'model.busy': {
    what: 'Something else is being done with listening models just now.',
    todo: 'Wait until it is done, or cancel it.',
  },
  'model.fallback': {
    what: 'The chosen listening model cannot be used. The built-in one listens instead.',
    safe: 'The recording goes on.',
    todo: 'Look at the listening models in Settings after the visit.',
  },
  'model.language': {
    what: 'The listening model does not understand the language of this visit.',
    safe: 'The recording goes on.',
    todo: 'Choose a model for several languages in Settings; the recording can be listened to again.',
  },
  'network.redirect': {
    what: 'The EHR wants to answer from another address.',
    safe: 'Nothing was sent there.',
    todo: 'Ask for the right address and enter it in Settings.',
  },
  'fhir.incomplete': {
    what: 'Something the EHR needs is missing: the patient or the visit as it knows them.',
    safe: 'The signed note is kept here.',
    todo: 'Add the visit with its chart file, or file the note by copy and paste.',
  },
  'fhir.patient': {
    what: 'The EHR does not know this patient.',
    safe: 'The signed note is kept here; it was not filed under anyone else.',
    todo: 'Check the patient with whoever runs the EHR.',
  },
  'fhir.version': {
    what: 'This service speaks another version of FHIR than Chartside (R4).',
    todo: 'Ask for the R4 address.',
  },
  cancelled: { what: 'Stopped.', safe: 'What was already there is kept.' },
  bug: {
    what: 'Something in Chartside went wrong.',
    safe: 'What was saved before is safe.',
    todo: 'Try again. If it happens twice, restart Chartside.',
  },
};
