import type { ReactNode } from 'react';
import type { Run } from '../../scenario/types.ts';
import type { Shown } from '../../store/session/showing.ts';
import type { TraceEvent } from '../../trace/event.ts';
import type { Trace } from '../../trace/trace.ts';
import { actionsText } from '../../words/action-words.ts';
import { contextText } from '../../words/context-text.ts';
import { actorName, timeText } from '../../words/event-text.ts';
import { faultText } from '../../words/fault-text.ts';
import { count, rows } from '../../words/format.ts';
import { registerText } from '../../words/register-text.ts';
import { rowText, wayGlyph } from '../../words/row-text.ts';
import css from './print-page.module.css';

/** About 150 sheets: what is longer is better kept as a file. */
const MOST = 4000;

/** What is open as a page to print: its title and link, the whole sequence with the registers, and how it ended. */
export function PrintPage({ now }: { readonly now: Shown }): ReactNode {
  const { trace, run } = now;
  const shown = Math.min(trace.length, MOST);
  return (
    <article className={css.page}>
      <h1>{now.title === '' ? 'Untitled scenario' : now.title}</h1>
      {run === null ? (
        <p>A recording of a real machine, {rows(trace.length)}.</p>
      ) : (
        <>
          <p>
            Linux driver {run.scenario.driver}, {actionsText(run.scenario.actions)}, {rows(trace.length)}.
          </p>
          <p className={css.link}>{location.href}</p>
          <Outcome run={run} />
        </>
      )}
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">Row</th>
            <th scope="col">Time</th>
            <th scope="col">From, to</th>
            <th scope="col">What happens</th>
          </tr>
        </thead>
        <tbody>
          {Array.from(trace.rows(0, shown), (e) => (
            <Row key={e.row} trace={trace} e={e} />
          ))}
        </tbody>
      </table>
      {shown === trace.length ? null : (
        <p>
          {rows(trace.length - shown)} more, from row {count(shown)} on, are not printed.
        </p>
      )}
    </article>
  );
}

/** What was injected, and what is wrong with the run as a whole. */
function Outcome({ run }: { readonly run: Run }): ReactNode {
  const { violations, hang, leaks } = run.outcome;
  return (
    <ul className={css.outcome}>
      {run.scenario.faults.map((f) => (
        <li key={faultText(f)}>Fault: {faultText(f)}.</li>
      ))}
      {violations.map((v) => (
        <li key={`${v.rule} ${v.row}`}>
          {v.rule} is broken in row {v.row}: {v.text}
        </li>
      ))}
      {hang === null ? null : <li>It hangs: {hang}.</li>}
      {leaks.length === 0 ? null : <li>Still held in the end: {leaks.join(', ')}.</li>}
    </ul>
  );
}

function Row({ trace, e }: { readonly trace: Trace; readonly e: TraceEvent }): ReactNode {
  const text = rowText(trace, e);
  const registers = registerText(e);
  return (
    <tr>
      <th scope="row">{e.row}</th>
      <td>{timeText(e.at)}</td>
      <td>
        {actorName(text.from)}
        {text.from === text.to ? '' : ` ${wayGlyph(text)} ${actorName(text.to)}`}
        <small>{contextText(e)}</small>
      </td>
      <td>
        {text.caption} <code>{[text.badge?.text ?? '', text.spec].filter((t) => t !== '').join('  ')}</code>
        {registers === '' ? null : <code className={css.registers}>{registers}</code>}
      </td>
    </tr>
  );
}
