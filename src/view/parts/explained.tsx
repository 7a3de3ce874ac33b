import { type ReactNode, useEffect, useState } from 'react';
import type { Explained as Piece } from '../../reference/first-use.ts';
import { Term } from './term.tsx';

type FirstUses = (texts: readonly string[]) => readonly (readonly Piece[])[];

/**
 * The texts of a lesson, in pieces, each word of the glossary marked where it stands first. The glossary comes after the
 * first paint: until then there are the texts alone, of the same size.
 */
export function useFirstUses(texts: readonly string[]): readonly (readonly Piece[])[] | null {
  const [find, setFind] = useState<{ readonly of: FirstUses } | null>(null);
  useEffect(() => {
    let wanted = true;
    void import('../../reference/first-use.ts').then(({ firstUses }) => {
      if (wanted) setFind({ of: firstUses });
    });
    return () => {
      wanted = false;
    };
  }, []);
  return find === null ? null : find.of(texts);
}

/** A text whose words are explained. */
export function Explained({ pieces }: { readonly pieces: readonly Piece[] }): ReactNode {
  return pieces.map(({ text, term }) =>
    term === null ? (
      text
    ) : (
      <Term key={term} id={term}>
        {text}
      </Term>
    ),
  );
}
