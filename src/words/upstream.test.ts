import { describe, expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { GALLERY_NAMES, galleryScenario } from '../lessons/gallery.ts';
import { run } from '../scenario/run.ts';
import type { TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import { type Upstream, upstreamOf } from './upstream.ts';

const traceOf = (name: string): Trace => run(ensure(galleryScenario(name), name)).trace;
const linksAt = (trace: Trace, e: TraceEvent): readonly Upstream[] =>
  upstreamOf(e, e.kind === 'call' ? e : e.kind === 'return' && e.of >= 0 ? trace.row(e.of) : null, 'v6.12', 'optee');

/** Functions of the kernel at large, which every driver calls. */
const AT_LARGE =
  /^(kzalloc|kmalloc|kfree|rhashtable_\w+|\w+_workqueue|queue_work|device_(un)?register|tee_shm_pool_free|wait_for_completion(_timeout)?|smp_call_function_single|synchronize_srcu|machine_kexec|device_shutdown|irq_create_of_mapping|request_percpu_irq|cpuhp_setup_state)$/;

describe('the function that a row follows', () => {
  const trace = traceOf(ensure(GALLERY_NAMES[0], 'a first lesson'));
  const bind = ensure(
    [...trace.rows()].find((e) => e.kind === 'call' && e.name === 'FFA_NOTIFICATION_BIND'),
    'a BIND',
  );

  test('is the innermost one, and the handler that answers', () => {
    expect(linksAt(trace, bind)).toEqual([
      {
        name: 'ffa_notification_bind',
        version: 'Linux 6.12.117',
        href: 'https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git/tree/drivers/firmware/arm_ffa/driver.c?h=v6.12.117#n1191',
      },
      {
        name: 'handle_notification_bind',
        version: 'OP-TEE d5001fe0',
        href: 'https://github.com/OP-TEE/optee_os/blob/d5001fe0af66a4c059dc6816a7be08d7fb83ff1a/core/arch/arm/kernel/thread_spmc.c#L1684',
      },
    ]);
  });

  test('is the patch where the row is the patch', () => {
    expect(upstreamOf({ ...bind, src: 'linux/optee-v1' }, bind, 'v1', 'optee').map((u) => u.version)).toEqual([
      'the patch of 2023-10-26',
      'OP-TEE d5001fe0',
    ]);
  });

  test('is none for a recording and for what no kernel has', () => {
    expect(upstreamOf({ ...bind, src: null }, bind, 'v6.12', 'optee')).toEqual([]);
    expect(upstreamOf({ ...bind, src: 'linux/optee-fixed' }, bind, 'fixed', 'optee')).toEqual([]);
  });
});

test.each(GALLERY_NAMES)('%s: every function of the drivers and of OP-TEE is known upstream', (name) => {
  const trace = traceOf(name);
  const { driver } = ensure(galleryScenario(name), name);
  // A name such as FFA_NOTIFICATION_SET is a call that a partition makes, and no function. Where optee_cq_wait_for_completion
  // is defined in these releases is not known here, so its rows have no link.
  const unknown = [...trace.rows()].filter(
    (e) =>
      e.src !== null &&
      !/^(linux\/(optee-fixed|other-driver|user)|secure\/spmd\/)/.test(e.src) &&
      'fn' in e &&
      !AT_LARGE.test(e.fn) &&
      !/^(FFA_\w+|optee_cq_wait_for_completion)$/.test(e.fn) &&
      !upstreamOf(e, null, driver, 'optee').some((u) => u.name === e.fn || e.src === 'linux/optee-v1'),
  );
  expect(unknown.map((e) => `${e.src} ${'fn' in e ? e.fn : ''}`)).toEqual([]);
});
