import type { Translation } from "../../../shared/bot/translator.ts";

/** Every text of the bot, as an ICU message. Chips take 25 characters. */
export const en = {
  languageName: "English",
  help: "I can tell you our opening hours, look for your order, or call a person for you. What would you like?",
  file: "Thank you. I cannot look into files, but a person can.",
  welcome: "You are welcome! Have a nice day.",

  hoursChip: "Opening hours",
  orderChip: "Where is my order?",
  humanChip: "Talk to a person",
  languageChip: "Language",
  locationChip: "Share my location",
  yesChip: "Yes",
  noChip: "No",
  mapChip: "Show on the map",

  open: "{branch} is open now.",
  closed: "{branch} is closed now. It opens again: {opens}.",
  hoursOfDays: "{days}: {times}",
  noHours: "closed",
  whichBranch: "Which of our branches do you mean?",
  isItBranch: "Do you mean our branch {branch}?",

  askPerson: "Would you like to talk to a person?",

  askOrder: "What is the number of your order? It has six digits.",
  askOrderAgain: "I cannot find a number of six digits in that. You can send it at any time, or talk to a person.",
  orderLooking: "One moment, I am looking for order {number}…",
  orderPacked:
    "Order {number}: {count, plural, one {# item is packed} other {# items are packed}}. We will send it soon.",
  orderSent:
    "Order {number}: {count, plural, one {# item is on its way} other {# items are on their way}}. Expected: {day}.",
  orderDelivered: "Order {number}: {count, plural, one {# item was delivered} other {# items were delivered}}.",
  orderUnknown: "I know of no order {number}. Is the number right?",
  orderUnavailable: "I am sorry, I cannot look for orders right now. Please try again later, or talk to a person.",

  signIn: "Sign in, and I will know who you are.",
  signInMissing: "I am sorry, you cannot sign in here.",
  signedIn: "Thank you, you are signed in.",
  signInDeclined: "You have not signed in. You can do it at any time.",
  signInLate: "That sign-in has run out. Please begin again.",
  signInFailed: "I am sorry, the sign-in did not work. Please try again later, or talk to a person.",

  chooseLanguage: "Which language do you speak?",
  languageChosen: "I speak English now.",

  waiting: "I have called a person. One moment, please.",
  nobodyHere: "I am sorry, there is nobody here to talk to you.",
  failed: "I am sorry, something went wrong and I cannot answer this. Please try again later.",
  nobodyNow: "I am sorry, nobody is here right now. We are back: {opens}.",
  joined: "{name} has joined the conversation.",
  left: "{name} has left the conversation. You are talking to the bot again.",
  nobodyCame: "I am sorry, nobody is free right now. You are talking to the bot again.",
  personSilent: "You are talking to the bot again.",
  unsubscribed: "You will get no more messages from us. To get them again, send START.",
  subscribed: "You will get messages from us again. To get no more, send STOP.",
  stillUnsubscribed:
    "We only answer what you ask, because you have unsubscribed. To get all messages again, send START.",
} as const;

/** A language has all of these texts, or does not compile. */
export type BotTexts = Translation<typeof en>;
