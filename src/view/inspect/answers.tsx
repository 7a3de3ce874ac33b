import { type ReactNode, useMemo } from 'react';
import { callById } from '../../abi/ffa-call.ts';
import type { Run } from '../../scenario/types.ts';
import { DEFAULTS, revisionOf } from '../../store/session/scenario-format.ts';
import { useScope } from '../../store/store.ts';
import { type Injection, type InjectionGroup, injectionGroups } from '../../study/inject/injections.ts';
import { type Target, targetAt } from '../../study/inject/target.ts';
import type { Trace } from '../../trace/trace.ts';
import { faultText } from '../../words/fault-text.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import { followsText, type Reactions, returnsText, useReactions } from '../parts/use-reactions.ts';
import css from './answers.module.css';

/** Whose reactions are told for a recording: the driver that a scenario without one has. */
const TOLD = revisionOf(DEFAULTS.driver);

interface Props {
  readonly trace: Trace;
  readonly row: number;
  /** null for a recording: what is over cannot be changed. */
  readonly run: Run | null;
  /** What the reply at the cursor says, `DENIED −6`; null where it has not come. */
  readonly given: string | null;
}

/** Every reply that this call can have: what Linux does with it, when the secure world gives it, and a button for it. */
export function Answers({ trace, row, run, given }: Props): ReactNode {
  const target = useMemo(() => (run === null ? recordedCall(trace, row) : injectable(trace, row)), [run, trace, row]);
  const groups = useMemo(() => {
    const all = target === null ? [] : injectionGroups(target, run?.scenario.secure ?? DEFAULTS.secure);
    // A machine that was recorded answered, and its registers are as they are.
    if (run !== null) return all;
    return all.flatMap((g) =>
      g.kind === 'other' ? [] : [{ ...g, injections: g.injections.filter((c) => 'fault' in c.act) }],
    );
  }, [run, target]);
  const reactions = useReactions(
    run,
    target,
    groups.flatMap((g) => g.injections),
  );
  if (target === null || groups.length === 0) return <p className={css.note}>No other reply to this call is known.</p>;
  const { call } = target;
  const success = successOf(call.w);
  const one = (c: Injection): ReactNode => (
    <Answer
      key={c.key}
      injection={c}
      reactions={reactions}
      row={row}
      given={c.label === given}
      changeable={run !== null}
    />
  );
  return (
    <div className={css.answers}>
      <p className={css.note}>
        {run === null
          ? `What ${TOLD.kernel} does with each, in a run of the model, and when OP-TEE gives it.`
          : `What Linux does with each in this run (${revisionOf(run.scenario.driver).kernel}), and when OP-TEE gives it.`}
      </p>
      {success === null ? null : (
        <p className={css.success}>
          <Badge tone="ok">{success}</Badge> Linux goes on with what it asked for.
        </p>
      )}
      {groups.map((g) =>
        g.kind === 'given' ? (
          <section key={g.title} aria-label={g.title}>
            <h3>{g.title}</h3>
            <ul>{g.injections.map(one)}</ul>
          </section>
        ) : (
          <Folded key={g.title} group={g} one={one} />
        ),
      )}
    </div>
  );
}

function Folded({
  group,
  one,
}: {
  readonly group: InjectionGroup;
  readonly one: (c: Injection) => ReactNode;
}): ReactNode {
  return (
    <details className={css.group}>
      <summary>
        {group.title} <span>{group.injections.length}</span>
      </summary>
      <ul>{group.injections.map(one)}</ul>
    </details>
  );
}

interface AnswerProps {
  readonly injection: Injection;
  readonly reactions: Reactions | null;
  readonly row: number;
  readonly given: boolean;
  readonly changeable: boolean;
}

function Answer({ injection, reactions, row, given, changeable }: AnswerProps): ReactNode {
  const { act, label, cause } = injection;
  const errno = returnsText(injection, reactions);
  const inject = useScope((s) => s.inject);
  const openInject = useScope((s) => s.openInject);
  const go = (): void => {
    if ('fault' in act) inject(act.fault, faultText(act.fault));
    else openInject(row);
  };
  return (
    <li>
      <p className={css.line}>
        {/^[A-Z]{2,}/.test(label) ? <code>{label}</code> : <b>{label}</b>}
        {errno === '' ? null : <code className={css.errno}>{errno}</code>}
        {given ? <Badge tone="plain">given here</Badge> : null}
        {changeable && !given ? (
          <Button className={css.inject ?? ''} aria-label={`Inject this: ${label}`} onClick={go}>
            Inject this
          </Button>
        ) : null}
      </p>
      <p>{followsText(injection, reactions)}</p>
      {cause === '' ? null : <p className={css.cause}>{cause}</p>}
    </li>
  );
}

type Message = Target & { readonly kind: 'message' };

/** The message at this row of a run, at which a fault can be aimed. */
function injectable(trace: Trace, row: number): Message | null {
  const target = targetAt(trace, row);
  return target.ok && target.value.kind === 'message' ? target.value : null;
}

/** The call at this row of a recording, or the one that its reply answers; nothing is aimed at it. */
function recordedCall(trace: Trace, row: number): Message | null {
  const e = trace.row(row);
  const at = e.kind === 'return' ? e.of : row;
  const call = at >= 0 && at < trace.length ? trace.row(at) : e;
  if (call.kind !== 'call') return null;
  return { kind: 'message', row: at, call, reply: null, at: { call: call.name, nth: 1 }, nth: 1 };
}

/** `FFA_SUCCESS`, or what else answers the call when all is well; null for a function that has no answer. */
function successOf(call: readonly bigint[]): string | null {
  const table = callById(call[0] ?? 0n);
  if (table === null) return null;
  return table.ok === null ? (table.answers[0] ?? null) : 'FFA_SUCCESS';
}
