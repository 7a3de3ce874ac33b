import { callIn, logWith, nthRow, stepOf } from './find-row.ts';
import { type LessonText, lessonScenario } from './lesson.ts';

export const kexec: LessonText = {
  name: 'kexec',
  title: 'kexec',
  why: 'A new kernel begins with nothing, and the secure world remembers the old one: its buffers, its bitmap, its ids.',
  scenario: lessonScenario({ title: 'Another kernel, the same firmware', actions: [{ do: 'probe' }, { do: 'kexec' }] }),
  glosses: [
    {
      at: stepOf('machine_kexec'),
      name: 'Linux forgets',
      text: 'All that Linux knew is gone. This FF-A core has no shutdown hook, so no call tells the firmware: BITMAP_DESTROY, UNBIND and RXTX_UNMAP are never sent.',
    },
    {
      at: callIn(1, 'FFA_RXTX_MAP'),
      name: 'New buffers',
      text: 'The new kernel offers its buffers, at other addresses.',
    },
    {
      at: nthRow((e) => e.action === 1 && e.kind === 'return' && e.name === 'FFA_ERROR'),
      name: 'DENIED',
      text: 'DENIED: buffers are mapped for this VM already. They lie in pages that now belong to somebody else.',
    },
    {
      at: logWith('failed to register FFA RxTx buffers'),
      name: 'The core gives up',
      text: 'The FF-A core gives up, and with it OP-TEE: there is no device to probe. Only a reset helps.',
    },
  ],
  question: 'What would the new kernel meet if the buffers were unmapped?',
  answer:
    'BITMAP_CREATE is DENIED, because the bitmap of the old kernel is there. The core goes on without notifications, and every notify_request answers −95.',
  source:
    'Linux 6.12.117 drivers/firmware/arm_ffa/driver.c, ffa_init() and ffa_notifications_setup(); OP-TEE d5001fe0 thread_spmc.c, spmc_handle_rxtx_map() and handle_notification_bitmap_create(); found by reading, not seen on a machine',
  seen: 'in the source',
  variants: [
    {
      name: 'kexec-bitmap',
      title: 'With the buffers unmapped: the bitmap is still there',
      scenario: lessonScenario({
        title: 'The bitmap of the old kernel',
        actions: [{ do: 'probe' }, { do: 'kexec' }, { do: 'probe' }],
        faults: [{ at: { call: 'FFA_RXTX_MAP' }, do: { reply: { w0: '0x84000061', w2: '0x0' } } }],
      }),
    },
  ],
};
