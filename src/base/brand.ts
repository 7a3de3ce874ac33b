/** A type that is `T` at run time and distinct at compile time: units and ids that must not be mixed. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };
