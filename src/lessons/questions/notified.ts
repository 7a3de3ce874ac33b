import type { Run } from '../../scenario/types.ts';
import { CPU_PREFIX, OPTEE, SYNC_PREFIX } from '../../trace/keys.ts';
import { callOf, logWith, stepOf } from '../find-row.ts';
import { lessonScenario } from '../lesson.ts';
import { type Check, callsOf, hasLog, isNotified, option, registerOptions, timesOf, wordsAt } from './question.ts';

// The questions of the lessons on notifications, races and kexec, by the name of the lesson.

const probe = { do: 'probe' };
const notify = { do: 'notify' };
const together = { ...notify, with: 'previous' };

const last = (run: Run) => run.history.at(run.trace.length - 1);
/** The first row of a function's end in an action; past the end where there is none. */
const endOf = ({ trace }: Run, fn: string, action: number): number =>
  [...trace.rows()].find((e) => e.kind === 'step' && e.fn === fn && e.action === action)?.row ?? trace.length;
/** The yielding calls that carry nothing but the handle of their message. */
const BOTTOM_HALF = callOf('YIELDING_CALL_WITH_ARG', 5);
const ANOTHER = callOf('YIELDING_CALL_WITH_ARG', 4);
const valueWritten = ({ trace }: Run, action: number): number =>
  [...trace.rows()].find(
    (e) => e.action === action && e.changes.some((c) => c.key === 'driver.bottom_half_value' && c.after === 0),
  )?.row ?? trace.length;

const inOrder = (fields: { readonly title: string; readonly actions: readonly object[] }) =>
  lessonScenario({ driver: 'v7.3', ...fields });

