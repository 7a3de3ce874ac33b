import type { ReactNode } from 'react';
import type { ReturnEvent } from '../../trace/event.ts';
import type { Trace } from '../../trace/trace.ts';
import { zeroCheck } from '../../words/checks.ts';
import { enclosingEnd, rcText, unsaidErrno } from '../../words/linux-view.ts';
import { replyNames } from '../../words/number-names.ts';
import type { Exchange } from '../../words/registers.ts';
import { type Fact, Facts } from '../parts/facts.tsx';
import { RowLink } from '../parts/row-link.tsx';

interface Props {
  readonly trace: Trace;
  readonly exchange: Exchange;
  readonly reply: ReturnEvent | null;
  /** Facts that hold for any row: the fault, the cause. */
  readonly more: readonly Fact[];
}

/** What the registers mean in words, what Linux makes of them, and what is wrong with them. */
export function Meaning({ trace, exchange, reply, more }: Props): ReactNode {
  const side = exchange.reply ?? exchange.call;
  if (side === null) return null;
  const facts: Fact[] = [{ term: 'Meaning', text: side.decoded.sentence }];
  const problems = side.decoded.problems;
  for (const text of problems) facts.push({ term: 'Wrong', text, tone: 'error' });
  const zero = problems.length === 0 ? zeroCheck(side.decoded) : null;
  if (zero !== null && exchange.reply === null) facts.push({ term: 'Checks', text: zero });
  const errno = exchange.reply === null ? null : unsaidErrno(exchange.reply.w, side.decoded.sentence);
  const ends = reply === null ? null : enclosingEnd(trace, reply);
  if (errno !== null || ends !== null)
    facts.push({
      term: 'Linux',
      text: (
        <>
          {errno === null ? null : `${errno}. `}
          {ends === null ? null : (
            <>
              <code>{ends.fn}()</code> {ends.rc === null ? 'ends' : `returns ${rcText(ends.rc)}`},{' '}
              <RowLink row={ends.row} />.
            </>
          )}
        </>
      ),
    });
  for (const text of exchange.reply === null ? [] : replyNames(exchange.reply.decoded))
    facts.push({ term: 'Names', text });
  return <Facts facts={[...facts, ...more]} />;
}
