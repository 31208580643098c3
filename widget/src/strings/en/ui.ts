/** The words of buttons, labels and headings. Plain words, short, calm. */

export const ui = {
  title: "Backtalk",
  subtitle: "Information, not a diagnosis",
  emergency: "In an emergency, call your local emergency number.",
  pageTitle: "Backtalk: questions about low back pain",

  launcher: "Ask about back pain",
  close: "Close the chat",
  opening: "The chat is opening …",

  menu: "Menu",
  menuPage: "Save the page for my doctor",
  menuRestart: "Start over",
  menuForget: "Delete my answers",

  /** What the bot understands, so not in the language of the buttons. */
  commands: { restart: "start over", forget: "forget me" },

  transcript: "Conversation",
  bot: "Backtalk",
  botSaid: "Backtalk said:",
  youSaid: "You said:",
  typing: "Backtalk is writing",
  starting: "One moment, I am getting ready.",
  failed: "I could not start the chat.",
  sending: "Sending …",
  waiting: "Waiting to be sent",
  notSent: "Not sent",
  retry: "Try again",

  message: "Your message",
  placeholder: "Type your question here",
  send: "Send",
  count: (used: number, most: number): string => `${used} of ${most} characters`,
  tooLong: (over: number): string =>
    `${over === 1 ? "1 character" : `${over} characters`} too many. Please make it shorter.`,

  answers: "Answers to choose from",
  moreChoices: "Other choices",
  confirm: "Done",
  chooseFirst: "Please choose at least one, or press a button below.",
  chosen: (titles: string): string => `Chosen: ${titles}`,
  noneChosen: "Nothing chosen yet",
  chooseSeveral: "You can choose more than one.",

  progress: (number: number, total: number): string => `Question ${number} of ${total}`,

  map: {
    legend: "Where does it hurt?",
    hint: "Tap the body, or use the list. You can choose more than one place.",
    front: "Front",
    back: "Back",
    yourLeft: "your left",
    yourRight: "your right",
    left: "Left",
    right: "Right",
    sideUnknown: "Not sure",
    sideUnknownMore: "which side",
    others: "Other places",
  },

  scale: {
    legend: "A number for your pain",
    lowest: "no pain",
    highest: "worst you can think of",
  },


  check: { change: "Change", changeWhat: (label: string): string => `Change: ${label}` },

  care: {
    level: { emergency: "Emergency", urgent: "Urgent", crisis: "Help right now" },
    heading: {
      emergency: "Please get help now",
      urgent: "Please speak to a doctor today",
      crisis: "You don't have to face this alone",
    },
    call: (number: string): string => `Call ${number}`,
  },

  sources: {
    heading: "Where this comes from",
    proof: "How strong is the proof?",
    evidence: {
      strong: "The article calls the proof strong.",
      moderate: "The article calls the proof moderate.",
      low: "The article calls the proof weak.",
      none: "The article gives no proof for this.",
    },
    newTab: "opens in a new tab",
  },

  feedback: {
    ask: "Did this help?",
    up: "Yes, this helped",
    down: "No, this did not help",
    thanks: "Thank you for telling me.",
  },

  summary: {
    heading: "Your summary",
    covered: "You told me, and the article speaks of it too",
    notCovered: "You told me, but the article does not speak of it",
    unsure: "You were not sure, or skipped it",
    points: "What the article says that fits your answers",
    questions: "Questions for your doctor",
  },

  page: {
    heading: "A page for your doctor",
    pdf: "Save as PDF",
    print: "Print",
    html: "Save as web page",
    copy: "Copy the words",
    forget: "Delete my answers",
    file: "page-for-my-doctor",
    working: "One moment, I am making the page.",
    saved: "The page is saved with your downloads.",
    opened: "The page is open in a new tab. You can print it there.",
    noWindow: "I could not open a new tab, so I saved the page with your downloads. You can print it from there.",
    none: "There is no page yet. Answer some questions about your pain first.",
    copied: "Copied.",
    notCopied: "I could not copy it. You can mark the words above and copy them yourself.",
  },
};
