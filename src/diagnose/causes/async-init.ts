import { errnoText } from '../../abi/errno.ts';
import { FFA_STATUS, linuxErrno, type StatusName, statusText } from '../../abi/status.ts';
import { teeResultName } from '../../abi/tee-result.ts';
import { hex, u32 } from '../../base/bits.ts';
import type { Cause, Symptom } from './cause.ts';
import { bindAnswers, bootAndProbe, firstIds, probe, serviceAnswers } from './scenarios.ts';

const DRIVER = 'Linux 6.12.117 drivers/tee/optee/ffa_abi.c, optee_ffa_async_notif_init()';
const CORE = 'Linux 6.12.117 drivers/firmware/arm_ffa/driver.c';
const SPMC = 'OP-TEE 4.10 (d5001fe0) core/arch/arm/kernel/thread_spmc.c';

/** What the line says: the probe goes on, only without notifications. */
export const asyncInit: Symptom = {
  id: 'async-init',
  matches: /Failed to initiali[sz]e async notifications: (-?\d{1,12})/i,
  meaning: (m) => {
    const code = Number(m[1]);
    const what = isTeeResult(code)
      ? `${code} is no errno: it is the TEE result ${hex(u32(code))} (${teeResultName(u32(code)) ?? 'without a name'}), printed as a C int`
      : errnoText(code);
    return `The OP-TEE driver has no asynchronous notifications: ${what}. The probe goes on without them.`;
  },
  causes: (m) => asyncInitCauses(Number(m[1])),
};

/** What leads to this number in the message, the most likely first; empty for a number that nothing leads to. */
export const asyncInitCauses = (code: number): readonly Cause[] =>
  isTeeResult(code) ? [teeResult(code)] : [...(KNOWN[code] ?? []), ...fromFirmware(code)];

/** Errnos end at −4095; what lies below is a TEE result of 0xffffxxxx. */
export const isTeeResult = (code: number): boolean => code < -4095 && code >= -0x8000_0000;

function teeResult(code: number): Cause {
  const result = u32(code);
  const why: { readonly [result: string]: string } = {
    '0xffff0006': ' OP-TEE gives it for an id of 64 or more, and for a caller that is not VM 0.',
    '0xffff0009':
      ' OP-TEE gives it when the platform gave no interrupt away: notifications were announced and are not ready.',
  };
  return {
    id: `enable-${hex(result)}`,
    title: `ENABLE_ASYNC_NOTIF answered ${teeResultName(result) ?? hex(result)}`,
    because:
      `w3 of the response was ${hex(result)}, a TEE result. The driver returns w3 as it is, so the log shows it as a negative number that looks like an errno.${why[hex(result)] ?? ''} ` +
      'The id that was bound is unbound again.',
    next: "Read w3 of the ENABLE_ASYNC_NOTIF response, and OP-TEE's own log at that time.",
    source: `${DRIVER}; ${SPMC}, spmc_enable_async_notif(); docs/recordings.md#7`,
    seen: 'on a machine',
    scenario: probe(
      `ENABLE answers ${hex(result)}`,
      serviceAnswers('ENABLE_ASYNC_NOTIF', { reply: { w3: hex(result) } }),
    ),
    row: { reply: 'ENABLE_ASYNC_NOTIF', nth: 1 },
  };
}

