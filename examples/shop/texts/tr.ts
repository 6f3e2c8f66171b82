import type { BotTexts } from "./en.ts";

export const tr: BotTexts = {
  languageName: "Türkçe",
  help: "Çalışma saatlerimizi söyleyebilir, siparişinizi sorgulayabilir veya sizi bir temsilciye bağlayabilirim. Ne istersiniz?",
  file: "Teşekkürler. Ben dosyaları açamıyorum, ama bir temsilci açabilir.",
  welcome: "Rica ederim! İyi günler.",

  hoursChip: "Çalışma saatleri",
  orderChip: "Siparişim nerede?",
  humanChip: "Temsilciyle görüş",
  languageChip: "Dil",
  locationChip: "Konumumu paylaş",
  yesChip: "Evet",
  noChip: "Hayır",
  mapChip: "Haritada göster",

  open: "{branch}: şu anda açık.",
  closed: "{branch}: şu anda kapalı. Açılış: {opens}.",
  hoursOfDays: "{days}: {times}",
  noHours: "kapalı",
  whichBranch: "Hangi şubemizi soruyorsunuz?",
  isItBranch: "{branch} şubemizi mi soruyorsunuz?",

  askPerson: "Bir temsilciyle görüşmek ister misiniz?",

  askOrder: "Sipariş numaranız nedir? Altı hanelidir.",
  askOrderAgain:
    "Burada altı haneli bir numara göremiyorum. İstediğiniz zaman gönderebilir veya bir temsilciyle görüşebilirsiniz.",
  orderLooking: "Bir dakika, {number} numaralı siparişe bakıyorum…",
  orderPacked:
    "Sipariş {number}: {count, plural, one {# ürün paketlendi} other {# ürün paketlendi}}. Yakında göndereceğiz.",
  orderSent: "Sipariş {number}: {count, plural, one {# ürün yolda} other {# ürün yolda}}. Tahmini teslim: {day}.",
  orderDelivered: "Sipariş {number}: {count, plural, one {# ürün teslim edildi} other {# ürün teslim edildi}}.",
  orderUnknown: "{number} numaralı bir sipariş bulamadım. Numara doğru mu?",
  orderUnavailable:
    "Üzgünüm, şu anda siparişlere bakamıyorum. Daha sonra yeniden deneyebilir veya bir temsilciyle görüşebilirsiniz.",

  signIn: "Oturum açın, böylece sizi tanıyayım.",
  signInMissing: "Üzgünüm, burada oturum açılamıyor.",
  signedIn: "Teşekkürler, oturumunuz açıldı.",
  signInDeclined: "Oturum açmadınız. Bunu istediğiniz zaman yapabilirsiniz.",
  signInLate: "Bu oturum açma isteğinin süresi doldu. Lütfen yeniden başlayın.",
  signInFailed: "Üzgünüm, oturum açılamadı. Daha sonra yeniden deneyebilir veya bir temsilciyle görüşebilirsiniz.",

  chooseLanguage: "Hangi dilde konuşalım?",
  languageChosen: "Artık Türkçe konuşuyorum.",

  waiting: "Bir temsilci çağırdım. Lütfen biraz bekleyin.",
  nobodyHere: "Üzgünüm, burada sizinle görüşecek kimse yok.",
  failed: "Üzgünüm, bir sorun oluştu ve buna yanıt veremiyorum. Lütfen daha sonra tekrar deneyin.",
  nobodyNow: "Üzgünüm, şu anda burada kimse yok. Dönüş: {opens}.",
  joined: "{name} görüşmeye katıldı.",
  left: "{name} görüşmeden ayrıldı. Yeniden botla görüşüyorsunuz.",
  nobodyCame: "Üzgünüm, şu anda herkes meşgul. Yeniden botla görüşüyorsunuz.",
  personSilent: "Yeniden botla görüşüyorsunuz.",
  unsubscribed: "Size artık mesaj göndermeyeceğiz. Yeniden almak için START yazıp gönderin.",
  subscribed: "Size yeniden mesaj göndereceğiz. Almak istemezseniz STOP yazıp gönderin.",
  stillUnsubscribed:
    "Mesajlarımızdan ayrıldığınız için yalnızca sorularınızı yanıtlıyoruz. Hepsini yeniden almak için START yazıp gönderin.",
};
