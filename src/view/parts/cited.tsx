import type { ReactNode } from 'react';
import { cited } from '../../base/citation.ts';

/** A text whose citations of documents are links; they open beside the page, so that what is open in it stays. */
export function Cited({ text }: { readonly text: string }): ReactNode {
  return cited(text).map((piece, i) =>
    piece.href === null ? (
      piece.text
    ) : (
      <a
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no identity but their place
        key={i}
        href={piece.href}
        target="_blank"
        rel="noreferrer"
        aria-label={`${piece.text}, in a new tab`}
      >
        {piece.text}
      </a>
    ),
  );
}
