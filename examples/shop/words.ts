/** What users type, in all languages of the bot: whole words where a part would mean something else. */
export const WORDS = {
  hours:
    /(?<!\p{L})(open(ing)?|hours?|clos(es?|ed|ing))(?!\p{L})|godzin|otwar|czynn|часы|часов|работаете|откры[тв]|שעות|פתוח|סגור|saat|açık|kapalı|horário|abert|abre/iu,
  order:
    /(?<!\p{L})(order|parcel|delivery)(?!\p{L})|zamówien|paczk|przesyłk|заказ|посылк|הזמנה|הזמנות|משלוח|sipariş|kargo|pedido|encomenda/iu,
  human:
    /(?<!\p{L})(human|person|agent|representative|somebody|someone)(?!\p{L})|konsultant|człowiek|сотрудник|оператор|человек|נציג|בן אדם|temsilci|insan|atendente|humano|com uma pessoa/iu,
  language: /(?<!\p{L})(languages?|dil)(?!\p{L})|język|язык|שפה|idioma/iu,
  signIn: /(?<!\p{L})(sign|log) ?in(?!\p{L})|zalog|войти|להתחבר|oturum aç|giriş yap|na minha conta|fazer login/iu,
  thanks: /(?<!\p{L})(thanks?|thank you|thx)(?!\p{L})|dzięk|спасибо|תודה|teşekkür|obrigad/iu,
  /** Six digits, wherever they stand. */
  orderNumber: /(?<!\d)(\d{6})(?!\d)/,
} as const;
