import type { ReactNode } from 'react';
import { firstUses } from '../../reference/first-use.ts';
import { Term } from './term.tsx';

/** The texts of a lesson, each word of the glossary marked where it stands first. */
export const explained = (texts: readonly string[]): readonly ReactNode[] =>
  firstUses(texts).map((pieces) =>
    pieces.map(({ text, term }) =>
      term === null ? (
        text
      ) : (
        <Term key={term} id={term}>
          {text}
        </Term>
      ),
    ),
  );
