import { FFA_STATUS, linuxErrno, type StatusName, statusText } from '../../abi/status.ts';
import { hex, u32 } from '../../base/bits.ts';
import { HAFNIUM, PKVM, UNBIND_PENDING } from './evidence.ts';
import { ffaDriver, hfApi, opteeFfa, recorded, spmc } from './places.ts';
import { bootAndProbeRun, callAnswers, cannot, errnoIn, firstIds, fnFails, probeRun, serviceAnswers } from './show.ts';
import type { Cause, Symptom } from './symptom.ts';

// What leads to a number in "Failed to initialize async notifications: N": the walk over the ids, BIND, ENABLE.

const INIT = opteeFfa('optee_ffa_async_notif_init');

const CALLBACK_REFUSED = {
  line: /Failed to register callback for (?<id>\d{1,3}) - -22/,
  says: 'Linux refused its own callback for id {id}.',
};
const NOTIFICATIONS_OFF = {
  line: /Notification (?:setup failed|bitmap create error) (?<n>-?\d{1,12})/,
  says: 'The FF-A core has turned notifications off ({n}).',
};

/**
 * Only what a recording shows was seen on a machine: BAD_PARAMETERS (docs/recordings.md, 7; the answer itself ships in
 * conformance/data/raw-optee.jsonl, direct-req-enable-async-id-64). The rest is read in OP-TEE's source.
 */
const resultCause = (result: bigint, why: string, title: string, seen: Cause['seen'] = 'in the source'): Cause => ({
  id: `enable-${hex(result)}`,
  title,
  because: `w3 of the response was ${hex(result)}, a TEE result. The driver returns w3 as it is, so the log shows it as a negative number that looks like an errno. ${why} The id that was bound is unbound again.`,
  next: "Read w3 of the ENABLE_ASYNC_NOTIF response, and OP-TEE's own log at that time.",
  source: [INIT, spmc('spmc_enable_async_notif')],
  seen,
  when: { rc: [Number(BigInt.asIntN(32, result))] },
  pro: [
    { line: /spmc_enable_async_notif.{0,40}(?:not ready|Invalid bottom half)/, says: 'OP-TEE says why it refuses.' },
  ],
  show: probeRun(
    `ENABLE answers ${hex(result)}`,
    { reply: 'ENABLE_ASYNC_NOTIF', nth: 1 },
    serviceAnswers('ENABLE_ASYNC_NOTIF', { reply: { w3: hex(result) } }),
  ),
});

/** TEE results that OP-TEE gives to ENABLE_ASYNC_NOTIF, and what each says. */
const RESULTS: readonly Cause[] = [
  resultCause(
    0xffff_0006n,
    'OP-TEE gives it for an id of 64 or more, and for a caller that is not VM 0.',
    'ENABLE_ASYNC_NOTIF answered TEE_ERROR_BAD_PARAMETERS',
    'on a machine',
  ),
  resultCause(
    0xffff_0009n,
    'OP-TEE gives it when the platform gave no interrupt away: notifications were announced and are not ready.',
    'ENABLE_ASYNC_NOTIF answered TEE_ERROR_NOT_IMPLEMENTED',
  ),
  resultCause(
    0xffff_0008n,
    'With virtualization OP-TEE gives it for a guest that it was not told of.',
    'ENABLE_ASYNC_NOTIF answered TEE_ERROR_ITEM_NOT_FOUND',
  ),
];
const KNOWN_RESULTS = [-65530, -65527, -65528];

/** Any other TEE result. */
const OTHER_RESULT: Cause = {
  ...resultCause(0xffff_0000n, 'OP-TEE as SPMC does not give this one here.', ''),
  id: 'enable-other-result',
  title: 'ENABLE_ASYNC_NOTIF answered {rc:result}',
  because:
    'w3 of the response was {rc:result}, a TEE result. The driver returns w3 as it is, so the log shows it as a negative number that looks like an errno. OP-TEE as SPMC does not give this one here. The id that was bound is unbound again.',
  seen: 'in the source',
  when: { rc: { below: -4095, not: KNOWN_RESULTS } },
  show: (n) =>
    probeRun(
      `ENABLE answers ${hex(u32(errnoIn(n)))}`,
      { reply: 'ENABLE_ASYNC_NOTIF', nth: 1 },
      serviceAnswers('ENABLE_ASYNC_NOTIF', { reply: { w3: hex(u32(errnoIn(n))) } }),
    ),
};

