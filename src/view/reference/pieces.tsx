import type { ReactNode } from 'react';
import type { Piece, Text } from '../../reference/page.ts';

/** A text of the reference. Its links are those of the page: the address opens them. */
export function Pieces({ text }: { readonly text: Text }): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no identity but their place
  return text.map((piece, i) => <OnePiece key={i} piece={piece} />);
}

function OnePiece({ piece }: { readonly piece: Piece }): ReactNode {
  if (typeof piece === 'string') return piece;
  const text = piece.code ? <code>{piece.text}</code> : piece.text;
  if (piece.to !== undefined) return <a href={`#/${piece.to}`}>{text}</a>;
  if (piece.href === undefined) return text;
  if (piece.href.startsWith('#')) return <a href={piece.href}>{text}</a>;
  return (
    <a href={piece.href} target="_blank" rel="noreferrer" aria-label={`${piece.text}, in a new tab`}>
      {text}
    </a>
  );
}
