import type { ErrorCode } from '../../shared/errors.ts';
import type { ErrorText } from './errors-en.ts';

const NOTHING_CHANGED = 'No se ha cambiado nada.';
const LOOK_AGAIN = 'La página muestra ahora cómo está. Vuelva a mirarla.';

export const errorsEs: Record<ErrorCode, ErrorText> = {
  'validation.input': {
    what: 'Algo del formulario no puede usarse tal como está.',
    safe: NOTHING_CHANGED,
    todo: 'Revise lo que ha escrito.',
  },
  'validation.output': {
    what: 'Chartside produjo una respuesta de la que no puede fiarse.',
    safe: NOTHING_CHANGED,
    todo: 'Inténtelo de nuevo. Si se repite, reinicie Chartside.',
  },
  'validation.file-empty': { what: 'El archivo está vacío.', todo: 'Elija otro archivo.' },
  'validation.file-missing': { what: 'El archivo ya no está.', todo: 'Elíjalo de nuevo.' },
  'validation.file-type': {
    what: 'Chartside no puede leer este archivo como grabación.',
    safe: 'La visita no ha cambiado.',
    todo: 'Elija un archivo wav, mp3, m4a, flac, ogg o webm.',
  },
  'validation.transcript': {
    what: 'No se encontró una conversación en este texto.',
    todo: 'Escriba un turno por línea, por ejemplo «D: ¿Cómo está?» y «P: Mejor.»',
  },
  'validation.too-long': { what: 'Es más largo de lo que Chartside admite.', todo: 'Acórtelo o divídalo en dos.' },
  'validation.bundle': {
    what: 'Este no es el paquete de una visita terminada en Chartside.',
    safe: 'No se envió nada.',
    todo: 'Elija otra carpeta.',
  },
  'validation.context-bundle': {
    what: 'No se puede leer el archivo de la historia.',
    safe: 'No se añadió ninguna visita.',
    todo: 'Elija un Bundle FHIR en JSON, o siga sin él.',
  },
  'permission.locked': {
    what: 'Chartside está bloqueado.',
    safe: 'Una grabación en curso continúa.',
    todo: 'Desbloquéelo con su frase de paso.',
  },
  'permission.denied': {
    what: 'No tiene permiso para hacer esto.',
    safe: NOTHING_CHANGED,
    todo: 'Consulte a quien administra Chartside en su consulta.',
  },
  'permission.origin': { what: 'Esta ventana no la abrió Chartside.', todo: 'Ciérrela y abra Chartside de nuevo.' },
  'not-found.procedure': { what: 'Esta ventana y Chartside no concuerdan.', todo: 'Recargue la ventana.' },
  'not-found.encounter': { what: 'Esta visita no está.', todo: 'Vuelva a Hoy.' },
  'not-found.sentence': { what: 'Esta frase ya no está en la nota.', safe: NOTHING_CHANGED, todo: LOOK_AGAIN },
  'not-found.question': { what: 'Esta pregunta ya no está.', safe: NOTHING_CHANGED, todo: LOOK_AGAIN },
  'not-found.segment': { what: 'Esta parte de la conversación ya no está.', safe: NOTHING_CHANGED, todo: LOOK_AGAIN },
  'not-found.audio': {
    what: 'Aquí no hay grabación que reproducir.',
    todo: 'Las palabras y la nota siguen completas.',
  },
  'not-found.code': { what: 'Este código no está en la lista instalada.', todo: 'Busque otro.' },
  'not-found.directory': { what: 'Esta carpeta no existe.', todo: 'Revise la ruta.' },
  'not-found.template': {
    what: 'La plantilla ya no está.',
    safe: 'Las notas hechas con ella no cambian.',
    todo: 'Elija otra.',
  },
  'conflict.state': {
    what: 'Esto no es posible en este momento de la visita.',
    safe: NOTHING_CHANGED,
    todo: LOOK_AGAIN,
  },
  'conflict.version': {
    what: 'La nota cambió entretanto.',
    safe: 'Su último cambio no se hizo; se conservó el texto más reciente.',
    todo: LOOK_AGAIN,
  },
  'conflict.signed': {
    what: 'La nota está firmada y no puede cambiar.',
    safe: 'El texto firmado está intacto.',
    todo: 'Añada una adenda.',
  },
  'conflict.final': {
    what: 'Este documento es definitivo y no puede cambiar.',
    safe: 'El texto definitivo está intacto.',
    todo: 'Créelo de nuevo para tener otro borrador; el definitivo se conserva.',
  },
  'conflict.stale': {
    what: 'La nota cambió después de crear este documento.',
    safe: 'El documento queda como está, en borrador.',
    todo: 'Créelo de nuevo, revíselo y finalícelo después.',
  },
  'conflict.unnamed': {
    what: 'Aún no se ha dicho quién es el paciente.',
    safe: 'La nota queda como está, sin firmar.',
    todo: 'Indique el paciente arriba en la visita y firme después.',
  },
  'conflict.needs-review': {
    what: 'Algunas frases aún necesitan su revisión.',
    safe: 'La nota no está firmada.',
    todo: 'Confírmelas, edítelas o quítelas primero.',
  },
  'conflict.recording-active': {
    what: 'Se está grabando otra visita.',
    safe: 'Esa grabación continúa.',
    todo: 'Termínela primero.',
  },
  'conflict.already-set-up': { what: 'Chartside ya está configurado en este equipo.', todo: 'Desbloquéelo.' },
  'conflict.profile-in-use': {
    what: 'Chartside ya está abierto en este equipo.',
    todo: 'Use la ventana abierta o ciérrela primero.',
  },
  'auth.passphrase': { what: 'La frase de paso no es correcta.', todo: 'Inténtelo de nuevo.' },
  'auth.session': {
    what: 'Esta ventana ya no está conectada a Chartside.',
    safe: 'Todo lo anterior está guardado.',
    todo: 'Abra Chartside de nuevo desde donde lo inició.',
  },
  'auth.throttled': {
    what: 'Demasiadas frases de paso incorrectas.',
    todo: 'Espere {seconds} segundos e inténtelo de nuevo.',
  },
  'network.unreachable': {
    what: 'El sistema clínico no responde.',
    safe: 'La nota se conserva aquí y saldrá cuando responda.',
    todo: 'Nada, o revise la dirección en Ajustes.',
  },
  'network.timeout': {
    what: 'La respuesta tardó demasiado.',
    safe: 'No se ha perdido nada.',
    todo: 'Chartside lo intenta de nuevo por sí solo.',
  },
  'network.ambiguous': {
    what: 'La conexión se cortó antes de la respuesta.',
    safe: 'Puede que se haya hecho o no.',
    todo: 'Mire antes de repetirlo.',
  },
  'fhir.rejected': {
    what: 'El sistema clínico no aceptó la nota.',
    safe: 'La nota firmada se conserva aquí.',
    todo: 'Revise el paciente y la visita con quien lo administra e inténtelo de nuevo.',
  },
  'fhir.unauthorized': {
    what: 'El sistema clínico no deja que Chartside escriba notas.',
    safe: 'La nota firmada se conserva aquí.',
    todo: 'Revise la conexión en Ajustes.',
  },
  'fhir.server': {
    what: 'El sistema clínico tiene un problema propio.',
    safe: 'La nota firmada se conserva aquí.',
    todo: 'Chartside lo intenta de nuevo por sí solo.',
  },
  'fhir.not-configured': {
    what: 'No hay sistema clínico configurado.',
    safe: 'La nota firmada se conserva aquí.',
    todo: 'Añádalo en Ajustes y envíe la nota.',
  },
  'model.missing': {
    what: 'Falta la parte que escucha.',
    safe: 'Las grabaciones se conservan.',
    todo: 'Consulte a quien administra Chartside en su consulta.',
  },
  'model.corrupt': {
    what: 'La parte que escucha está dañada.',
    safe: 'Las grabaciones se conservan.',
    todo: 'Instálela de nuevo.',
  },
  'model.worker': {
    what: 'La escucha se detuvo un momento.',
    safe: 'La grabación está completa; sus palabras llegarán.',
    todo: 'Nada. Si faltan palabras, elija «Intentar de nuevo» en la visita.',
  },
  'model.unsupported': { what: 'Este modelo de escucha no puede usarse aquí.', todo: 'Elija otro en Ajustes.' },
  'storage.key': {
    what: 'Los datos de Chartside no pueden abrirse en este equipo.',
    safe: 'Siguen ahí, cifrados.',
    todo: 'Inicie sesión en el equipo como quien configuró Chartside.',
  },
  'storage.corrupt': {
    what: 'Parte de lo guardado está dañado.',
    safe: 'Se muestra lo que puede leerse.',
    todo: 'No borre nada. Pida ayuda.',
  },
  'storage.low': {
    what: 'El disco está casi lleno: caben unos {minutes} minutos más de grabación.',
    safe: 'Todo se guarda según se oye. La grabación terminará sola antes de que el disco se llene.',
    todo: 'Libere espacio cuando pueda.',
  },
  'storage.full': {
    what: 'El disco está lleno.',
    safe: 'Todo hasta este momento está guardado.',
    todo: 'Libere espacio y continúe.',
  },
  'storage.newer-version': {
    what: 'Los datos los escribió un Chartside más reciente.',
    safe: 'Están intactos.',
    todo: 'Actualice Chartside.',
  },
  'storage.io': {
    what: 'El disco no aceptó lo escrito.',
    safe: 'Lo guardado antes está a salvo.',
    todo: 'Revise el disco e inténtelo de nuevo.',
  },
  'storage.weak-secret': {
    what: 'Este equipo no tiene un lugar seguro para la clave de Chartside.',
    safe: NOTHING_CHANGED,
    todo: 'Use una frase de paso o configure el llavero del sistema.',
  },
  'audio.decode': {
    what: 'No se puede leer la grabación.',
    safe: 'La visita no ha cambiado.',
    todo: 'Elija otro archivo o guárdelo de nuevo como wav o mp3.',
  },
  'audio.truncated': {
    what: 'La grabación se interrumpe.',
    safe: 'Se usa lo que viene antes.',
    todo: 'Compruebe que el archivo se copió entero.',
  },
  'audio.empty': { what: 'Esta grabación no tiene sonido.', todo: 'Elija otro archivo.' },
  'audio.no-speech': {
    what: 'No se oyó voz en esta grabación.',
    safe: 'La grabación se conserva.',
    todo: 'Revise el micrófono o elija otro archivo.',
  },
  'audio.device': {
    what: 'No se puede usar el micrófono.',
    safe: 'Lo grabado antes está guardado.',
    todo: 'Conéctelo, permita su uso o elija otro.',
  },
  'audio.gap': {
    what: 'Un tramo de la grabación no llegó.',
    safe: 'Lo anterior está guardado.',
    todo: 'Contraste la nota con lo que recuerda de ese momento.',
  },
  'not-found.document': { what: 'Este documento aún no se ha creado.', todo: LOOK_AGAIN },
  'not-found.delivery': { what: 'Este envío ya no está.', todo: LOOK_AGAIN },
  'conflict.exists': { what: 'Esto ya existe.', safe: NOTHING_CHANGED, todo: LOOK_AGAIN },
  'network.insecure': {
    what: 'Esta dirección no está protegida (empieza por http).',
    safe: 'No se envió nada.',
    todo: 'Use la dirección https de su sistema clínico.',
  },
  'network.proxy': {
    what: 'El proxy de su red no dejó pasar a Chartside.',
    safe: NOTHING_CHANGED,
    todo: 'Revise el proxy en Ajustes, o pregunte a su departamento de informática.',
  },
  'network.address': {
    what: 'El texto de una visita no puede ir a esta dirección.',
    safe: 'No se envió nada.',
    todo: 'Use un servidor en este equipo, o pida a su departamento de informática que permita la dirección.',
  },
  'model.policy': {
    what: 'Su departamento de informática no lo permite.',
    safe: NOTHING_CHANGED,
    todo: 'Elija lo que permite, o consúltelo.',
  },
  'model.answer': {
    what: 'El modelo de lenguaje no dio una respuesta que se pueda usar.',
    safe: 'Las reglas incorporadas redactan la nota.',
    todo: 'Inténtelo de nuevo, o elija otro modelo en Ajustes.',
  },
  'model.digest': {
    what: 'Lo que llegó no es el modelo de escucha publicado: un archivo tiene otra huella.',
    safe: 'Se desechó. El modelo en uso no cambió.',
    todo: 'Inténtelo de nuevo. Si vuelve a pasar, consulte a su departamento de informática: algo en el camino cambia los archivos.',
  },
  'model.unverifiable': {
    what: 'El origen no dice qué huellas deben tener los archivos del modelo.',
    safe: 'No se instaló nada.',
    todo: 'Pida a su departamento de informática una lista de huellas, o instale desde una carpeta.',
  },
  'model.not-offered': {
    what: 'El origen no tiene este modelo de escucha.',
    safe: 'No se instaló nada.',
    todo: 'Elija otro, o pregunte a su departamento de informática por la copia interna.',
  },
  'model.hub-off': {
    what: 'Su departamento de informática no permite descargar modelos.',
    todo: 'Pídales la carpeta del modelo e instálelo desde ahí.',
  },
  'model.busy': {
    what: 'Ahora mismo se está haciendo otra cosa con los modelos de escucha.',
    todo: 'Espere a que termine, o cancélela.',
  },
  'model.fallback': {
    what: 'El modelo de escucha elegido no se puede usar. En su lugar escucha el incorporado.',
    safe: 'La grabación sigue.',
    todo: 'Revise los modelos de escucha en Ajustes después de la visita.',
  },
  'model.language': {
    what: 'El modelo de escucha no entiende el idioma de esta visita.',
    safe: 'La grabación sigue.',
    todo: 'Elija en Ajustes un modelo para varios idiomas; la grabación se puede escuchar de nuevo.',
  },
  'network.redirect': {
    what: 'El sistema clínico quiere responder desde otra dirección.',
    safe: 'Allí no se envió nada.',
    todo: 'Pida la dirección correcta y escríbala en Ajustes.',
  },
  'fhir.incomplete': {
    what: 'Falta algo que el sistema clínico necesita: el paciente o la visita tal como él los conoce.',
    safe: 'La nota firmada se conserva aquí.',
    todo: 'Añada la visita con su archivo de historia, o archive la nota copiándola.',
  },
  'fhir.patient': {
    what: 'El sistema clínico no conoce a este paciente.',
    safe: 'La nota firmada se conserva aquí; no se archivó bajo ninguna otra persona.',
    todo: 'Revise el paciente con quien administra el sistema.',
  },
  'fhir.version': {
    what: 'Este servicio habla otra versión de FHIR que Chartside (R4).',
    todo: 'Pida la dirección R4.',
  },
  cancelled: { what: 'Detenido.', safe: 'Se conserva lo que ya había.' },
  bug: {
    what: 'Algo falló en Chartside.',
    safe: 'Lo guardado antes está a salvo.',
    todo: 'Inténtelo de nuevo. Si se repite, reinicie Chartside.',
  },
};
