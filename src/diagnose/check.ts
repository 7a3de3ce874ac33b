import { decodeReply } from '../abi/decode.ts';
import type { Frame } from '../abi/frame.ts';
import { hex } from '../base/bits.ts';
import { sameFrame } from '../stack/secure/rules/reply.ts';
import type { CallEvent, ReturnEvent, TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import { checkMessage, MessageWatch } from './check-message.ts';
import type { Expectation, Responder, Rule } from './responder.ts';
import type { Judgement, Verdict } from './verdict.ts';

export interface CheckResult {
  readonly profile: string;
  /** One for each reply, and one for each message and each task that departs; ascending by row. */
  readonly verdicts: readonly Verdict[];
  readonly counts: Readonly<Record<Judgement, number>>;
  readonly departures: readonly Verdict[];
}

/**
 * Puts every recorded reply beside what the profile answers, in the order of the replies: calls of two tasks may
 * overlap, and the SPMC has decided by the time it answers. The responder follows the machine, so one departure does
 * not make others of what comes after it.
 */
export function checkTrace(trace: Trace, responder: Responder): CheckResult {
  const verdicts = [...judged(trace, responder)];
  const counts = { equal: 0, allowed: 0, departure: 0, unknown: 0 };
  for (const v of verdicts) counts[v.judgement]++;
  return { profile: responder.name, verdicts, counts, departures: verdicts.filter((v) => v.judgement === 'departure') };
}

/** The verdicts of checkTrace, one after the other: a long recording has more than anybody keeps. */
export function* judged(trace: Trace, responder: Responder): Generator<Verdict> {
  const watch = new MessageWatch();
  for (const e of trace.rows()) {
    if (e.kind === 'return') yield judgeReply(trace.row(e.of) as CallEvent, e, responder);
    const found = checkMessage(e, watch) ?? judgeHang(e, watch);
    if (found !== null) yield found;
  }
}

function judgeReply(call: CallEvent, e: ReturnEvent, responder: Responder): Verdict {
  const judge = (): Omit<Verdict, 'row'> => judgedReply(call, e.w, responder);
  const judged = responder.remembered === undefined ? judge() : responder.remembered(call.w, e.w, judge);
  return { row: e.row, ...judged };
}

function judgedReply(call: CallEvent, reply: Frame, responder: Responder): Omit<Verdict, 'row'> {
  const said = responder.feed(call.w, call.cpu);
  const { usual, ...expectation } = isExpectation(said) ? said : exactly(said, responder);
  // Whether a reply fits depends on what came before it, so it is asked before the responder has seen the reply.
  const allowed = expectation.allows(reply);
  responder.observe(call.w, reply);
  const base = { expected: usual };
  if (allowed !== null) {
    const isUsual = usual === null || sameFrame(usual, reply);
    const judgement = isUsual ? 'equal' : 'allowed';
    return { ...base, rule: allowed, judgement, text: allowed.text, register: null };
  }
  const one = expectation.replies.length === 1 && expectation.shapes.length === 0 ? usual : null;
  const register = one === null ? null : reply.findIndex((value, i) => value !== one[i]);
  const text = departureText(call.w, reply, { usual, ...expectation }, register);
  return { ...base, rule: expectation.rule, judgement: 'departure', text, register };
}

const isExpectation = (said: Expectation | Frame): said is Expectation => 'rule' in said;

/** A model's one answer. */
function exactly(answer: Frame, responder: Responder): Expectation {
  const rule = modelRule(responder);
  const allows = (reply: Frame): Rule | null => (sameFrame(answer, reply) ? rule : null);
  return { rule, usual: answer, replies: [answer], shapes: [], allows };
}

/** What a model says without naming a rule. */
const modelRule = (responder: Responder): Rule => ({
  id: 'MODEL',
  text: 'The model answers so.',
  source: responder.name,
});

/** What was recorded, then what the profile answers, in the words of the decoder. */
function departureText(
  call: Frame,
  reply: Frame,
  { rule, usual, replies, shapes }: Expectation,
  register: number | null,
): string {
  const expected = [...new Set(replies.map((r) => shown(call, r))), ...shapes];
  const where =
    register === null || usual === null
      ? ''
      : `w${register}: recorded ${hex(reply[register] ?? 0n)}, profile ${hex(usual[register] ?? 0n)}. `;
  return `${where}Recorded ${shown(call, reply)}; the profile answers ${expected.join(' or ')}. ${rule.text}`;
}

function shown(call: Frame, reply: Frame): string {
  const d = decodeReply(call, reply);
  return d.summary === '' ? d.name : `${d.name} ${d.summary}`;
}

/** A task that never comes back, which settle.ts has found, with the known reason where the rows above show it. */
function judgeHang(e: TraceEvent, watch: MessageWatch): Verdict | null {
  if (e.kind !== 'violation' || e.rule !== 'HANG') return null;
  const failed = watch.enumerationFailed(e.ctx);
  const why = failed
    ? ' The probe failed after a yielding call: its error path does not give the argument page back, and tee_device_unregister() waits for it for ever.'
    : '';
  return {
    row: e.row,
    judgement: 'departure',
    rule: failed ? PROBE_HANG : COMES_BACK,
    text: `${e.text}${why}`,
    register: null,
    expected: null,
  };
}

const COMES_BACK: Rule = {
  id: 'LINUX-RETURNS',
  text: 'Every call is answered and every function returns.',
  source:
    'docs/protocol.md#1.4 and docs/protocol.md#8.2 (Linux 6.12.117 drivers/firmware/arm_ffa/driver.c, drivers/tee/optee/ffa_abi.c)',
};

const PROBE_HANG: Rule = {
  id: 'LINUX-PROBE-HANG',
  text: 'A probe that fails after the first yielding call never returns.',
  source: 'Linux 6.12.117 drivers/tee/optee/ffa_abi.c, optee_ffa_probe(), error path; recording i8-fault-6',
};
