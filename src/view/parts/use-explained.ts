import { type ReactNode, useEffect, useState } from 'react';

/**
 * The texts with their words marked. The glossary comes after the first paint: until then there are the texts alone, of
 * the same size.
 */
export function useExplained(texts: readonly string[]): readonly ReactNode[] {
  const [made, setMade] = useState({ of: texts, nodes: texts as readonly ReactNode[] });
  useEffect(() => {
    let wanted = true;
    void import('./explained.tsx').then(({ explained }) => {
      if (wanted) setMade({ of: texts, nodes: explained(texts) });
    });
    return () => {
      wanted = false;
    };
  }, [texts]);
  return made.of === texts ? made.nodes : texts;
}
