import type { TraceEvent } from '../../trace/event.ts';
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

const LINUX_VERSION = 'Linux 6.12.117';
const OPTEE_VERSION = 'OP-TEE d5001fe0';
const SPMC_FILE = 'core/arch/arm/kernel/thread_spmc.c';

const linuxLine = (path: string, line: number): string =>
  `https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git/tree/${path}?h=v6.12.117#n${line}`;
const opteeLine = (path: string, line: number): string =>
  `https://github.com/OP-TEE/optee_os/blob/d5001fe0af66a4c059dc6816a7be08d7fb83ff1a/${path}#L${line}`;

/** The patch is in no tree: its thread is found by its subject. */
const PATCH: Upstream = {
  name: 'ffa_abi.c',
  version: 'the patch of 2023-10-26',
  href: 'https://lore.kernel.org/all/?q=s%3A%22optee%3A+ffa_abi%3A+add+asynchronous+notifications%22',
};

/** Nothing that the model shows is told from these: a program of its own, or a driver that no kernel has. */
const OWN = new Set(['linux/optee-fixed', 'linux/other-driver']);

/**
 * The functions of the real sources that this row follows: the innermost one that encloses it, and for a call or its
 * reply that OP-TEE handles, its handler. Empty where the row follows none, as in a recording.
 */
export function upstreamOf(event: TraceEvent, call: TraceEvent | null): readonly Upstream[] {
  if (event.src === null || OWN.has(event.src)) return [];
  if (event.src === 'linux/optee-v1') return [PATCH, ...handlerOf(call)];
  const own = 'fn' in event ? [event.fn] : [];
  const names = [...own, ...event.stack.toReversed()];
  const [lines, at, version] = event.src.startsWith('optee/')
    ? [OPTEE, opteeLine, OPTEE_VERSION]
    : [LINUX, linuxLine, LINUX_VERSION];
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
