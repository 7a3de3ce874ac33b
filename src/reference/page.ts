// A page of the reference as plain data: the page shows it, and the build writes it as plain HTML.

/** A piece of a sentence: words, or words with a way to somewhere. */
export type Piece =
  | string
  | {
      readonly text: string;
      /** A name of the sources: set in the fixed font. */
      readonly code?: true;
      /** Another page of the reference, as `calls/FFA_NOTIFICATION_BIND`. */
      readonly to?: string;
      /** A document beside the page (`docs/recordings.html#22d`), or a link of the page itself (`#s=…`). */
      readonly href?: string;
    };

export type Text = readonly Piece[];

export type Block =
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'list'; readonly items: readonly Text[] }
  | {
      readonly kind: 'table';
      readonly name: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly Text[])[];
    }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [term: string, text: Text])[] }
  | { readonly kind: 'code'; readonly lines: readonly string[] }
  /** Signs of the diagram: each drawn, with its name and what it says. */
  | { readonly kind: 'signs'; readonly signs: readonly string[] };

export interface Section {
  /** The anchor of the section in the plain page. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** The kinds of page; each is a folder of the plain pages and the first word of a route. */
export const KINDS = ['calls', 'services', 'errors', 'rules', 'causes', 'glossary'] as const;
export type Kind = (typeof KINDS)[number];

export const KIND_TITLES: Readonly<Record<Kind, string>> = {
  calls: 'Calls of FF-A',
  services: 'Services of OP-TEE',
  errors: 'Error numbers',
  rules: 'Rules that a correct system keeps',
  causes: 'Causes of messages',
  glossary: 'Glossary',
};

export interface ReferencePage {
  /** Where it is: `calls/FFA_NOTIFICATION_BIND` behind `#/`, the same with `.html` as a plain page. */
  readonly route: string;
  readonly kind: Kind | null;
  readonly title: string;
  /** One or two sentences: what this is. They are what a search engine shows. */
  readonly lead: string;
  readonly sections: readonly Section[];
}

/** The route of a page by its kind and name. A name may hold any letters; those that an address cannot have are escaped. */
export const routeOf = (kind: Kind, name: string): string => `${kind}/${encodeURIComponent(name)}`;

export const code = (text: string): Piece => ({ text, code: true });

/** A link to a page of the reference. */
export const to = (kind: Kind, name: string, text: string = name): Piece => ({
  text,
  to: routeOf(kind, name),
  ...(kind === 'causes' || kind === 'glossary' ? {} : { code: true as const }),
});

/** The words of a text, without its links. */
export const plain = (text: Text): string => text.map((p) => (typeof p === 'string' ? p : p.text)).join('');

/** A table; null where it would have no rows. */
export const table = (name: string, head: readonly string[], rows: readonly (readonly Text[])[]): readonly Block[] =>
  rows.length === 0 ? [] : [{ kind: 'table', name, head, rows }];

export const words = (text: Text | string): Block => ({ kind: 'text', text: typeof text === 'string' ? [text] : text });
