import { type ReactNode, useEffect, useState } from 'react';
import type { Scenario } from '../../scenario/types.ts';
import type { Fault } from '../../sim/fault.ts';
import { runLink } from '../../store/session/exploring.ts';
import { LinkToRun } from '../parts/link-to-run.tsx';

interface Props {
  readonly scenario: Scenario;
  readonly fault: Fault | null;
  readonly row: number;
  /** What the run shows, for who hears the link alone. */
  readonly name: string;
}

/** The way to a run at its row; the address can be copied. */
export function RunLink({ scenario, fault, row, name }: Props): ReactNode {
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
  return <LinkToRun href={link} row={row} label={`Open at row ${row}: ${name}`} />;
}
