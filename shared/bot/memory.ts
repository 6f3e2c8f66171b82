/** Plain JSON that a bot keeps of a conversation. */
export type Memory = { readonly [name in string]: Json };

type Json = string | number | boolean | null | readonly Json[] | { readonly [name in string]: Json };
