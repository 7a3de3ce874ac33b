import type { Arg, Args, TraceEvent, ViolationEvent } from '../trace/event.ts';
import { ruleById } from '../trace/invariants.ts';
import { stepEnding } from '../trace/step-ends.ts';
import type { Trace } from '../trace/trace.ts';
import { actorName } from './event-text.ts';
import { rcText } from './linux-view.ts';
import { namesIn, numberNames } from './number-names.ts';
import { valueText } from './value-text.ts';

/** One fact of a row in plain data: text, code, or a row to go to. */
export interface RowFact {
  readonly term: string;
  readonly text: string;
  /** Shown in the mono face: a name or a number of the machine. */
  readonly code?: boolean;
  /** A row that the fact names. */
  readonly row?: number;
  readonly tone?: 'error' | 'warn' | 'fault' | 'violation' | 'ok';
}

/** An argument as it is shown: words are hexadecimal text already. */
function argText(a: Arg): string {
  if (Array.isArray(a)) return a.map((x: Arg) => argText(x)).join(' ');
  return valueText('', a as Exclude<Arg, readonly Arg[]>);
}

const argFacts = (args: Args): RowFact[] =>
  Object.entries(args).map(([name, value]) => ({ term: 'Argument', text: `${name} = ${argText(value)}`, code: true }));

/** What a row that is no register message says: its function, arguments and result, its log line, its interrupt. */
export function rowFacts(trace: Trace, e: TraceEvent): RowFact[] {
  switch (e.kind) {
    case 'enter':
    case 'step': {
      const facts: RowFact[] = [{ term: 'Function', text: `${e.fn}()`, code: true }, ...argFacts(e.args)];
      if (e.to !== e.who) facts.push({ term: 'Runs in', text: actorName(e.to) });
      if (e.kind === 'enter') {
        const end = stepEnding(trace, e.row)?.row ?? null;
        facts.push(
          end === null
            ? { term: 'Ends', text: 'not in this run', tone: 'warn' }
            : { term: 'Ends', text: 'in', row: end },
        );
        return facts;
      }
      facts.push({ term: 'Result', text: rcText(e.rc), code: true, ...resultTone(e.rc) });
      const names = typeof e.rc === 'number' ? numberNames(e.rc) : null;
      if (names !== null) facts.push({ term: 'Names', text: names });
      if (e.enter !== null) facts.push({ term: 'Began', text: 'in', row: e.enter });
      return facts;
    }
    case 'log':
      return [
        { term: 'Level', text: e.level, ...(e.level === 'error' ? { tone: 'error' as const } : {}) },
        { term: 'Printed', text: e.text, code: true },
        ...namesIn(e.text).map((text) => ({ term: 'Names', text })),
      ];
    case 'irq':
      return [
        { term: 'Interrupt', text: e.irq },
        {
          term: 'INTID',
          text:
            e.intid === null
              ? 'not recorded'
              : `${e.intid}${e.intid < 16 ? ', an SGI' : e.intid < 32 ? ', a PPI' : ''}`,
        },
        { term: 'Phase', text: e.phase, ...(e.phase === 'lost' ? { tone: 'error' as const } : {}) },
      ];
    case 'choice':
      return e.options.map((name, i) => ({
        term: 'Could run',
        text: i === e.chosen ? `${name}, and this one did` : `${name}${i === 0 ? ', the default' : ''}`,
        ...(i === e.chosen ? { tone: 'ok' as const } : {}),
      }));
    case 'violation':
      return violationFacts(e);
    case 'change':
      return e.changes.map((c) => ({
        term: 'Writes',
        text: `${c.key}: ${valueText(c.key, c.before)} → ${valueText(c.key, c.after)}`,
        code: true,
      }));
    case 'call':
    case 'return':
      return [];
  }
}

/** The rule as a sentence with where it is known from, how it is broken, and the functions that led there. */
function violationFacts(e: ViolationEvent): RowFact[] {
  const rule = ruleById(e.rule);
  return [
    { term: 'Rule', text: rule === undefined ? e.rule : `${e.rule}: ${rule.says}` },
    { term: 'Broken', text: e.text, tone: 'violation' },
    ...e.stack.map((fn): RowFact => ({ term: 'Call chain', text: `${fn}()`, code: true })),
    ...(rule === undefined ? [] : [{ term: 'Source', text: rule.source }]),
  ];
}

const resultTone = (rc: number | 'ok' | null): { readonly tone?: 'error' } =>
  typeof rc === 'number' && rc < 0 ? { tone: 'error' } : {};

/** What holds for any row: the fault in it, and what led to it. `fault` is the sentence of the fault that touched it, or null. */
export function commonFacts(e: TraceEvent, fault: string | null): RowFact[] {
  const facts: RowFact[] = [];
  if (fault !== null) facts.push({ term: 'Fault', text: `${fault}.`, tone: 'fault' });
  const begun = e.kind === 'step' ? e.enter : null;
  if (e.cause !== null && e.kind !== 'return' && e.cause >= 0 && e.cause !== e.row - 1 && e.cause !== begun)
    facts.push({ term: 'Led to by', text: '', row: e.cause });
  return facts;
}