const KNOWN: readonly Cause[] = [
  {
    id: 'ids-all-bound',
    title: 'All 64 ids are bound',
    because:
      'BIND answered DENIED (w2 = 0xfffffffa) for every id from 0 to 63; Linux reads DENIED as −EACCES, and the driver tries the next id until none is left. Ids stay bound when UNBIND is refused because the id is pending, and when a kernel ends without unbinding.',
    next: 'Count the BIND calls: 64 of them mean this. Look for UNBIND answered DENIED in earlier removes.',
    source: [INIT, spmc('handle_notification_bind'), recorded('3')],
    seen: 'on a machine',
    when: { rc: [-13] },
    pro: [UNBIND_PENDING],
    open: ['How many BIND calls were made, and w2 of each reply.'],
    show: probeRun('All 64 ids are bound', { reply: 'FFA_NOTIFICATION_BIND', nth: -1 }, { bound: firstIds(64) }),
  },
  {
    id: 'bind-always-denied',
    title: 'The SPMC denies every BIND for another reason',
    because:
      'DENIED also stands for "pending" (Hafnium) and for any flag that is set (OP-TEE). The driver cannot tell these from "already bound" and walks through all 64 ids.',
    next: 'Read w2 of each BIND: it must be 0. Under Hafnium, look for ids that are still pending.',
    source: [spmc('handle_notification_bind'), hfApi('api_ffa_notification_update_bindings'), recorded('5')],
    seen: 'on a machine',
    when: { rc: [-13] },
    pro: [
      HAFNIUM,
      {
        line: /Notifications within '.{1,20}' pending|not permitted to set notifications/,
        says: 'Hafnium says why it denies.',
      },
    ],
    show: probeRun(
      'Every BIND is denied',
      { reply: 'FFA_NOTIFICATION_BIND', nth: 1 },
      callAnswers('FFA_NOTIFICATION_BIND', 'DENIED', 'all'),
    ),
  },
  {
    id: 'hash-bucket',
    title: "Two ids share a bucket of Linux's notifier hash",
    because:
      'Another driver holds an id of the same bucket. BIND succeeds, then Linux finds "its" callback present, since it compares the type and never the id, sends UNBIND and returns −EINVAL. The driver does not try another id. The pairs are 0/55 1/56 2/36 3/58 5/60 7/62 11/45 20/54 29/63.',
    next: 'Look for a BIND that succeeds with an UNBIND of the same id right after it.',
    source: [ffaDriver('notifier_hash_node_get'), ffaDriver('update_notifier_cb'), recorded('2')],
    seen: 'on a machine',
    when: { rc: [-22] },
    pro: [CALLBACK_REFUSED],
    show: probeRun(
      'Ids 0..35 are held: 36 meets 2',
      { reply: 'FFA_NOTIFICATION_UNBIND', nth: -1 },
      { held: firstIds(36) },
    ),
  },
  {
    id: 'workqueue',
    title: 'The work queue could not be made',
    because: 'The driver makes its work queue first and returns −EINVAL when there is none; no BIND is sent at all.',
    next: 'Look whether there is any BIND between EXCHANGE_CAPABILITIES and this message.',
    source: [INIT],
    seen: 'in the source',
    when: { rc: [-22] },
    contra: [CALLBACK_REFUSED],
    show: probeRun(
      'No work queue',
      { log: 'Failed to initialize async notifications: -22' },
      fnFails('create_workqueue', 'ENOMEM'),
    ),
  },
  {
    id: 'bind-odd-reply',
    title: 'BIND was answered with something else than SUCCESS or ERROR',
    because: 'Linux takes only the 32-bit FFA_SUCCESS and FFA_ERROR here. The SPMC may have bound the id all the same.',
    next: 'Read w0 of the reply to BIND.',
    source: [ffaDriver('ffa_notification_bind_common')],
    seen: 'in the source',
    when: { rc: [-22] },
    contra: [CALLBACK_REFUSED],
    show: probeRun(
      'BIND answered with a direct response',
      { reply: 'FFA_NOTIFICATION_BIND', nth: 1 },
      {
        faults: [{ at: { call: 'FFA_NOTIFICATION_BIND', nth: 1 }, do: { reply: { w0: '0x84000070' } } }],
      },
    ),
  },
  {
    id: 'core-without-notifications',
    title: 'The FF-A core has turned notifications off',
    because:
      'OP-TEE announces notifications, and the core has no interrupt or no bitmap for them, so notify_request returns −EOPNOTSUPP at once: no id is bound, no BIND is sent.',
    next: 'Look for "Notification setup failed" or "Notification bitmap create error" when arm_ffa starts: that line names the cause.',
    source: [ffaDriver('ffa_notify_request'), recorded('26')],
    seen: 'on a machine',
    when: { rc: [-95] },
    pro: [NOTIFICATIONS_OFF],
    show: bootAndProbeRun(
      'A machine without GICv3',
      { log: 'Failed to initialize async notifications: -95' },
      { gic: 2 },
    ),
  },
  {
    id: 'notifier-no-memory',
    title: 'Linux had no memory for the callback',
    because: 'notify_request makes its entry before the SMC, so no BIND is sent.',
    next: 'Look for other signs of a lack of memory in the log.',
    source: [ffaDriver('ffa_notify_request')],
    seen: 'in the source',
    when: { rc: [-12] },
    show: probeRun(
      'notify_request has no memory',
      { step: 'notify_request', rc: -12 },
      fnFails('notify_request', 'ENOMEM'),
    ),
  },
];

