import { decodeReply } from './decode.ts';
import { type Call, callById, FFA_VERSION } from './ffa-call.ts';
import type { Frame } from './frame.ts';
import { requestedService } from './identify.ts';
import type { LegalReply } from './legal-reply.ts';
import { onError, type Reaction, reactionTo } from './linux-reaction.ts';
import { hafniumCause, opteeCauses } from './reply-causes.ts';
import { ruleBreakers } from './rule-breakers.ts';
import { serviceReplies } from './service-replies.ts';
import { FFA_STATUS, linuxErrno, STATUS_NAMES, statusText } from './status.ts';
import { versionReplies } from './version-replies.ts';

export type { LegalReply } from './legal-reply.ts';

/**
 * The answers to a call that are worth trying: every FF-A status, what OP-TEE's service reports in w3, versions, and
 * replies that break the rules. Those that OP-TEE really gives come first. Empty for registers that are no FF-A call.
 */
export function legalReplies(call: Frame): readonly LegalReply[] {
  const table = callById(call[0] ?? 0n);
  if (table === null) return [];
  if (table === FFA_VERSION) return versionReplies();
  const service = requestedService(call);
  const reaction = reactionTo(table.name, service?.name ?? null, call);
  const given = [...(service === null ? [] : serviceReplies(service)), ...statusReplies(table, call, reaction)];
  given.sort((a, b) => Number(b.real) - Number(a.real));
  return [...given, ...ruleBreakers(table, service, reaction, call)];
}

/** FFA_ERROR with every status but 0. */
function statusReplies(table: Call, call: Frame, reaction: Reaction): LegalReply[] {
  const causes = opteeCauses(table.name, call);
  return STATUS_NAMES.slice(1).map((name) => {
    const status = FFA_STATUS[name];
    const cause = causes[name];
    const hafnium = hafniumCause(table.name, name);
    const never = `OP-TEE never answers ${table.name} with it${hafnium === null ? '.' : `; Hafnium does: ${hafnium}.`}`;
    return {
      label: statusText(status),
      status,
      errno: linuxErrno(status),
      linux: onError(reaction, status),
      real: cause !== undefined,
      cause: cause === undefined ? never : `${cause.charAt(0).toUpperCase()}${cause.slice(1)}.`,
      breaksRule: false,
    };
  });
}

/** What is wrong with a reply as the answer to this call, as sentences; empty for a reply that keeps the rules. Total. */
export function checkReply(call: Frame, reply: Frame): readonly string[] {
  return decodeReply(call, reply).problems;
}
