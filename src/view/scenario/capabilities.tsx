import type { ReactNode } from 'react';
import { SEC_CAP } from '../../abi/sec-cap.ts';
import { bitList, hex, idSet } from '../../base/bits.ts';
import { Section } from '../parts/section.tsx';
import css from './checks.module.css';

interface Props {
  /** w5 of the answer to EXCHANGE_CAPABILITIES: any 32-bit word. */
  readonly caps: number;
  readonly onChange: (caps: number) => void;
}

/** What OP-TEE says that it can do, bit by bit, and the word that this makes. */
export function Capabilities({ caps, onChange }: Props): ReactNode {
  const word = BigInt(caps);
  const known: readonly number[] = Object.values(SEC_CAP);
  const unknown = bitList(word).filter((bit) => !known.includes(bit));
  return (
    <Section title="Capabilities" aside={<code>w5 = {hex(word)}</code>}>
      <div className={css.list}>
        {Object.entries(SEC_CAP).map(([name, bit]) => (
          <label key={name} className={css.check}>
            <input
              type="checkbox"
              checked={((word >> BigInt(bit)) & 1n) === 1n}
              onChange={() => onChange(Number(word ^ (1n << BigInt(bit))))}
            />
            <code>{name}</code>
            <span>bit {bit}</span>
          </label>
        ))}
      </div>
      {unknown.length === 0 ? null : (
        <p className={css.note}>
          Bits without a name are set: {idSet(unknown.reduce((w, bit) => w | (1n << BigInt(bit)), 0n))}.
        </p>
      )}
    </Section>
  );
}
