import type { BotTexts } from "./en.ts";

export const he: BotTexts = {
  languageName: "עברית",
  help: "אפשר לשאול אותי על שעות הפתיחה, לבדוק הזמנה או לבקש לדבר עם נציג. במה לעזור?",
  file: "תודה. אני לא יודע לפתוח קבצים, אבל נציג יכול.",
  welcome: "בשמחה! יום נעים.",

  hoursChip: "שעות פתיחה",
  orderChip: "איפה ההזמנה שלי?",
  humanChip: "לדבר עם נציג",
  languageChip: "שפה",
  locationChip: "שליחת המיקום שלי",
  yesChip: "כן",
  noChip: "לא",
  mapChip: "הצגה במפה",

  open: "{branch}: פתוח עכשיו.",
  closed: "{branch}: סגור עכשיו. הפתיחה הבאה: {opens}.",
  hoursOfDays: "{days}: {times}",
  noHours: "סגור",
  whichBranch: "באיזה סניף מדובר?",
  isItBranch: "האם מדובר בסניף {branch}?",

  askPerson: "לדבר עם נציג?",

  askOrder: "מה מספר ההזמנה? יש בו שש ספרות.",
  askOrderAgain: "לא מצאתי כאן מספר של שש ספרות. אפשר לשלוח אותו בכל עת, או לדבר עם נציג.",
  orderLooking: "רק רגע, בודק את הזמנה {number}…",
  orderPacked:
    "הזמנה {number}: {count, plural, one {פריט אחד ארוז} two {שני פריטים ארוזים} other {# פריטים ארוזים}}. נשלח אותה בקרוב.",
  orderSent:
    "הזמנה {number}: {count, plural, one {פריט אחד בדרך} two {שני פריטים בדרך} other {# פריטים בדרך}}. צפי הגעה: {day}.",
  orderDelivered: "הזמנה {number}: {count, plural, one {נמסר פריט אחד} two {נמסרו שני פריטים} other {נמסרו # פריטים}}.",
  orderUnknown: "לא מצאתי הזמנה {number}. האם המספר נכון?",
  orderUnavailable: "מצטער, אי אפשר לבדוק הזמנות כרגע. אפשר לנסות מאוחר יותר, או לדבר עם נציג.",

  signIn: "אחרי ההתחברות אדע עם מי אני מדבר.",
  signInMissing: "מצטער, אי אפשר להתחבר כאן.",
  signedIn: "תודה, ההתחברות הצליחה.",
  signInDeclined: "ההתחברות בוטלה. אפשר להתחבר בכל עת.",
  signInLate: "פג תוקף ההתחברות. יש להתחיל מחדש.",
  signInFailed: "מצטער, ההתחברות לא הצליחה. אפשר לנסות מאוחר יותר, או לדבר עם נציג.",

  chooseLanguage: "באיזו שפה נדבר?",
  languageChosen: "מעכשיו נדבר בעברית.",

  waiting: "קראתי לנציג. רק רגע, בבקשה.",
  nobodyHere: "מצטער, אין כאן מי שיכול לענות.",
  failed: "מצטער, משהו השתבש ואני לא יכול לענות על זה. אפשר לנסות שוב מאוחר יותר.",
  nobodyNow: "מצטער, אין כאן אף אחד כרגע. נחזור: {opens}.",
  joined: "הצטרפות לשיחה: {name}.",
  left: "יציאה מהשיחה: {name}. הבוט עונה שוב.",
  nobodyCame: "מצטער, כולם עסוקים כרגע. הבוט עונה שוב.",
  personSilent: "הבוט עונה שוב.",
  unsubscribed: "לא נשלח יותר הודעות. כדי לקבל אותן שוב, יש לשלוח START.",
  subscribed: "מעכשיו נשלח שוב הודעות. כדי להפסיק לקבל אותן, יש לשלוח STOP.",
  stillUnsubscribed:
    "אנחנו עונים רק על מה ששואלים, כי ההודעות הופסקו. כדי לקבל שוב את כולן, יש לשלוח START.",
};
