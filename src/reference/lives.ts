import { decodeCall, decodeReply } from '../abi/decode.ts';
import type { Decoded } from '../abi/field.ts';
import { run } from '../scenario/run.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Fault } from '../sim/fault.ts';
import { type DriverRevision, REVISIONS } from '../stack/linux/revisions.ts';
import { type Reaction, reactionOf } from '../study/inject/reaction.ts';
import { LIFE } from '../study/inject/sample.ts';
import type { CallEvent } from '../trace/event.ts';
import { replyOf } from '../trace/replies.ts';
import type { Trace } from '../trace/trace.ts';

// The life of a modelled machine on each driver, boot to unload: the calls of Linux all come up in it, and answers are tried
// in it as the menu of injection tries them.

interface Life {
  readonly driver: DriverRevision;
  readonly scenario: Scenario;
  readonly trace: Trace;
}

let lives: readonly Life[] | null = null;

const all = (): readonly Life[] =>
  (lives ??= REVISIONS.map(({ id }) => {
    const scenario = { ...LIFE, driver: id };
    return { driver: id, scenario, trace: run(scenario).trace };
  }));

/** A call that Linux makes: its first in each driver's life. */
export interface LinuxCall {
  readonly row: number;
  readonly call: CallEvent;
  readonly asked: Decoded;
  readonly answered: Decoded | null;
  /** Which of its name it is, from 1, by driver. */
  readonly at: readonly { readonly driver: DriverRevision; readonly row: number; readonly nth: number }[];
}

/** The first call of this name and service that `is` holds for; null where no driver makes it in its life. */
export function linuxCall(
  name: string,
  service: string | null,
  is: (call: CallEvent) => boolean = () => true,
): LinuxCall | null {
  const at: { driver: DriverRevision; row: number; nth: number }[] = [];
  let first: { readonly trace: Trace; readonly call: CallEvent } | null = null;
  for (const { driver, trace } of all()) {
    let nth = 0;
    for (const e of trace.rows()) {
      if (e.kind !== 'call' || (service === null ? e.name !== name : e.service !== service)) continue;
      nth++;
      if (!is(e)) continue;
      first ??= { trace, call: e };
      at.push({ driver, row: e.row, nth });
      break;
    }
  }
  if (first === null) return null;
  const { trace, call } = first;
  const reply = replyOf(trace, call.row);
  return {
    row: call.row,
    call,
    asked: decodeCall(call.w),
    answered: reply === null ? null : decodeReply(call.w, reply.w),
    at,
  };
}

/** What the drivers make of an answer: those of which the same is said stand together, in their order. */
export function reactionsTo(
  { call, at }: LinuxCall,
  todo: Fault['do'],
): readonly { readonly drivers: readonly DriverRevision[]; readonly says: string }[] {
  const found: { drivers: DriverRevision[]; says: string }[] = [];
  for (const { driver, row, nth } of at) {
    const life = all().find((l) => l.driver === driver);
    if (life === undefined) continue;
    const site = call.service === null ? { call: call.name, nth } : { service: call.service, nth };
    const says = sayingOf(reactionOf(life.scenario, { at: site, do: todo }, row));
    const same = found.find((f) => f.says === says);
    if (same === undefined) found.push({ drivers: [driver], says });
    else same.drivers.push(driver);
  }
  return found;
}

const sayingOf = (reaction: Reaction | null): string => reaction?.text ?? 'The answer does not strike there.';
