import type { Strings } from "../index.js";

export const ui: Strings["ui"] = {
  title: "Backtalk",
  subtitle: "Información, no un diagnóstico",
  emergency: "En una emergencia, llame al número de emergencias.",
  pageTitle: "Backtalk: preguntas sobre el dolor lumbar",

  launcher: "Preguntas sobre la espalda",
  close: "Cerrar el chat",
  opening: "El chat se está abriendo …",

  menu: "Menú",
  menuPage: "Guardar la hoja para mi médico",
  menuRestart: "Empezar de nuevo",
  menuForget: "Borrar mis respuestas",

  commands: { restart: "start over", forget: "forget me" },

  transcript: "Conversación",
  bot: "Backtalk",
  botSaid: "Backtalk dijo:",
  youSaid: "Usted dijo:",
  typing: "Backtalk está escribiendo",
  starting: "Un momento, me estoy preparando.",
  failed: "No pude iniciar el chat.",
  sending: "Enviando …",
  waiting: "En espera de envío",
  notSent: "No se envió",
  retry: "Intentar otra vez",

  message: "Su mensaje",
  placeholder: "Escriba aquí su pregunta",
  send: "Enviar",
  count: (used, most) => `${used} de ${most} caracteres`,
  tooLong: (over) => `${over === 1 ? "Sobra 1 carácter" : `Sobran ${over} caracteres`}. Por favor, acorte el mensaje.`,

  answers: "Respuestas para elegir",
  moreChoices: "Otras opciones",
  confirm: "Listo",
  chooseFirst: "Por favor, elija al menos una opción o pulse uno de los botones de abajo.",
  chosen: (titles) => `Elegido: ${titles}`,
  noneChosen: "Aún no ha elegido nada",
  chooseSeveral: "Puede elegir más de una opción.",

  progress: (number, total) => `Pregunta ${number} de ${total}`,

  map: {
    legend: "¿Dónde le duele?",
    hint: "Toque el cuerpo o use la lista. Puede elegir más de un lugar.",
    front: "Por delante",
    back: "Por detrás",
    yourLeft: "su izquierda",
    yourRight: "su derecha",
    left: "Izquierda",
    right: "Derecha",
    sideUnknown: "No lo sé",
    sideUnknownMore: "de qué lado",
    others: "Otros lugares",
  },

  scale: {
    legend: "Un número para su dolor",
    lowest: "sin dolor",
    highest: "el peor que pueda imaginar",
  },


  check: { change: "Cambiar", changeWhat: (label) => `Cambiar: ${label}` },

  care: {
    level: { emergency: "Emergencia", urgent: "Urgente", crisis: "Ayuda ahora mismo" },
    heading: {
      emergency: "Por favor, busque ayuda ahora",
      urgent: "Por favor, hable hoy con un médico",
      crisis: "No tiene que pasar por esto a solas",
    },
    call: (number) => `Llamar al ${number}`,
  },

  sources: {
    heading: "De dónde viene esto",
    proof: "¿Qué tan sólidas son las pruebas?",
    evidence: {
      strong: "El artículo dice que las pruebas son sólidas.",
      moderate: "El artículo dice que las pruebas son moderadas.",
      low: "El artículo dice que las pruebas son débiles.",
      none: "El artículo no da pruebas de esto.",
    },
    newTab: "se abre en otra pestaña",
  },

  feedback: {
    ask: "¿Le sirvió?",
    up: "Sí, me sirvió",
    down: "No, no me sirvió",
    thanks: "Gracias por decírmelo.",
  },

  summary: {
    heading: "Su resumen",
    covered: "Usted lo dijo y el artículo también lo trata",
    notCovered: "Usted lo dijo, pero el artículo no lo trata",
    unsure: "Tenía dudas o lo dejó sin responder",
    points: "Lo que dice el artículo y tiene que ver con sus respuestas",
    questions: "Preguntas para su médico",
  },

  page: {
    heading: "Una hoja para su médico",
    pdf: "Guardar como PDF",
    print: "Imprimir",
    html: "Guardar como página web",
    copy: "Copiar el texto",
    forget: "Borrar mis respuestas",
    file: "hoja-para-mi-medico",
    working: "Un momento, estoy preparando la hoja.",
    saved: "La hoja está guardada con sus descargas.",
    opened: "La hoja está abierta en otra pestaña. Puede imprimirla allí.",
    noWindow: "No pude abrir otra pestaña, así que guardé la hoja con sus descargas. Puede imprimirla desde allí.",
    none: "Aún no hay ninguna hoja. Responda primero algunas preguntas sobre su dolor.",
    copied: "Copiado.",
    notCopied: "No pude copiarlo. Puede marcar el texto de arriba y copiarlo a mano.",
  },
};
