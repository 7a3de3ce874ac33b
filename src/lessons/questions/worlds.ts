import type { Run } from '../../scenario/types.ts';
import { CORE, SPMC } from '../../trace/keys.ts';
import { callOf, logWith } from '../find-row.ts';
import { lessonScenario } from '../lesson.ts';
import { answerTo, type Check, callsOf, hasLog, type Option, option } from './question.ts';

// The questions of the lessons on error paths, threads and the two secure worlds, by the name of the lesson.

const SUCCESS = 0x8400_0061n;
const DENIED = 0xffff_fffan;
const last = (run: Run) => run.history.at(run.trace.length - 1);
const isDenied = (run: Run): boolean =>
  [...run.trace.rows()].some((e) => e.kind === 'return' && e.name === 'FFA_ERROR' && e.w[2] === DENIED);
const isGranted =
  (action: number) =>
  (run: Run): boolean =>
    [...run.trace.rows()].some((e) => e.kind === 'return' && e.action === action && e.w[0] === SUCCESS);
const devices = (run: Run): readonly unknown[] =>
  [...run.trace.rows()].flatMap((e) => (e.kind === 'step' && e.fn === 'ffa_device_register' ? [e.args.id] : []));
const isBottomHalf =
  (id: number) =>
  (run: Run): boolean =>
    last(run).get(SPMC.doBottomHalfValue) === id;
const binds =
  (n: number) =>
  (run: Run): boolean =>
    callsOf(run, 'FFA_NOTIFICATION_BIND').length === n;

const inScenario = (o: Option, json: { readonly [field: string]: unknown }): Option => ({
  ...o,
  scenario: lessonScenario(json),
});
const probe = { do: 'probe' };
const enableAnswers = (w3: string) => ({
  title: `ENABLE_ASYNC_NOTIF answers ${w3}`,
  actions: [probe],
  faults: [{ at: { service: 'ENABLE_ASYNC_NOTIF' }, do: { reply: { w3 } } }],
});
const firstPage = {
  title: 'The first page is refused',
  actions: [probe],
  faults: [{ at: { call: 'FFA_MEM_SHARE' }, do: { error: 'DENIED' } }],
};
const isUnnoticed = (run: Run): boolean => !hasLog(run, 'Failed to initialize async notifications');

