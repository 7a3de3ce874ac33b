import { type Call, callById, FFA_VERSION } from '../../abi/ffa-call.ts';
import type { Frame } from '../../abi/frame.ts';
import { requestedService } from '../../abi/identify.ts';
import { FFA_STATUS, STATUS_NAMES, statusText } from '../../abi/status.ts';
import { type Answers, answersOf } from '../../stack/secure/rules/list.ts';
import type { SecureWorld } from '../../stack/secure/secure-world.ts';
import { nameOf } from '../../stack/secure/worlds.ts';
import { causeText } from './cause-text.ts';
import type { LegalReply } from './legal-reply.ts';
import { ruleBreakers } from './rule-breakers.ts';
import { serviceReplies } from './service-replies.ts';
import { versionReplies } from './version-replies.ts';

/**
 * The answers to a call that are worth trying: every FF-A status, what OP-TEE's service reports in w3, versions, and
 * replies that break the rules. Those that this secure world really gives come first, as its rules say, and among them those
 * that it can give to this very call: what decides them is its state, and not a mistake in the registers. Empty for registers
 * that are no FF-A call.
 */
export function legalReplies(call: Frame, world: SecureWorld): readonly LegalReply[] {
  const table = callById(call[0] ?? 0n);
  if (table === null) return [];
  if (table === FFA_VERSION) return versionReplies();
  const service = requestedService(call, world.endpoints);
  const answers = answersOf(world.parties, call);
  const given = [
    ...(service === null ? [] : serviceReplies(service, answers)),
    ...statusReplies(table, answers, world),
  ];
  const here = answersOf(world.parties, call, true);
  const rank = (r: LegalReply): number => (!r.real ? 0 : isAmong(r, here) ? 2 : 1);
  given.sort((a, b) => rank(b) - rank(a));
  return [...given, ...ruleBreakers(table, service, call)];
}

/** Is it one of these answers? One that is no refusal comes from no rule: how OP-TEE was built decides it. */
const isAmong = (r: LegalReply, { statuses, results }: Answers): boolean =>
  r.status === undefined
    ? results.has(r.label) || !r.label.startsWith('TEE_ERROR')
    : STATUS_NAMES.some((name) => FFA_STATUS[name] === r.status && statuses.has(name));

/** FFA_ERROR with every status but 0. */
function statusReplies(table: Call, { statuses }: Answers, world: SecureWorld): LegalReply[] {
  return STATUS_NAMES.slice(1).map((name) => {
    const status = FFA_STATUS[name];
    const causes = statuses.get(name);
    return {
      label: statusText(status),
      status,
      real: causes !== undefined,
      cause: causes === undefined ? `${nameOf(world)} never answers ${table.name} with it.` : causeText(causes),
      breaksRule: false,
    };
  });
}
