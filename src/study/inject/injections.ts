import { errnoText } from '../../abi/errno.ts';
import type { Fault, FaultDo } from '../../sim/fault.ts';
import type { SecureWorldId } from '../../stack/secure/facts.ts';
import type { SecureWorld } from '../../stack/secure/secure-world.ts';
import { nameOf, secureWorldOf } from '../../stack/secure/worlds.ts';
import type { LegalReply } from '../replies/legal-reply.ts';
import { legalReplies } from '../replies/replies.ts';
import { errnoInjections } from './errno-injections.ts';
import type { Target } from './target.ts';

/** One line of the inject menu. */
export interface Injection {
  readonly key: string;
  readonly label: string;
  /** What it is for, where running the model does not say it; null where what follows is found by running the model. */
  readonly follows: string | null;
  /** When it really happens, or why it never does. */
  readonly cause: string;
  /** What is injected, or which form opens. */
  readonly act: { readonly fault: Fault } | { readonly opens: 'registers' | 'result' };
}

export interface InjectionGroup {
  readonly title: string;
  readonly injections: readonly Injection[];
  /** So many are shown at first; the others behind one line that opens them. */
  readonly shown: number;
  /** Replies that this secure world gives, that it never gives, that none may give; or no reply at all. */
  readonly kind: 'given' | 'never given' | 'forbidden' | 'other';
}

/** Ten milliseconds: long against everything else in a run, so that whatever can happen meanwhile does. */
const LATE = 10_000_000;

/** What can be injected at a target of a run in this secure world, in groups. Empty groups are left out. */
export function injectionGroups(target: Target, secure: SecureWorldId): InjectionGroup[] {
  const world = secureWorldOf(secure);
  const groups =
    target.kind === 'message'
      ? messageGroups(target, world)
      : target.kind === 'function'
        ? functionGroups(target)
        : [interruptGroup(target)];
  return groups.filter((g) => g.injections.length > 0);
}

function messageGroups(t: Target & { kind: 'message' }, world: SecureWorld): InjectionGroup[] {
  const replies = legalReplies(t.call.w, world);
  const of = (keep: (r: LegalReply) => boolean): Injection[] => replies.filter(keep).map((r) => replyInjection(t, r));
  const name = shortName(t.call.service ?? t.call.name);
  const edit: Injection = {
    key: 'edit',
    label: 'Edit the reply registers',
    follows: 'Write w0 to w7 by hand.',
    cause: 'Any word that the wire can carry may be put in.',
    act: { opens: 'registers' },
  };
  return [
    {
      title: `Answers that ${nameOf(world)}’s SPMC has for ${name}`,
      injections: of((r) => r.real && !r.breaksRule),
      shown: 8,
      kind: 'given',
    },
    {
      title: `Answers that it never gives for ${name}`,
      injections: of((r) => !r.real && !r.breaksRule),
      shown: 4,
      kind: 'never given',
    },
    {
      title: 'Replies that break the rules',
      injections: [...of((r) => r.breaksRule).slice(0, 3), edit, ...of((r) => r.breaksRule).slice(3)],
      shown: 4,
      kind: 'forbidden',
    },
    { title: 'No answer, or a late one', injections: lateInjections(t), shown: 4, kind: 'other' },
  ];
}

function replyInjection(t: Target, r: LegalReply): Injection {
  const fault = r.registers !== undefined ? { reply: r.registers } : { error: r.status ?? 0 };
  return {
    key: `${r.breaksRule ? 'rule' : 'reply'} ${r.label}`,
    label: r.label,
    follows: null,
    cause: r.cause,
    act: { fault: { at: t.at, do: fault } },
  };
}

/** FFA_INTERRUPT is answered with FFA_RUN where a partition runs for the caller; what else is made of it the model finds out. */
const isDirect = (t: Target): boolean =>
  t.kind === 'message' && (t.call.name === 'FFA_MSG_SEND_DIRECT_REQ' || t.call.name === 'FFA_RUN');

const lateInjections = (t: Target): Injection[] => [
  plain(t, 'Never answered', { drop: true }, 'The caller waits for ever.', 'The secure world hangs in the call.'),
  plain(
    t,
    'Answered 10 ms later',
    { delay: LATE },
    'Others may run meanwhile; the answer is the same.',
    'A slow or busy secure world.',
  ),
  plain(
    t,
    'FFA_INTERRUPT first',
    { interrupt: 1 },
    isDirect(t) ? 'Linux answers with FFA_RUN until the real reply comes.' : null,
    'An interrupt of the normal world preempts the secure world.',
  ),
  plain(
    t,
    'The secure world stops',
    { crash: true },
    'No call is answered any more.',
    'A panic in OP-TEE or in the SPMC.',
  ),
];

function plain(t: Target, label: string, d: FaultDo, follows: string | null, cause: string): Injection {
  return { key: label, label, follows, cause, act: { fault: { at: t.at, do: d } } };
}

function functionGroups(t: Target & { kind: 'function' }): InjectionGroup[] {
  const name = 'fn' in t.at ? t.at.fn : t.fn;
  const results = errnoInjections(name).map((rc): Injection => result(t, rc));
  const other: Injection = {
    key: 'other',
    label: 'Another result',
    follows: 'Write an errno by its name, or any C int.',
    cause: 'A positive number is the classic mistake: callers often test only for less than 0.',
    act: { opens: 'result' },
  };
  return [
    { title: `${t.fn}() fails, and its body does not run`, injections: [...results, other], shown: 12, kind: 'other' },
  ];
}

const result = (t: Target & { kind: 'function' }, rc: number): Injection => ({
  key: String(rc),
  label: errnoText(rc),
  follows: null,
  cause: '',
  act: { fault: { at: t.at, do: { rc } } },
});

const interruptGroup = (t: Target & { kind: 'interrupt' }): InjectionGroup => ({
  title: `The ${t.irq.irq} interrupt`,
  injections: [
    plain(
      t,
      'It never arrives',
      { lose: true },
      'What it would have told stays pending until the next interrupt of its kind.',
      'A CPU that goes offline between the signal and its handler.',
    ),
  ],
  shown: 1,
  kind: 'other',
});

/** `BIND` for FFA_NOTIFICATION_BIND; a service keeps its name. */
const shortName = (name: string): string => name.replace(/^FFA_(NOTIFICATION_)?/, '');
