import { nthRow, stepOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

const BUSY = 0xffff_000dn;
const by = (ctx: string) => (e: { readonly ctx: string }) => e.ctx === ctx;

export const outOfThreads: LessonText = {
  name: 'out-of-threads',
  title: 'Out of secure threads',
  why: 'A call that waits inside OP-TEE keeps its thread, and whoever comes then waits in Linux until some call ends.',
  scenario: lessonScenario({
    title: 'One thread, and somebody waits in it',
    threads: 1,
    actions: [{ do: 'probe' }, { do: 'sync-wait', key: 3, timeout: 20 }, { do: 'session', with: 'previous' }],
  }),
  glosses: [
    {
      at: nthRow((e) => by('waiter')(e) && e.kind === 'return' && e.service !== null && e.w[4] === 1n),
      name: 'The only thread waits',
      text: 'The waiter’s thread asks for an RPC, "wait for key 3", and is suspended. It is the only one.',
    },
    {
      at: nthRow((e) => by('client')(e) && e.kind === 'return' && e.w[3] === BUSY),
      name: 'TEE_ERROR_BUSY',
      text: 'The client’s message finds no free thread: TEE_ERROR_BUSY. This never leaves the kernel.',
    },
    {
      at: nthRow((e) => by('waiter')(e) && e.kind === 'call' && e.service === 'YIELDING_CALL_RESUME'),
      name: 'The waiter goes on',
      text: 'The time is over, and the waiter’s thread is resumed. It ends, and its end is what wakes the next.',
    },
    {
      at: stepOf('optee_cq_wait_for_completion'),
      name: 'The client is woken',
      text: 'The client was in the queue of callers. It is woken by the end of another call, whoever made it, and sends its message anew.',
    },
  ],
  question: 'What if the one who would send the key needs a thread, too?',
  answer:
    'Both wait for ever: the waiter holds the only thread, and the sender stands behind it. OP-TEE has as many threads as its build says, CFG_NUM_THREADS, and a bottom half needs one as well.',
  source:
    'Linux 6.12.117 drivers/tee/optee/call.c, optee_cq_wait_for_completion(); OP-TEE d5001fe0 core/arch/arm/kernel/thread_spmc.c, thread_alloc_and_run()',
  seen: 'in the source',
  variants: [
    {
      name: 'out-of-threads-for-ever',
      title: 'The sender waits behind the waiter',
      scenario: lessonScenario({
        title: 'One thread, and the sender needs it',
        threads: 1,
        actions: [{ do: 'probe' }, { do: 'sync-wait', key: 3 }, { do: 'sync-send', key: 3, with: 'previous' }],
      }),
    },
  ],
};