export const WORLD_QUESTIONS: Readonly<Record<string, Check>> = {
  'largest-value': {
    hint: 'Look at the state after the last row, or at w4 of ENABLE_ASYNC_NOTIF.',
    options: [
      option('0', isBottomHalf(0), 'Id 0 was taken, and BIND of it was DENIED.'),
      option('1, the largest that it named', isBottomHalf(1), 'Id 1 was taken, and nobody looks at what w6 said.'),
      option('2, the id that Linux has', isBottomHalf(2), null),
    ],
    at: callOf('ENABLE_ASYNC_NOTIF'),
  },
  'many-meanings': {
    hint: 'Run each, and look for an FFA_ERROR with w2 = 0xfffffffa.',
    options: [
      inScenario(
        option(
          'An UNBIND while the id is pending',
          (run) => !isDenied(run),
          'UNBIND is answered by DENIED, −13 to Linux.',
        ),
        { title: 'UNBIND meets a pending id', actions: [probe, { do: 'notify' }, { do: 'remove', with: 'previous' }] },
      ),
      inScenario(
        option(
          'A bitmap that an earlier core left',
          (run) => !isDenied(run),
          'BITMAP_CREATE is answered by DENIED, −13 to Linux.',
        ),
        {
          title: 'BITMAP_CREATE finds a bitmap',
          driver: 'v7.3',
          actions: [probe, { do: 'unload', unbind: false }, { do: 'boot' }],
        },
      ),
      inScenario(
        option('−65530 in the line of the driver', (run) => !isDenied(run) && hasLog(run, '-65530'), null),
        enableAnswers('0xffff0006'),
      ),
    ],
    at: null,
  },
  'leaked-workqueue': {
    hint: 'The state panel lists what is held by the driver after the last row.',
    options: [
      option(
        'Nothing',
        ({ outcome }) => outcome.leaks.length === 0,
        'The state has a workqueue that nobody destroyed.',
      ),
      option('The workqueue', ({ outcome }) => outcome.leaks.join() === 'workqueue:optee_notification', null),
      option(
        'The workqueue and the id',
        ({ outcome }) => outcome.leaks.length > 1,
        'UNBIND was granted: the id is free again.',
      ),
    ],
    at: null,
  },
  'probe-hangs': {
    hint: 'What uses tee0 before the first message has been sent?',
    options: [
      inScenario(
        option('Yes', ({ outcome }) => outcome.hang !== null, 'The probe returns an error, and nobody waits.'),
        firstPage,
      ),
      inScenario(
        option('No, it fails and ends', ({ outcome }) => outcome.hang === null, null),
        firstPage,
      ),
    ],
    at: null,
  },
  'reads-as-success': {
    hint: 'The driver looks for a negative number.',
    options: [
      inScenario(option('w3 = 0x1', isUnnoticed, null), enableAnswers('0x1')),
      inScenario(
        option('w3 = 0xffff0006', isUnnoticed, 'As a C int it is −65530: the driver gives the id back and says so.'),
        enableAnswers('0xffff0006'),
      ),
    ],
    at: null,
  },
  'two-spmcs': {
    on: 'two-spmcs-hafnium',
    hint: 'The last variant of this lesson makes the same three calls on Hafnium.',
    options: [
      option(
        'The per-vCPU BIND',
        isGranted(1),
        'Hafnium answers INVALID_PARAMETERS: it has global notifications only.',
      ),
      option('UNBIND of a free id', isGranted(2), 'Hafnium answers DENIED: the id is not bound to this sender.'),
      option('BITMAP_DESTROY', isGranted(3), null),
    ],
    at: null,
  },
  'no-interrupt': {
    hint: 'Count the BINDs.',
    options: [
      option('None', binds(0), null),
      option('One', binds(1), 'The core refuses before it calls anybody.'),
      option('All 64', binds(64), 'The core refuses before it calls anybody, and −95 ends the walk.'),
    ],
    at: null,
  },
  'out-of-threads': {
    on: 'out-of-threads-for-ever',
    hint: 'There is a run of this lesson in which somebody sends the key.',
    options: [
      option('Both wait for ever', ({ outcome }) => outcome.hang !== null, null),
      option(
        'The sender is let in, and the waiter goes on',
        ({ outcome }) => outcome.hang === null,
        'The sender’s message is answered BUSY, since the waiter holds the only thread.',
      ),
    ],
    at: null,
  },
  'first-version': {
    on: 'version-before-linux',
    hint: 'The second variant begins with such a boot loader.',
    options: [
      option(
        'It goes on with 1.0',
        (run) => last(run).get(CORE.state) === 'ready',
        'Linux asks for 1.1, and that is refused: 1.0 was asked first.',
      ),
      option('It gives up, for a version of 32767.65535', (run) => hasLog(run, '32767.65535'), null),
    ],
    at: logWith('Latest supported'),
  },
  'told-once': {
    on: 'told-again',
    hint: 'The variant asks OP-TEE as SPMC.',
    options: [
      option(
        'NO_DATA, as Hafnium does',
        (run) => answerTo(run, callsOf(run, 'FFA_NOTIFICATION_INFO_GET', 3)[0])?.name === 'FFA_ERROR',
        'OP-TEE answers with VM 0 again.',
      ),
      option(
        'The same list again',
        (run) => answerTo(run, callsOf(run, 'FFA_NOTIFICATION_INFO_GET', 3)[0])?.name === 'FFA_SUCCESS',
        null,
      ),
    ],
    at: callOf('FFA_NOTIFICATION_INFO_GET', 2),
  },
  'second-partition': {
    on: 'second-partition-7.3',
    hint: 'Which devices does the core of the variant register?',
    options: [
      option('Not at all', (run) => devices(run).length < 3, 'It has a device of its own.'),
      option(
        'As partition 0, like 6.12',
        (run) => devices(run)[1] === '0x0',
        'The second device that the core registers has another id.',
      ),
      option('As arm-ffa-2 with the id 0x8002', (run) => devices(run)[1] === '0x8002', null),
    ],
    at: null,
  },
};
