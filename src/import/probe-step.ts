import type { Actor, Rc } from '../trace/event.ts';
import { argOf } from './args.ts';
import type { Strings } from './intern.ts';
import { laneOfFunction } from './lanes.ts';
import { linuxResult } from './result-word.ts';

/** A function as a probe names it, with the module in brackets; null where it is built in or not printed. */
export interface FunctionName {
  readonly fn: string;
  readonly module: string | null;
}

/** What a probe on a function says, as often as it says it one object. */
export interface Step {
  readonly name: string;
  /** The numbers of the function and of the arguments in the table of texts. */
  readonly fn: number;
  readonly args: number;
  readonly lane: Actor;
  readonly caller: Actor | null;
  /** What the arguments say that the function returned. */
  readonly result: Rc;
}

/** What a probe at the beginning of a function says. */
export function beginOf(strings: Strings, f: FunctionName, args: string): Step {
  const lane = laneOfFunction(f.fn, f.module);
  return { name: f.fn, fn: strings.id(f.fn), args: strings.id(args), lane, caller: null, result: null };
}

/** What a probe at the return of a function says; `caller` is who is returned to, null where that is not known. */
export function returnOf(strings: Strings, f: FunctionName, caller: FunctionName | null, args: string): Step {
  return {
    ...beginOf(strings, f, args),
    caller: caller === null ? null : laneOfFunction(caller.fn, caller.module),
    result: linuxResult(argOf(args, 'rc') ?? argOf(args, 'retval') ?? argOf(args, 'arg1')),
  };
}
