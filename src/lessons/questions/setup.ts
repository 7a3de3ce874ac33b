import { hex } from '../../base/bits.ts';
import type { Run } from '../../scenario/types.ts';
import { bucketOf } from '../../stack/linux/arm-ffa/hash.ts';
import { OPTEE } from '../../trace/keys.ts';
import { callIn, callOf, logWith } from '../find-row.ts';
import { lessonScenario } from '../lesson.ts';
import { answerTo, type Check, callsOf, hasLog, type Option, option, registerOptions } from './question.ts';

// The questions of the lessons on probe and remove, by the name of the lesson.

const bindTo = (error: string): Option['scenario'] =>
  lessonScenario({
    title: `The first BIND answers ${error}`,
    actions: [{ do: 'probe' }],
    faults: [{ at: { call: 'FFA_NOTIFICATION_BIND' }, do: { error } }],
  });

const walks = (error: string, why: string | null): Option => ({
  ...option(error, (run) => callsOf(run, 'FFA_NOTIFICATION_BIND').length > 1, why),
  scenario: bindTo(error) as NonNullable<Option['scenario']>,
});

/** Is OP-TEE told to stop between this call and its answer? */
const stopsAt =
  (name: string) =>
  (run: Run): boolean => {
    const call = callsOf(run, name, 1)[0];
    const end = answerTo(run, call);
    if (call === undefined || end === null) return false;
    return (
      run.history.at(call.row).get(OPTEE.notifStarted) === true &&
      run.history.at(end.row).get(OPTEE.notifStarted) !== true
    );
  };

/** Buckets of the notifier hash that 64 ids fall into. */
const HOLDABLE = new Set(Array.from({ length: 64 }, (_, id) => bucketOf(id))).size;

const notificationCalls = (run: Run): number =>
  [...run.trace.rows()].filter((e) => e.kind === 'call' && e.action === 1 && e.name.startsWith('FFA_NOTIFICATION_'))
    .length;

export const SETUP_QUESTIONS: Readonly<Record<string, Check>> = {
  probe: {
    hint: 'Compare w3 of the one with w4 of the other for an id that is not 0: lesson 3 has such a probe.',
    options: [
      option(
        'BIND takes a bitmap of ids, ENABLE_ASYNC_NOTIF the id as a number',
        (run) => {
          const id = run.outcome.bottom_half_value;
          const [bind, enable] = [callsOf(run, 'FFA_NOTIFICATION_BIND')[0], callsOf(run, 'ENABLE_ASYNC_NOTIF')[0]];
          return typeof id === 'number' && bind?.w[3] === 1n << BigInt(id) && enable?.w[4] === BigInt(id);
        },
        null,
      ),
      option(
        'OP-TEE refuses the id that was bound',
        (run) => answerTo(run, callsOf(run, 'ENABLE_ASYNC_NOTIF')[0])?.w[3] !== 0n,
        'OP-TEE answers ENABLE_ASYNC_NOTIF with w3 = 0x0, which is no error.',
      ),
      option(
        'The SPMC has bound another id than the one in w3',
        (run) => !Object.is(run.outcome.bottom_half_value, 0),
        'w3 of the BIND was 0x1, which is the bit of id 0, and id 0 is what the driver uses.',
      ),
    ],
    at: callOf('ENABLE_ASYNC_NOTIF'),
  },
  remove: {
    hint: 'Look at notif_started of OP-TEE in the state, before and after each call of the remove.',
    options: [
      option(
        'FFA_NOTIFICATION_UNBIND',
        stopsAt('FFA_NOTIFICATION_UNBIND'),
        'It goes to the SPMC, which forgets the binding. OP-TEE proper hears nothing of it: notif_started stays.',
      ),
      option(
        'UNREGISTER_SHM',
        stopsAt('UNREGISTER_SHM'),
        'It is about memory. OP-TEE forgets the page, and notif_started stays.',
      ),
      option('FFA_MEM_RECLAIM', stopsAt('FFA_MEM_RECLAIM'), 'It gives the page back to Linux. notif_started stays.'),
      option('None of them', (run) => run.history.at(run.trace.length - 1).get(OPTEE.notifStarted) === true, null),
    ],
    at: callIn(1, 'FFA_NOTIFICATION_UNBIND'),
  },
  'eacces-walk': {
    on: 'eacces-walk-32',
    hint: 'w3 holds ids 0 to 31, bit for bit.',
    options: registerOptions(
      callOf('FFA_NOTIFICATION_BIND', 33),
      (w, i) => (i === 3 || i === 4) && w[i] !== 0n,
      (w, i) => {
        const word = hex(w[i] ?? 0n);
        if (i === 3) return `w3 holds ids 0 to 31, and all of these are taken: it is ${word} there.`;
        if (i === 0) return `w0 says which call it is: ${word}, FFA_NOTIFICATION_BIND.`;
        if (i === 1) return `w1 names sender and receiver: ${word}.`;
        if (i === 2) return `w2 holds the flags: ${word}.`;
        return `w${i} must be zero, and it is ${word}.`;
      },
    ),
    at: callOf('FFA_NOTIFICATION_BIND', 33),
  },
  'all-taken': {
    hint: 'What does bottom_half_value say when the remove begins?',
    options: [
      option(
        'FFA_NOTIFICATION_UNBIND',
        (run) => callsOf(run, 'FFA_NOTIFICATION_UNBIND', 1).length > 0,
        'There is no UNBIND in this remove: the driver knows of no id that it could give back.',
      ),
      option(
        'FFA_NOTIFICATION_BITMAP_DESTROY',
        (run) => callsOf(run, 'FFA_NOTIFICATION_BITMAP_DESTROY', 1).length > 0,
        'The bitmap is the FF-A core’s. It goes when the core goes, not with a driver.',
      ),
      option('Nothing', (run) => notificationCalls(run) === 0, null),
    ],
    at: null,
  },
  'permanent-error': {
    hint: 'The driver goes on to the next id for one errno only.',
    options: [
      walks('BUSY', 'BUSY becomes −EBUSY (−16): one BIND, and the walk is over.'),
      walks('NO_MEMORY', 'NO_MEMORY becomes −ENOMEM (−12): one BIND, and the walk is over. It was recorded.'),
      walks('DENIED', null),
      walks('RETRY', 'RETRY becomes −EAGAIN (−11), and the driver does not try again: one BIND, and the walk is over.'),
    ],
    at: null,
  },
  'old-optee': {
    hint: 'The driver is not the only part of Linux that writes to the log.',
    options: [
      option('The FF-A core said so when it started', (run) => hasLog(run, 'Notification setup failed'), null),
      option(
        'The driver says so in its probe',
        (run) => hasLog(run, 'optee: Failed to initialize'),
        'The lines of the driver are its revision and “initialized driver”, as with notifications.',
      ),
      option(
        'No line says anything about it',
        (run) => !hasLog(run, 'otification'),
        'There is one: look for it before the probe.',
      ),
    ],
    at: logWith('Notification setup failed'),
  },
  'one-bucket': {
    hint: 'Two ids of one bucket are one entry to Linux, and there are 64 ids.',
    options: [64, 63, 55, 32].map((n) =>
      option(
        String(n),
        () => HOLDABLE === n,
        n === 55
          ? null
          : `The 64 ids fall into ${HOLDABLE} buckets: of two that share one only the first is registered.`,
      ),
    ),
    at: null,
  },
};