const KNOWN: { readonly [code: number]: readonly Cause[] } = {
  [-13]: [
    {
      id: 'ids-all-bound',
      title: 'All 64 ids are bound',
      because:
        'BIND answered DENIED (w2 = 0xfffffffa) for every id from 0 to 63; Linux reads DENIED as −EACCES, and the driver tries the next id until none is left. Ids stay bound when UNBIND is refused because the id is pending, and when a kernel ends without unbinding.',
      next: 'Count the BIND calls: 64 of them mean this. Look for UNBIND answered DENIED in earlier removes.',
      source: `${DRIVER}; ${SPMC}, handle_notification_bind(); docs/recordings.md#3 and docs/recordings.md#12`,
      seen: 'on a machine',
      scenario: probe('All 64 ids are bound', { bound: firstIds(64) }),
      row: { reply: 'FFA_NOTIFICATION_BIND', nth: -1 },
    },
    {
      id: 'bind-always-denied',
      title: 'The SPMC denies every BIND for another reason',
      because:
        'DENIED also stands for "pending" (Hafnium) and for any flag that is set (OP-TEE). The driver cannot tell these from "already bound" and walks through all 64 ids.',
      next: 'Read w2 of each BIND: it must be 0. Under Hafnium, look for ids that are still pending.',
      source:
        'OP-TEE handle_notification_bind(), Hafnium src/ffa/spmc/notifications.c; docs/protocol.md#4.4, docs/recordings.md#4',
      seen: 'on a machine',
      scenario: probe('Every BIND is denied', bindAnswers('DENIED', 'all')),
      row: { reply: 'FFA_NOTIFICATION_BIND', nth: 1 },
    },
    enableFails('DENIED'),
  ],
  [-22]: [
    {
      id: 'hash-bucket',
      title: "Two ids share a bucket of Linux's notifier hash",
      because:
        'Another driver holds an id of the same bucket. BIND succeeds, then Linux finds "its" callback present, since it compares the type and never the id, sends UNBIND and returns −EINVAL. The driver does not try another id. The pairs are 0/55 1/56 2/36 3/58 5/60 7/62 11/45 20/54 29/63.',
      next: 'Look for a BIND that succeeds with an UNBIND of the same id right after it.',
      source: `${CORE}, notifier_hash_node_get() and update_notifier_cb(); recording i9-hash-collision`,
      seen: 'on a machine',
      scenario: probe('Ids 0..35 are held: 36 meets 2', { held: firstIds(36) }),
      row: { reply: 'FFA_NOTIFICATION_UNBIND', nth: -1 },
      evidence: /Failed to register callback for \d+ - -22/,
    },
    {
      id: 'workqueue',
      title: 'The work queue could not be made',
      because: 'The driver makes its work queue first and returns −EINVAL when there is none; no BIND is sent at all.',
      next: 'Look whether there is any BIND between EXCHANGE_CAPABILITIES and this message.',
      source: DRIVER,
      seen: 'in the source',
      scenario: probe('No work queue', { faults: [{ at: { fn: 'create_workqueue' }, do: { errno: 'ENOMEM' } }] }),
      row: { log: 'Failed to initialize async notifications: -22' },
    },
    {
      id: 'bind-odd-reply',
      title: 'BIND was answered with something else than SUCCESS or ERROR',
      because:
        'Linux takes only the 32-bit FFA_SUCCESS and FFA_ERROR here. The SPMC may have bound the id all the same.',
      next: 'Read w0 of the reply to BIND.',
      source: `${CORE}, ffa_notification_bind_common()`,
      seen: 'in the source',
      scenario: probe('BIND answered with a direct response', {
        faults: [{ at: { call: 'FFA_NOTIFICATION_BIND', nth: 1 }, do: { reply: { w0: '0x84000070' } } }],
      }),
      row: { reply: 'FFA_NOTIFICATION_BIND', nth: 1 },
    },
  ],
  [-95]: [
    {
      id: 'core-without-interrupt',
      title: 'The FF-A core has no interrupt for notifications',
      because:
        'OP-TEE announces notifications and Linux could not map the interrupt, for instance without a GICv3 node. The core turned notifications off while it started, so notify_request returns −EOPNOTSUPP and no BIND is sent.',
      next: 'Look for "Notification setup failed" when arm_ffa starts, and for the interrupt controller in the device tree.',
      source: `${CORE}, ffa_notifications_setup() and ffa_irq_map(); recording i10-gicv2-probe`,
      seen: 'on a machine',
      scenario: bootAndProbe('A machine without GICv3', { gic: 2 }),
      row: { log: 'Failed to initialize async notifications: -95' },
      evidence: /Notification setup failed/,
    },
    {
      id: 'bitmap-of-old-kernel',
      title: 'The bitmap of an earlier kernel is still there',
      because:
        'BITMAP_CREATE answered DENIED: the kernel before (kexec) did not destroy its bitmap. The core logs one line and goes on without notifications, for the whole system.',
      next: 'Look for "Notification bitmap create error -13" when arm_ffa starts.',
      source: `${CORE}, ffa_notifications_setup(); ${SPMC}, handle_notification_bitmap_create()`,
      seen: 'in the source',
      scenario: bootAndProbe('BITMAP_CREATE is denied', {
        faults: [{ at: { call: 'FFA_NOTIFICATION_BITMAP_CREATE' }, do: { error: 'DENIED' } }],
      }),
      row: { reply: 'FFA_NOTIFICATION_BITMAP_CREATE', nth: 1 },
      evidence: /Notification bitmap create error/,
    },
  ],
};

