import type { Strings } from "../index.js";

export const conversation: Strings["conversation"] = {
  offline:
    "No tiene conexión a internet. Lo que escriba se queda aquí y se enviará cuando vuelva la conexión. " +
    "En una emergencia no espere: llame al número de emergencias de su localidad.",
  tryingAgain:
    "Esto tarda más de lo normal. Sigo intentando enviar su mensaje. " +
    "En una emergencia no espere: llame al número de emergencias de su localidad.",
  failed:
    "No pude enviar su mensaje. Puede intentarlo otra vez. " +
    "En una emergencia no espere: llame al número de emergencias de su localidad.",
  notStarted:
    "No pude conectar con el chat. Puede intentarlo otra vez. " +
    "En una emergencia no espere: llame al número de emergencias de su localidad.",
  ended: "El chat anterior terminó, así que este es uno nuevo. No sé lo que usted dijo antes.",
  tooMany: (seconds) =>
    `Eso fue muy rápido para mí. Lo enviaré en ${seconds === 1 ? "1 segundo" : `${seconds} segundos`}. ` +
    "En una emergencia no espere: llame al número de emergencias de su localidad.",
  tooLarge:
    "Ese mensaje es demasiado largo para mí. ¿Podría decirlo en pocas frases cortas? " +
    "En una emergencia no espere: llame al número de emergencias de su localidad.",
  refused:
    "Este chat no funciona en esta página. " +
    "En una emergencia, llame al número de emergencias de su localidad.",

  careCard: { emergency: "Emergencia.", urgent: "Urgente.", crisis: "Ayuda ahora." },
  choices: (titles) =>
    `${titles.length === 1 ? "1 respuesta" : `${titles.length} respuestas`} para elegir: ${titles.join(", ")}.`,
  severalChoices: (titles) => `Puede elegir más de una de estas: ${titles.join(", ")}.`,
  bodyMap: "Puede elegir lugares del cuerpo.",
  scale: (minimum, maximum) => `Puede elegir un número del ${minimum} al ${maximum}.`,
};
