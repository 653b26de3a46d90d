/** Texts of one namespace: a tree of sentences. */
export interface Tree {
  readonly [key: string]: string | Tree;
}

/** French has three plural forms, English two; a key is asked for without its form. */
type WithoutPlural<K extends string> = K extends `${infer Base}_${'one' | 'many' | 'other'}` ? Base : K;

/** The keys of a tree with dots between the levels, plural forms folded: `status.submitted`, `lines`. */
export type KeysOf<T> = {
  [K in keyof T & string]: T[K] extends string ? WithoutPlural<K> : `${K}.${KeysOf<T[K]>}`;
}[keyof T & string];

/** The same keys in a language without the form `many`: what the English file of a namespace satisfies. */
export type Translation<T> = {
  readonly [K in keyof T as K extends `${string}_many` ? never : K]: T[K] extends string ? string : Translation<T[K]>;
};
