import { type ReactNode, useEffect, useState } from 'react';
import type { Scenario } from '../../scenario/types.ts';
import type { Fault } from '../../sim/fault.ts';
import { runLink } from '../../store/session/exploring.ts';
import { useScope } from '../../store/store.ts';

interface Props {
  readonly scenario: Scenario;
  readonly fault: Fault | null;
  readonly row: number;
  /** What the run shows, for who hears the link alone. */
  readonly name: string;
}

/** The way to a run at its row; the address can be copied. */
export function RunLink({ scenario, fault, row, name }: Props): ReactNode {
  const openDialog = useScope((s) => s.openDialog);
  const openLink = useScope((s) => s.openLink);
  const [link, setLink] = useState('');
  useEffect(() => {
    let gone = false;
    setLink('');
    void runLink(scenario, row, fault).then((made) => {
      if (!gone) setLink(made);
    });
    return () => {
      gone = true;
    };
  }, [scenario, fault, row]);
  if (link === '') return <span>row {row}</span>;
  return (
    <a
      href={link}
      aria-label={`Open at row ${row}: ${name}`}
      onClick={(e) => {
        if (e.ctrlKey || e.metaKey || e.shiftKey) return;
        e.preventDefault();
        openDialog(null);
        void openLink(link);
      }}
    >
      row {row}
    </a>
  );
}
