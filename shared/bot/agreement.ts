import { tidy } from "../inbound/peoples-words.ts";
import { saysOnly } from "./says-only.ts";

/**
 * In Arabic, Czech, Dutch, English, French, German, Hebrew, Italian, Polish, Portuguese, Russian, Spanish, Turkish and Ukrainian.
 */
const YES = `yes yeah yep yup sure ok okay oui d'accord sí si sim claro certo ja jawohl tak pewnie jasne dobrze zgoda zgadza da
  да ага конечно хорошо так כן בטח נכון نعم ايوه evet olur tamam tabii ano`;
const NO = "no nope nah non nein nee nie não нет неа ні לא لا hayır";
const COURTESY = `please thanks thank you por favor merci s'il vous plaît proszę dziękuję obrigado obrigada gracias grazie bitte danke
  пожалуйста спасибо בבקשה תודה lütfen teşekkürler`;

const SAYS = {
  yes: saysOnly({ wish: YES, beside: COURTESY }),
  no: saysOnly({ wish: NO, beside: COURTESY }),
} as const;

const SIGNS = { yes: /^[👍👌✅✔]\p{Emoji_Modifier}?$/u, no: /^[👎❌✖]\p{Emoji_Modifier}?$/u } as const;

/** What a text says that is nothing but yes or no, in many languages: `yes, please`, `Tak!`, `nope`, `👍`. */
export function agreementOf(text: string): "yes" | "no" | undefined {
  const signs = tidy(text);
  return (["yes", "no"] as const).find((answer) => SAYS[answer](text) || SIGNS[answer].test(signs));
}