export const NOTIFIED_QUESTIONS: Readonly<Record<string, Check>> = {
  notification: {
    hint: 'Compare this call with the yielding call before it, which closed a session.',
    options: [
      ...registerOptions(
        BOTTOM_HALF,
        () => false,
        (w, i) =>
          `w${i} is 0x${(w[i] ?? 0n).toString(16)}, as in the yielding call that closed the session of the probe.`,
      ).slice(3, 7),
      option(
        'None of them',
        ({ trace }) => wordsAt(trace, BOTTOM_HALF).every((w, i) => w === wordsAt(trace, ANOTHER)[i]),
        null,
      ),
    ],
    at: BOTTOM_HALF,
  },
  'two-ways': {
    on: 'two-ways-nobody-waits',
    hint: 'There is a run of this lesson in which nobody waits. What does its last row know of key 64?',
    options: [
      option(
        'It is lost: the wait that comes later waits for ever',
        (run) => last(run).get(`${SYNC_PREFIX}64`) === undefined,
        'Linux keeps the key, and the state shows it after the last row.',
      ),
      option(
        'Linux keeps the key, and the next wait returns at once',
        (run) => last(run).get(`${SYNC_PREFIX}64`) === 'latched',
        null,
      ),
      option(
        'The sender waits until somebody waits',
        ({ outcome }) => outcome.hang !== null,
        'The sender comes back: no task hangs in that run.',
      ),
    ],
    at: stepOf('optee_notif_send'),
  },
  coalescing: {
    hint: 'GET cleared the bit. What does the sixth event find?',
    options: [1, 2, 6].map((n) => ({
      ...option(
        String(n),
        (run) => timesOf(run, 'optee_do_bottom_half') === n,
        n === 2
          ? null
          : n === 1
            ? 'The sixth finds the bit clear, so it is an event of its own.'
            : 'The first five set one bit, and one bit is one bottom half.',
      ),
      scenario: lessonScenario({
        title: 'Five events, and a sixth after the GET',
        actions: [probe, notify, together, together, together, together, notify],
      }),
    })),
    at: null,
  },
  sleeping: {
    on: 'sleeping-v6.12',
    hint: 'Compare what stands between notif_callback and its end in both runs.',
    options: [
      option(
        'What it does: it queues work, and a worker runs the bottom half',
        ({ trace }) =>
          [...trace.rows()].some(
            (e) => e.kind === 'step' && e.fn === 'queue_work' && e.stack.includes('notif_callback'),
          ),
        null,
      ),
      option(
        'Where it runs: the callback makes the yielding call in a worker',
        ({ trace }) =>
          [...trace.rows()].some(
            (e) => e.kind === 'enter' && e.fn === 'optee_do_bottom_half' && e.stack.includes('notif_callback'),
          ),
        'In 6.12 no yielding call is made within notif_callback.',
      ),
      option(
        'Neither: it takes another lock',
        ({ outcome }) => outcome.violations.some((v) => v.rule === 'I23'),
        'With the same choices 6.12 breaks no rule, so something changed.',
      ),
    ],
    at: stepOf('notif_callback'),
  },
  'unbind-pending': {
    on: 'unbind-pending-64',
    hint: 'One id is gone with every round, and a bitmap has two words.',
    options: [16, 32, 64].map((n) =>
      option(
        String(n),
        ({ outcome }) => outcome.steps.filter(([fn, , rc]) => fn === 'notify_request' && rc === 0).length === n,
        n === 64 ? null : `After ${n} rounds there are ${64 - n} ids left, and the next probe finds one.`,
      ),
    ),
    at: logWith('Failed to initialize async notifications'),
  },
  'after-remove': {
    hint: 'What does OP-TEE believe about Linux after the remove?',
    options: [
      option(
        'OP-TEE still counts on Linux: notif_started is set',
        (run) => last(run).get(OPTEE.notifStarted) === true,
        null,
      ),
      option(
        'Its interrupt is masked',
        ({ trace }) => ![...trace.rows()].some((e) => e.kind === 'irq' && e.irq === 'secure UART' && e.action === 2),
        'The interrupt comes: it is the first row of the event.',
      ),
      option(
        'OP-TEE has panicked',
        (run) => last(run).get(OPTEE.panic) !== undefined,
        'It goes on; only with Hafnium below it does it panic there.',
      ),
    ],
    at: callOf('FFA_NOTIFICATION_GET'),
  },
  'too-early': {
    hint: 'When does OP-TEE begin to signal in the first probe?',
    options: [
      option(
        'OP-TEE signals only after ENABLE_ASYNC_NOTIF, and by then the value is written',
        (run) => valueWritten(run, 0) < (callsOf(run, 'ENABLE_ASYNC_NOTIF', 0)[0]?.row ?? 0),
        null,
      ),
      option(
        'The id is bound only after ENABLE_ASYNC_NOTIF',
        (run) =>
          (callsOf(run, 'FFA_NOTIFICATION_BIND', 0)[0]?.row ?? 0) >
          (callsOf(run, 'ENABLE_ASYNC_NOTIF', 0)[0]?.row ?? 0),
        'BIND comes first in every probe.',
      ),
      option(
        'Interrupts are off until the value is written',
        (run) => String(run.history.at(valueWritten(run, 0) - 1).get(`${CPU_PREFIX}0`)).includes('irq'),
        'The probe runs in insmod with interrupts on.',
      ),
    ],
    at: callOf('ENABLE_ASYNC_NOTIF'),
  },
  'no-barrier': {
    hint: 'What has the callback done when notify_relinquish returns?',
    options: [
      option(
        'Yes: draining waits for the bottom half',
        (run) => endOf(run, 'queue_work', 1) < endOf(run, 'notify_relinquish', 2),
        'Nothing is queued when the remove comes there: a queue that is empty is drained at once.',
      ),
      option(
        'No: the callback has not queued its work yet',
        (run) => endOf(run, 'queue_work', 1) > endOf(run, 'notify_relinquish', 2),
        null,
      ),
    ],
    at: stepOf('notify_relinquish'),
  },
  kexec: {
    on: 'kexec-bitmap',
    hint: 'There is a run of this lesson in which they were.',
    options: [
      option(
        'A bitmap that is there already: BITMAP_CREATE is DENIED',
        (run) => hasLog(run, 'Notification bitmap create error -13'),
        null,
      ),
      option(
        'A firmware that has forgotten everything',
        isNotified,
        'Its driver has no id in the end: the bitmap of the old kernel is in the way.',
      ),
      option(
        'RXTX_MAP is DENIED once more',
        (run) => hasLog(run, 'failed to register FFA RxTx buffers'),
        'The buffers are mapped: the core goes on to its notifications.',
      ),
    ],
    at: logWith('Notification bitmap create error -13'),
  },
  'kexec-now': {
    hint: 'What was bound when BITMAP_DESTROY came?',
    options: [
      {
        ...option(
          'Nothing: the hook is enough',
          isNotified,
          'That is the run of this lesson: the new driver has no notifications.',
        ),
      },
      {
        ...option(
          'A notification has to be let through',
          isNotified,
          'The id is bound all the same, so BITMAP_DESTROY is DENIED, and the new driver has no notifications.',
        ),
        scenario: inOrder({
          title: 'A notification, then another kernel',
          actions: [probe, notify, { do: 'kexec' }, probe],
        }),
      },
      {
        ...option('The driver has to be unbound', isNotified, null),
        scenario: inOrder({
          title: 'Unbound, then another kernel',
          actions: [probe, { do: 'remove' }, { do: 'kexec' }, probe],
        }),
      },
    ],
    at: null,
  },
  'core-first': {
    hint: 'The core destroys its bitmap first. When does the SPMC let it?',
    options: [
      {
        ...option(
          'To let a pending notification through before',
          isNotified,
          'The id is bound all the same, so BITMAP_DESTROY is DENIED, and the next driver has no notifications.',
        ),
        scenario: inOrder({
          title: 'A notification, then the core goes',
          actions: [probe, notify, { do: 'unload', unbind: false }, { do: 'boot' }],
        }),
      },
      {
        ...option('To unbind the driver before', isNotified, null),
        scenario: inOrder({
          title: 'Unbound, then unloaded, and again',
          actions: [probe, { do: 'unload' }, { do: 'boot' }, probe],
        }),
      },
      option(
        'To load the core once more',
        isNotified,
        'That is the run of this lesson: the core finds its own bitmap, and the driver does without notifications.',
      ),
    ],
    at: null,
  },
};
