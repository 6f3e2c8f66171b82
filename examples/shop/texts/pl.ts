import type { BotTexts } from "./en.ts";

export const pl: BotTexts = {
  languageName: "Polski",
  help: "Mogę podać godziny otwarcia, sprawdzić zamówienie albo połączyć z konsultantem. W czym mogę pomóc?",
  file: "Dziękuję. Nie potrafię otwierać plików, ale konsultant może to zrobić.",
  welcome: "Nie ma za co! Miłego dnia.",

  hoursChip: "Godziny otwarcia",
  orderChip: "Gdzie jest zamówienie?",
  humanChip: "Rozmowa z konsultantem",
  languageChip: "Język",
  locationChip: "Udostępnij lokalizację",
  yesChip: "Tak",
  noChip: "Nie",
  mapChip: "Pokaż na mapie",

  open: "{branch}: teraz otwarte.",
  closed: "{branch}: teraz zamknięte. Najbliższe otwarcie: {opens}.",
  hoursOfDays: "{days}: {times}",
  noHours: "zamknięte",
  whichBranch: "O który oddział chodzi?",
  isItBranch: "Czy chodzi o oddział {branch}?",

  askPerson: "Czy chcesz porozmawiać z konsultantem?",

  askOrder: "Jaki jest numer zamówienia? Składa się z sześciu cyfr.",
  askOrderAgain: "Nie widzę tu numeru z sześciu cyfr. Można go wysłać w każdej chwili albo porozmawiać z konsultantem.",
  orderLooking: "Chwileczkę, szukam zamówienia {number}…",
  orderPacked:
    "Zamówienie {number}: {count, plural, one {# produkt jest spakowany} few {# produkty są spakowane} many {# produktów jest spakowanych} other {# produktu jest spakowane}}. Wkrótce je wyślemy.",
  orderSent:
    "Zamówienie {number}: {count, plural, one {# produkt jest w drodze} few {# produkty są w drodze} many {# produktów jest w drodze} other {# produktu jest w drodze}}. Przewidywana dostawa: {day}.",
  orderDelivered:
    "Zamówienie {number}: {count, plural, one {doręczono # produkt} few {doręczono # produkty} many {doręczono # produktów} other {doręczono # produktu}}.",
  orderUnknown: "Nie znam zamówienia {number}. Czy numer jest poprawny?",
  orderUnavailable:
    "Przepraszam, nie mogę teraz sprawdzić zamówień. Proszę spróbować później albo porozmawiać z konsultantem.",

  signIn: "Proszę się zalogować, a będę wiedzieć, z kim rozmawiam.",
  signInMissing: "Przepraszam, tutaj nie można się zalogować.",
  signedIn: "Dziękuję, logowanie się udało.",
  signInDeclined: "Logowanie zostało przerwane. Można to zrobić w każdej chwili.",
  signInLate: "Czas na to logowanie minął. Proszę zacząć od nowa.",
  signInFailed: "Przepraszam, logowanie się nie powiodło. Proszę spróbować później albo porozmawiać z konsultantem.",

  chooseLanguage: "W jakim języku rozmawiamy?",
  languageChosen: "Teraz mówię po polsku.",

  waiting: "Wzywam konsultanta. Chwileczkę.",
  nobodyHere: "Przepraszam, nie ma tu nikogo, kto mógłby porozmawiać.",
  failed: "Przepraszam, coś poszło nie tak i nie mogę na to odpowiedzieć. Spróbuj ponownie później.",
  nobodyNow: "Przepraszam, teraz nikogo nie ma. Wracamy: {opens}.",
  joined: "{name}: dołączenie do rozmowy.",
  left: "{name}: koniec rozmowy. Znowu odpowiada bot.",
  nobodyCame: "Przepraszam, teraz wszyscy są zajęci. Znowu odpowiada bot.",
  personSilent: "Znowu odpowiada bot.",
  unsubscribed: "Nie będziemy już wysyłać wiadomości. Aby znowu je otrzymywać, proszę wysłać START.",
  subscribed: "Znowu będziemy wysyłać wiadomości. Aby ich nie otrzymywać, proszę wysłać STOP.",
  stillUnsubscribed:
    "Odpowiadamy tylko na pytania, bo inne wiadomości są wyłączone. Aby znowu otrzymywać wszystkie, proszę wysłać START.",
};
