import { callIn, nthRow } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

const event = { do: 'notify', masks: true };
const actions = [{ do: 'probe' }, event, { do: 'remove' }, event, { do: 'probe' }, event];

export const deafConsole: LessonText = {
  name: 'deaf-console',
  title: 'A deaf console',
  why: 'One event after a remove is enough: the console of the secure world hears nothing more, whatever Linux loads afterwards.',
  scenario: lessonScenario({ title: 'An event after remove, and a new probe', driver: 'v7.3', actions }),
  glosses: [
    {
      at: nthRow((e) => e.action === 1 && e.kind === 'step' && e.fn === 'pl011_rx_intr_disable'),
      name: 'Masked until served',
      text: 'The top half of the console may not read here. It masks its own interrupt, so that it does not come again at once, and asks for a bottom half.',
    },
    {
      at: nthRow((e) => e.action === 1 && e.kind === 'step' && e.fn === 'pl011_rx_intr_enable'),
      name: 'Served, and unmasked',
      text: 'The bottom half reads the character and unmasks the interrupt. Nobody else does, but for a message that stops notifications.',
    },
    {
      at: nthRow((e) => e.action === 3 && e.kind === 'step' && e.fn === 'pl011_rx_intr_disable'),
      name: 'Masked after the remove',
      text: 'The driver is gone and OP-TEE was not told. The interrupt is masked again, for a bottom half that will not come.',
    },
    {
      at: nthRow((e) => e.action === 3 && e.kind === 'step' && e.fn === 'notifier_hnode_get_by_type' && e.rc === null),
      name: 'The event is dropped',
      text: 'Linux fetches the id with GET, finds no callback and drops it. From here on the console is deaf.',
    },
    {
      at: callIn(4, 'ENABLE_ASYNC_NOTIF'),
      name: 'Enabled a second time',
      text: 'A new probe binds an id and enables it. OP-TEE answers 0 and tells its drivers nothing: to them notifications were never stopped.',
    },
    {
      at: nthRow((e) => e.action === 5 && e.kind === 'change'),
      name: 'A character waits for ever',
      text: 'The next character raises no interrupt at all. There is a driver, an id and a bottom half, and no way to ask for it.',
    },
  ],
  question: 'What would make the console hear again, short of a reset?',
  answer:
    'Message command 7, STOP_ASYNC_NOTIF: the console unmasks its interrupt when it is told that nobody listens any more. The driver "fixed" sends it before it goes, so its console never becomes deaf.',
  source:
    'OP-TEE d5001fe0 core/arch/arm/plat-vexpress/main.c, console_itr_cb() and yielding_console_notif(); core/kernel/notif.c; docs/recordings-7.3.md#12 (f6, which does not ship)',
  seen: 'in the source',
  breaks: ['I8'],
  variants: [
    {
      name: 'deaf-console-fixed',
      title: 'The driver as it should be: the console hears every one',
      scenario: lessonScenario({ title: 'The same with a driver that stops OP-TEE', driver: 'fixed', actions }),
    },
    {
      name: 'deaf-console-watchdog',
      title: 'An interrupt that nobody masks comes again',
      scenario: lessonScenario({
        title: 'The same with a watchdog',
        driver: 'v7.3',
        actions: actions.map((a) => (a.do === 'notify' ? { do: 'notify' } : a)),
      }),
    },
  ],
};
