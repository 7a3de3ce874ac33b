import { type ReactNode, useEffect, useState } from 'react';
import type { Scenario } from '../../scenario/types.ts';
import { useScope } from '../../store/store.ts';

/** How long the link of this scenario is: what fits in a chat line is worth knowing. */
export function LinkLength({ scenario }: { readonly scenario: Scenario }): ReactNode {
  const link = useScope((s) => s.link);
  const [length, setLength] = useState<{ readonly of: Scenario; readonly is: number } | null>(null);
  useEffect(() => {
    let current = true;
    link().then(
      (text) => {
        if (current) setLength({ of: scenario, is: text.length });
      },
      () => {
        if (current) setLength(null);
      },
    );
    return () => {
      current = false;
    };
  }, [link, scenario]);
  if (length?.of !== scenario) return <span>Link</span>;
  return (
    <span>
      Link, <span>{length.is.toLocaleString('en-GB')}</span> characters
    </span>
  );
}
