declare const brand: unique symbol;

/** A `T` that only the function named by its brand makes: the type carries the proof. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };
