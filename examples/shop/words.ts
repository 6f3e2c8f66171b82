import { saysOnly } from "../../shared/bot/says-only.ts";

/** Whom users wish for. */
const PERSON = `human humans person agent agents representative operator* advisor adviser
  konsultant* człowiek* doradc*
  человек* сотрудник* оператор*
  נציג נציגה לנציג אדם
  insan* temsilci* yetkili*
  humano pessoa atendente* agente representante`;

const SOMEBODY = "somebody someone anybody anyone ktoś kimś кто-то кем-то מישהו birisi biriyle alguém";

const TALKING = `talk speak chat
  rozmawiać porozmawiać pogadać
  говорить поговорить
  לדבר
  konuşmak görüşmek konuşabilir görüşebilir
  falar conversar`;

/** What may stand around it: who says more than this does not plainly call a person. */
const AROUND = `a an the real live please hi hello hey now to with can could may i we me want need would like d let get give connect transfer
  z ze do się mnie żywym prawdziwym proszę dzień dobry cześć chcę chciałbym chciałabym czy mogę można potrzebuję połącz połączyć
  с со мне можно могу я хочу хотел хотела бы нужен нужна живой живым пожалуйста здравствуйте позовите соедините
  אני רוצה אפשר צריך צריכה עם בן בבקשה שלום תעבירו אותי אנושי
  bir gerçek canlı ile lütfen merhaba müşteri istiyorum isterim miyim bağla bağlayın bağlanmak lazım
  um uma com por favor olá oi quero queria gostaria de preciso posso real ${TALKING}`;

const isCall = saysOnly({ wish: PERSON, beside: AROUND });
const isSomebody = saysOnly({ wish: SOMEBODY, beside: AROUND });
const isTalk = saysOnly({ wish: TALKING, beside: `${AROUND} ${SOMEBODY}` });

/** What users type, in all languages of the bot: whole words where a part would mean something else. */
export const WORDS = {
  hours:
    /(?<!\p{L})(open(ing)?|hours?|clos(es?|ed|ing))(?!\p{L})|godzin|otwar|czynn|часы|часов|работаете|откры[тв]|שעות|פתוח|סגור|saat|açık|kapalı|horário|abert|abre/iu,
  order:
    /(?<!\p{L})(order|parcel|delivery)(?!\p{L})|zamówien|paczk|przesyłk|заказ|посылк|הזמנה|הזמנות|משלוח|sipariş|kargo|pedido|encomenda/iu,
  /** A person is called, and nothing else is said. */
  callPerson: (text: string) => isCall(text) || (isSomebody(text) && isTalk(text)),
  /** Somebody is spoken of, who may be meant or not. */
  person:
    /(?<!\p{L})(humans?|person|agents?|representative|somebody|someone|anybody|anyone)(?!\p{L})|konsultant|człowiek|сотрудник|оператор|человек|נציג|בן אדם|temsilci|insan|atendente|humano|com uma pessoa/iu,
  language: /(?<!\p{L})(languages?|dil)(?!\p{L})|język|язык|שפה|idioma/iu,
  signIn: /(?<!\p{L})(sign|log) ?in(?!\p{L})|zalog|войти|להתחבר|oturum aç|giriş yap|na minha conta|fazer login/iu,
  thanks: /(?<!\p{L})(thanks?|thank you|thx)(?!\p{L})|dzięk|спасибо|תודה|teşekkür|obrigad/iu,
  /** Six digits, wherever they stand. */
  orderNumber: /(?<!\d)(\d{6})(?!\d)/,
  /** Nothing but digits in groups. */
  groupedNumber: /^[#№]? ?\d[\d .,'-]*$/,
} as const;
