/**
 * Words of one language that end or begin a user's consent, where they are the whole text. Case, accents and spaces count for
 * nothing.
 */
export interface ConsentWordList {
  /** BCP 47: for whoever reads the list. No phone tells us its user's language. */
  readonly language: string;
  /** Calling codes such as `1`: the words count for numbers of these countries alone, and only when they are typed. */
  readonly callingCodes?: readonly string[];
  readonly stop?: readonly string[];
  readonly start?: readonly string[];
  /** The law, the channel or the practice that the words come from, or that they follow: a URL. */
  readonly source: string;
}

/** What the user's RCS app sends beside its events. */
const GOOGLE =
  "https://developers.google.com/business-communications/rcs-business-messaging/guides/build/events/receive-events";
/** 47 CFR 64.1200(a)(10), in force since 2025-04-11. */
const FCC = "https://www.ecfr.gov/current/title-47/section-64.1200#p-64.1200(a)(10)";
/** What carriers of the United States and Canada ask for beside that. */
const CARRIERS = "https://docs.aws.amazon.com/sms-voice/latest/userguide/keywords-required.html";
const PRACTICE =
  "https://docs.bird.com/applications/channels/channels/supported-channels/sms/concepts/opt-in-and-opt-out-compliance";
/**
 * The laws of Israel (section 30A of the Communications Law) and Turkey (article 8 of Law 6563) ask for a refusal that is easy
 * and free. They name no word: these are the words that advertisers there ask for.
 */
const ISRAEL = "https://www.chamber.org.il/serviceslobby/legal/74023/115485/";
const TURKEY = "https://blog.lexpera.com.tr/ticari-elektronik-ileti-uygulamalarinda-yeni-donem-ileti-yonetim-sistemi/";

/**
 * The words that count unless a bot has its own. What means something else in a bot's own business, such as `cancel` and `end`,
 * counts only where the law names it.
 */
export const CONSENT_WORDS: readonly ConsentWordList[] = [
  { language: "en", stop: ["stop"], start: ["start"], source: GOOGLE },
  { language: "es", stop: ["baja"], start: ["alta"], source: GOOGLE },
  { language: "pt", stop: ["parar"], start: ["começar"], source: GOOGLE },
  { language: "fr", start: ["démarrer"], source: GOOGLE },
  { language: "en", stop: ["quit", "revoke", "opt out", "unsubscribe"], source: FCC },
  { language: "en", callingCodes: ["1"], stop: ["end", "cancel"], source: FCC },
  { language: "en", callingCodes: ["1"], stop: ["remove"], source: CARRIERS },
  { language: "fr", stop: ["arrêt"], source: CARRIERS },
  // The opposites of what the law names.
  { language: "en", start: ["subscribe", "resubscribe", "opt in"], source: FCC },
  { language: "en", stop: ["stop all"], start: ["unstop", "resume"], source: PRACTICE },
  { language: "de", stop: ["halt"], source: PRACTICE },
  { language: "es", stop: ["detener"], source: PRACTICE },
  { language: "it", stop: ["ferma"], source: PRACTICE },
  { language: "pl", stop: ["zatrzymaj"], source: PRACTICE },
  { language: "ru", stop: ["остановить"], source: PRACTICE },
  // STOP and START as they are spelt there.
  { language: "de", stop: ["stopp"], source: GOOGLE },
  { language: "ru", stop: ["стоп"], start: ["старт"], source: GOOGLE },
  { language: "he", stop: ["הסר", "הסרה"], source: ISRAEL },
  { language: "tr", callingCodes: ["90"], stop: ["ret"], source: TURKEY },
];

/** What people say before or after such a word and mean nothing by it. */
export const COURTESIES: readonly string[] = [
  ...[
    "please",
    "pls",
    "plz",
    "kindly",
    "thanks",
    "thank you",
    "thank you very much",
    "many thanks",
    "thx",
    "ty",
    "cheers",
  ],
  ...[
    "por favor",
    "gracias",
    "muchas gracias",
    "obrigado",
    "obrigada",
    "s'il vous plaît",
    "s'il te plaît",
    "svp",
    "merci",
  ],
  ...[
    "bitte",
    "danke",
    "vielen Dank",
    "per favore",
    "grazie",
    "alstublieft",
    "bedankt",
    "proszę",
    "dzięki",
    "dziękuję",
  ],
  ...["пожалуйста", "спасибо", "lütfen", "teşekkürler", "teşekkür ederim", "בבקשה", "תודה", "من فضلك", "شكرا"],
];