/** Statuses of FF-A that Linux makes this errno of, at BIND and at ENABLE. */
function fromFirmware(code: number): readonly Cause[] {
  const names = (Object.keys(FFA_STATUS) as StatusName[]).filter(
    (n) => n !== 'SUCCESS' && n !== 'DENIED' && linuxErrno(FFA_STATUS[n]) === code,
  );
  const fromMemory = code === -12 ? [noMemory] : [];
  return [...names.map(bindFails), ...fromMemory, ...names.map(enableFails)];
}

const noMemory: Cause = {
  id: 'notifier-no-memory',
  title: 'Linux had no memory for the callback',
  because: 'notify_request makes its entry before the SMC, so no BIND is sent.',
  next: 'Look for other signs of a lack of memory in the log.',
  source: `${CORE}, ffa_notify_request()`,
  seen: 'in the source',
  scenario: probe('notify_request has no memory', {
    faults: [{ at: { fn: 'notify_request' }, do: { errno: 'ENOMEM' } }],
  }),
  row: { step: 'notify_request', rc: -12 },
};

function bindFails(name: StatusName): Cause {
  const why: { readonly [name in StatusName]?: string } = {
    INVALID_PARAMETERS:
      ' OP-TEE gives it for another receiver than VM 0 and for w5..w7 that are not zero, Hafnium for a sender that does not exist.',
    NOT_SUPPORTED: ' Hafnium gives it when no bitmap was created, or when the receiver speaks FF-A 1.0.',
  };
  return {
    id: `bind-${name}`,
    title: `BIND answered ${statusText(FFA_STATUS[name])}`,
    because: `Only DENIED makes the driver try another id: after any other status it gives up at the first id.${why[name] ?? ''}`,
    next: 'Read w1 (sender and receiver), w2 (flags) and w5..w7 of the BIND.',
    source: `${DRIVER}; ${CORE}, ffa_linux_errmap; recording i1-bind-errors`,
    seen: name === 'INVALID_PARAMETERS' ? 'on a machine' : 'in the source',
    scenario: probe(`BIND answers ${name}`, bindAnswers(name)),
    row: { reply: 'FFA_NOTIFICATION_BIND', nth: 1 },
  };
}

function enableFails(name: StatusName): Cause {
  return {
    id: `enable-${name}`,
    title: `ENABLE_ASYNC_NOTIF was answered with FFA_ERROR ${statusText(FFA_STATUS[name])}`,
    because:
      'The direct message itself failed. Linux unbinds the id; when only the reply was lost, OP-TEE has started all the same.',
    next: 'Look at the direct message with w3 = 5 after the BIND that succeeded.',
    source: `${DRIVER}; ${CORE}, ffa_msg_send_direct_req()`,
    seen: 'in the source',
    scenario: probe(`ENABLE answered with ${name}`, serviceAnswers('ENABLE_ASYNC_NOTIF', { error: name })),
    row: { reply: 'ENABLE_ASYNC_NOTIF', nth: 1 },
  };
}
