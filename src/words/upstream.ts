import { type DriverRevision, revisionOf } from '../stack/linux/revisions.ts';
import type { SecureWorldId } from '../stack/secure/facts.ts';
import { OPTEE_REVISION, opteeHref } from '../stack/secure/optee-spmc/source.ts';
import { PartlyKnown } from '../stack/secure/rules/knowledge.ts';
import { leaves } from '../stack/secure/rules/walk.ts';
import { secureWorldOf } from '../stack/secure/worlds.ts';
import type { TraceEvent } from '../trace/event.ts';
import { LINUX, OPTEE } from './upstream-lines.ts';

/** A function of the real source that a row follows. */
export interface Upstream {
  /** `ffa_notification_bind`. */
  readonly name: string;
  /** `Linux 6.12.117`. */
  readonly version: string;
  /** Its definition in the project's own repository. */
  readonly href: string;
}

const opteeLine = (file: string, line: number): string => opteeHref({ file, fn: '', line });

/** Nothing that the model shows is told from it: a program of the model's own. */
const OWN = 'linux/other-driver';

/**
 * The functions of the real sources that this row of a run follows: the innermost one that encloses it, and for a call or
 * its reply the function in the secure world that answers. Empty where the row follows none, as in a recording.
 */
export function upstreamOf(
  event: TraceEvent,
  call: TraceEvent | null,
  driver: DriverRevision,
  secure: SecureWorldId,
): readonly Upstream[] {
  if (event.src === null || event.src === OWN) return [];
  const revision = revisionOf(driver);
  if (event.src === `linux/optee-${driver}` && revision.driver !== 'source')
    return revision.driver === null ? [] : [revision.driver, ...handlerOf(call, secure)];
  const own = 'fn' in event ? [event.fn] : [];
  const names = [...own, ...event.stack.toReversed()];
  const { source } = revision;
  const [lines, at, version] = event.src.startsWith('secure/optee-')
    ? [OPTEE, opteeLine, OPTEE_REVISION]
    : [LINUX[source.version], source.href, source.version];
  const inner = names.flatMap((name) => {
    const found = Object.entries(lines).find(([, functions]) => name in functions);
    return found === undefined ? [] : [{ name, version, href: at(found[0], found[1][name] as number) }];
  });
  return [...inner.slice(0, 1), ...handlerOf(call, secure)];
}

/** The function that answers, in the sources of whoever does. */
function handlerOf(call: TraceEvent | null, secure: SecureWorldId): readonly Upstream[] {
  if (call?.kind !== 'call') return [];
  const ways = leaves(secureWorldOf(secure).parties, call.w, new PartlyKnown()).filter((leaf) => leaf.by === call.to);
  return ways.slice(-1).map(({ party, rules: { handler } }) => ({
    name: handler.fn,
    version: party.version,
    href: party.href(handler),
  }));
}
