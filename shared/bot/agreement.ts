import { saysOnly } from "./says-only.ts";

/** In Arabic, Czech, Dutch, English, French, German, Hebrew, Italian, Polish, Portuguese, Russian, Spanish, Turkish and Ukrainian. */
const YES = `yes yeah yep yup sure ok okay oui d'accord sí si sim claro certo ja jawohl tak pewnie jasne dobrze zgoda zgadza da
  да ага конечно хорошо так כן בטח נכון نعم ايوه evet olur tamam tabii ano`;
const NO = "no nope nah non nein nee nie não нет неа ні לא لا hayır";
const COURTESY = `please thanks thank you por favor merci s'il vous plaît proszę dziękuję obrigado obrigada gracias grazie bitte danke
  пожалуйста спасибо בבקשה תודה lütfen teşekkürler`;

const SAYS = {
  yes: saysOnly({ wish: YES, beside: COURTESY }),
  no: saysOnly({ wish: NO, beside: COURTESY }),
} as const;

/** What a text says that is nothing but yes or no, in many languages: `yes, please`, `Tak!`, `nope`. */
export function agreementOf(text: string): keyof typeof SAYS | undefined {
  if (SAYS.yes(text)) return "yes";
  return SAYS.no(text) ? "no" : undefined;
}