/** Statuses of FF-A with which BIND or ENABLE can be refused. */
const STATUSES = (Object.keys(FFA_STATUS) as StatusName[]).filter((n) => n !== 'SUCCESS');
const whenStatus = (name: StatusName) => ({ rc: [linuxErrno(FFA_STATUS[name])] });

function bindFails(name: StatusName): Cause {
  const why: { readonly [name in StatusName]?: string } = {
    INVALID_PARAMETERS:
      ' OP-TEE gives it for another receiver than VM 0 and for w5..w7 that are not zero, Hafnium for a sender that does not exist and for a per-vCPU notification.',
    NOT_SUPPORTED:
      ' Hafnium gives it when no bitmap was created, or when the receiver speaks FF-A 1.0; protected KVM to any call of notifications.',
  };
  const pro = name === 'NOT_SUPPORTED' ? { pro: [PKVM], contra: [NOTIFICATIONS_OFF] } : { contra: [CALLBACK_REFUSED] };
  return {
    id: `bind-${name}`,
    title: `BIND answered ${statusText(FFA_STATUS[name])}`,
    because: `Only DENIED makes the driver try another id: after any other status it gives up at the first id.${why[name] ?? ''}`,
    next: 'Read w1 (sender and receiver), w2 (flags) and w5..w7 of the BIND.',
    source: [INIT, ffaDriver('ffa_to_linux_errno'), recorded('5')],
    seen: name === 'INVALID_PARAMETERS' ? 'on a machine' : 'in the source',
    when: whenStatus(name),
    ...pro,
    show: probeRun(
      `BIND answers ${name}`,
      { reply: 'FFA_NOTIFICATION_BIND', nth: 1 },
      callAnswers('FFA_NOTIFICATION_BIND', name),
    ),
  };
}

function enableFails(name: StatusName): Cause {
  return {
    id: `enable-${name}`,
    title: `ENABLE_ASYNC_NOTIF was answered with FFA_ERROR ${statusText(FFA_STATUS[name])}`,
    because:
      'The direct message itself failed. Linux unbinds the id; when only the reply was lost, OP-TEE has started all the same.',
    next: 'Look at the direct message with w3 = 5 after the BIND that succeeded.',
    source: [INIT, ffaDriver('ffa_msg_send_direct_req')],
    seen: 'in the source',
    when: whenStatus(name),
    contra: name === 'NOT_SUPPORTED' ? [NOTIFICATIONS_OFF] : [CALLBACK_REFUSED],
    show: probeRun(
      `ENABLE answered with ${name}`,
      { reply: 'ENABLE_ASYNC_NOTIF', nth: 1 },
      serviceAnswers('ENABLE_ASYNC_NOTIF', { error: name }),
    ),
  };
}

/** A number that nothing in Linux or in a known firmware leads to. */
const NOTHING_LEADS_HERE: Cause = {
  id: 'async-unknown-number',
  title: 'No answer of a known firmware leads to this number',
  because:
    'The driver prints what its own initialisation returned: an errno of the FF-A core, or w3 of ENABLE_ASYNC_NOTIF read as a C int. This is neither.',
  next: 'Read the replies to FFA_NOTIFICATION_BIND and to the direct message with w3 = 5.',
  source: [INIT],
  seen: 'in the source',
  when: { rc: { above: -4096, not: [...STATUSES.map((n) => linuxErrno(FFA_STATUS[n]))] } },
  show: cannot('No status of FFA_ERROR and no TEE result gives this number.'),
};

/** What the line says: the probe goes on, only without notifications. */
export const asyncInit: Symptom = {
  id: 'async-init',
  who: 'optee',
  grade: 'limits',
  pattern: /Failed to initiali[sz]e async notifications: (?<rc>-?\d{1,12})/i,
  says: 'The OP-TEE driver has no asynchronous notifications: {rc:errno}. The probe goes on without them; sessions and trusted applications work.',
  examples: [
    ...[-4, -11, -12, -13, -16, -22, -61, -95, -125, -65530, -65527, -65528].map(
      (n) => `optee: Failed to initialize async notifications: ${n}`,
    ),
  ],
  source: [INIT],
  causes: [
    ...KNOWN,
    ...RESULTS,
    OTHER_RESULT,
    ...STATUSES.filter((n) => n !== 'DENIED').map(bindFails),
    ...STATUSES.map(enableFails),
    NOTHING_LEADS_HERE,
  ],
  follows: [
    {
      of: ['notification-setup', 'bitmap-create', 'irq-mapping', 'feature-interrupt', 'percpu-irq'],
      when: { rc: [-95] },
      says: 'optee does without bottom halves. notify_request answered −95, and no id was bound.',
    },
    {
      of: ['register-callback'],
      when: { rc: [-22] },
      says: 'optee does without bottom halves: it does not try another id.',
    },
    {
      of: ['op-tee-enable', 'op-tee-enable-id'],
      says: 'optee does without bottom halves: w3 of the response is printed as it is.',
    },
    { of: ['hf-bind*'], says: 'optee does without bottom halves.' },
  ],
};
