import { type DriverRevision, revisionOf } from '../stack/linux/revisions.ts';
import type { TraceEvent } from '../trace/event.ts';
import { LINUX, OPTEE, SERVICE_HANDLERS, SPMC_HANDLERS } from './upstream-lines.ts';

/** A function of the real source that a row follows. */
export interface Upstream {
  /** `ffa_notification_bind`. */
  readonly name: string;
  /** `Linux 6.12.117`. */
  readonly version: string;
  /** Its definition in the project's own repository. */
  readonly href: string;
}

const OPTEE_VERSION = 'OP-TEE d5001fe0';
const SPMC_FILE = 'core/arch/arm/kernel/thread_spmc.c';

const opteeLine = (path: string, line: number): string =>
  `https://github.com/OP-TEE/optee_os/blob/d5001fe0af66a4c059dc6816a7be08d7fb83ff1a/${path}#L${line}`;

/** Nothing that the model shows is told from it: a program of the model's own. */
const OWN = 'linux/other-driver';

/**
 * The functions of the real sources that this row of a run follows: the innermost one that encloses it, and for a call or
 * its reply that OP-TEE handles, its handler. Empty where the row follows none, as in a recording.
 */
export function upstreamOf(event: TraceEvent, call: TraceEvent | null, driver: DriverRevision): readonly Upstream[] {
  if (event.src === null || event.src === OWN) return [];
  const revision = revisionOf(driver);
  if (event.src === `linux/optee-${driver}` && revision.driver !== 'source')
    return revision.driver === null ? [] : [revision.driver, ...handlerOf(call)];
  const own = 'fn' in event ? [event.fn] : [];
  const names = [...own, ...event.stack.toReversed()];
  const { source } = revision;
  const [lines, at, version] = event.src.startsWith('secure/optee-')
    ? [OPTEE, opteeLine, OPTEE_VERSION]
    : [LINUX[source.version], source.href, source.version];
  const inner = names.flatMap((name) => {
    const found = Object.entries(lines).find(([, functions]) => name in functions);
    return found === undefined ? [] : [{ name, version, href: at(found[0], found[1][name] as number) }];
  });
  return [...inner.slice(0, 1), ...handlerOf(call)];
}

function handlerOf(call: TraceEvent | null): readonly Upstream[] {
  if (call?.kind !== 'call' || (call.to !== 'spmc' && call.to !== 'optee')) return [];
  const handler = SERVICE_HANDLERS[call.service ?? ''] ?? SPMC_HANDLERS[call.name];
  if (handler === undefined) return [];
  return [{ name: handler[0], version: OPTEE_VERSION, href: opteeLine(SPMC_FILE, handler[1]) }];
}
