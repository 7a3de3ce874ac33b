import { describe, expect, test } from 'vitest';
import { explain } from '../explain.ts';
import { bare } from '../story/bare.ts';
import { ReportReader } from './read-report.ts';

const read = (text: string) => {
  const reader = new ReportReader();
  for (const [i, line] of text.split('\n').entries()) reader.line({ text: bare(line).text, number: i + 1 });
  return reader.reports();
};

const KASAN = `[  100.1] ==================================================================
[  100.2] BUG: KASAN: slab-use-after-free in handle_notif_callbacks+0xd4/0x140
[  100.3] Read of size 8 at addr ffff0000c1a2b300 by task kworker/0:1/31
[  100.4]
[  100.5] CPU: 0 UID: 0 PID: 31 Comm: kworker/0:1 Not tainted 6.12.117 #1
[  100.6] Hardware name: linux,dummy-virt (DT)
[  100.7] Workqueue: ffa_pcpu_irq_notification ffa_sched_recv_irq_work_fn
[  100.8] Call trace:
[  100.9]  kasan_report+0xd8/0x1d8
[  101.0]  handle_notif_callbacks+0xd4/0x140
[  101.1]  notif_get_and_handle+0x120/0x1a0
[  101.2]  process_one_work+0x3c0/0x8e0
[  101.3]
[  101.4] Allocated by task 60:
[  101.5]  kasan_save_stack+0x3c/0x64
[  101.6]  ffa_notify_request+0x60/0x200
[  101.7]
[  101.8] Freed by task 71:
[  101.9]  kfree+0xdc/0x2d0
[  102.0]  __ffa_notify_relinquish+0x90/0x110
[  102.1]  optee_ffa_remove+0x30/0xa0 [optee]
[  102.2] ==================================================================
[  102.3] systemd[1]: something else`;

describe('a report is one thing', () => {
  test('KASAN: kind, task, CPU, work queue, and three chains', () => {
    const [r] = read(KASAN);
    expect(r).toMatchObject({ kind: 'KASAN', from: 2, to: 22, task: 'kworker/0:1', pid: 31, cpu: 0 });
    expect(r?.workqueue).toBe('ffa_pcpu_irq_notification ffa_sched_recv_irq_work_fn');
    expect(r?.chain.map((f) => f.fn)).toEqual([
      'kasan_report',
      'handle_notif_callbacks',
      'notif_get_and_handle',
      'process_one_work',
    ]);
    expect(r?.others.map((o) => [o.title, o.frames.map((f) => f.fn)])).toEqual([
      ['Allocated by task 60', ['kasan_save_stack', 'ffa_notify_request']],
      ['Freed by task 71', ['kfree', '__ffa_notify_relinquish', 'optee_ffa_remove']],
    ]);
    expect(explain(KASAN).map((e) => e.causes.map((c) => c.id))).toEqual([['callback-freed']]);
  });

  test.each([
    [
      '[ 1.0] INFO: task insmod:63 blocked for more than 120 seconds.\n[ 1.1]  tee_device_unregister+0x7c/0xb0 [tee]\n[ 1.2]  optee_ffa_probe+0x28c/0x308 [optee]',
      'hung task',
      'insmod',
      'probe-hang',
    ],
    [
      'INFO: task rmmod:80 blocked for more than 120 seconds.\n tee_device_unregister+0x7c/0xb0 [tee]\n optee_ffa_remove+0x28/0x30 [optee]',
      'hung task',
      'rmmod',
      'remove-open-client',
    ],
    [
      'INFO: task xtest:90 blocked for more than 120 seconds.\n optee_cq_wait_for_completion+0x7c/0xb0 [optee]\n optee_ffa_yielding_call+0x28c/0x308 [optee]',
      'hung task',
      'xtest',
      'thread-limit',
    ],
    [
      'watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [xtest:135]\nCPU: 1 UID: 0 PID: 135 Comm: xtest Not tainted 6.12 #1\npc : __arm_smccc_smc+0x4/0x30\nlr : __arm_ffa_fn_smc+0x24/0x40\nCall trace:\n __arm_smccc_smc+0x4/0x30\n ffa_msg_send_direct_req+0x90/0x140',
      'soft lockup',
      'xtest',
      'in-secure-world',
    ],
    [
      'Unable to handle kernel NULL pointer dereference at virtual address 0000000000000018\nInternal error: Oops: 0000000096000004 [#1] PREEMPT SMP\nCPU: 0 UID: 0 PID: 31 Comm: kworker/0:1 Not tainted 6.12 #1\npc : notif_callback+0x10/0x60 [optee]\nlr : handle_notif_callbacks+0xd4/0x140\nCall trace:\n notif_callback+0x10/0x60 [optee]\n handle_notif_callbacks+0xd4/0x140\n---[ end trace 0000000000000000 ]---',
      'Oops',
      'kworker/0:1',
      'driver-data-freed',
    ],
    [
      'BUG: scheduling while atomic: swapper/0/0/0x00010002\nCall trace:\n __schedule_bug+0x54/0x70\n mutex_lock+0x24/0x80\n optee_ffa_yielding_call+0x60/0x230 [optee]\n optee_do_bottom_half+0x40/0x80 [optee]\n notif_callback+0x10/0x60 [optee]\n handle_notif_callbacks+0x54/0xe0',
      'scheduling while atomic',
      'swapper/0',
      'bottom-half-in-callback',
    ],
    [
      'WARNING: CPU: 0 PID: 9 at kernel/smp.c:815 smp_call_function_many_cond+0x430/0x470\nWorkqueue: ffa_pcpu_irq_notification notif_pcpu_irq_work_fn\nCall trace:\n smp_call_function_many_cond+0x430/0x470\n smp_call_function_single+0xfc/0x1a0\n notif_pcpu_irq_work_fn+0x2c/0x38',
      'WARNING',
      null,
      'npi-cross-call',
    ],
  ] as const)('%s', (text, kind, task, cause) => {
    const [r] = read(text);
    expect([r?.kind, r?.task]).toEqual([kind, task]);
    expect(explain(text)[0]?.causes[0]?.id).toBe(cause);
  });

  test('lockdep: both chains and the locks', () => {
    const text = `======================================================
WARNING: possible circular locking dependency detected
6.12.117 #1 Not tainted
------------------------------------------------------
kworker/0:1/31 is trying to acquire lock:
ffff0000c0a1b2c0 (&drv_info->notify_lock){++++}-{2:2}, at: handle_notif_callbacks+0x54/0xe0

but task is already holding lock:
ffff0000c0a1b300 (&priv->lock){+.+.}-{2:2}, at: my_callback+0x20/0x60

which lock already depends on the new lock.

the existing dependency chain (in reverse order) is:

-> #1 (&priv->lock){+.+.}-{2:2}:
       _raw_spin_lock+0x48/0x60
       my_probe+0x30/0x90
-> #0 (&drv_info->notify_lock){++++}-{2:2}:
       _raw_read_lock+0x60/0x90
       handle_notif_callbacks+0x54/0xe0

stack backtrace:
CPU: 0 UID: 0 PID: 31 Comm: kworker/0:1 Not tainted 6.12.117 #1
Call trace:
 handle_notif_callbacks+0x54/0xe0
 notif_get_and_handle+0x40/0x88`;
    const [r, ...more] = read(text);
    expect(more).toEqual([]);
    expect(r?.locks).toEqual(['&drv_info->notify_lock', '&priv->lock']);
    expect(r?.others.map((o) => o.frames.at(-1)?.fn)).toEqual(['my_probe', 'handle_notif_callbacks']);
    expect(explain(text).map((e) => e.causes[0]?.id)).toEqual(['notify-lock-order']);
  });
});

test('a report without FF-A and OP-TEE in its chain is nobody’s, though other lines speak of both', () => {
  const text = `ARM FF-A: Driver version 1.1
BUG: sleeping function called from invalid context at drivers/clk/clk.c:1040
Call trace:
 __might_resched+0x160/0x1a8
 serial8250_do_startup+0x44/0x7d0
---[ end trace 0 ]---
INFO: task nfsd:812 blocked for more than 120 seconds.
Call trace:
 rpc_wait_bit_killable+0x24/0xa0`;
  expect(read(text)).toHaveLength(2);
  expect(explain(text)).toEqual([]);
});

describe('everything that a report says', () => {
  const frame = (fn: string, line: number, module: string | null = null, ours = true) => ({ fn, module, ours, line });
  const nothing = {
    task: null,
    pid: null,
    cpu: null,
    workqueue: null,
    chain: [],
    others: [],
    locks: [],
    seconds: null,
  };

  test('KASAN', () => {
    expect(read(KASAN)).toEqual([
      {
        ...{ ...nothing, kind: 'KASAN', from: 2, to: 22, task: 'kworker/0:1', pid: 31, cpu: 0 },
        headline: 'BUG: KASAN: slab-use-after-free in handle_notif_callbacks+0xd4/0x140',
        workqueue: 'ffa_pcpu_irq_notification ffa_sched_recv_irq_work_fn',
        chain: [
          frame('kasan_report', 9, null, false),
          frame('handle_notif_callbacks', 10),
          frame('notif_get_and_handle', 11),
          frame('process_one_work', 12, null, false),
        ],
        others: [
          {
            title: 'Allocated by task 60',
            frames: [frame('kasan_save_stack', 15, null, false), frame('ffa_notify_request', 16)],
          },
          {
            title: 'Freed by task 71',
            frames: [
              frame('kfree', 19, null, false),
              frame('__ffa_notify_relinquish', 20),
              frame('optee_ffa_remove', 21, 'optee'),
            ],
          },
        ],
      },
    ]);
  });

  test('a soft lockup: CPU, seconds, and pc and lr once where the trace begins with them', () => {
    const text = `watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [xtest:135]
CPU: 1 UID: 0 PID: 135 Comm: xtest Not tainted 6.12 #1
pc : __arm_smccc_smc+0x4/0x30
lr : __arm_ffa_fn_smc+0x24/0x40
Call trace:
 __arm_smccc_smc+0x4/0x30
 ffa_msg_send_direct_req+0x90/0x140
 vfs_ioctl+0x10/0x20`;
    expect(read(text)).toEqual([
      {
        ...{ ...nothing, kind: 'soft lockup', from: 1, to: 8, task: 'xtest', pid: 135, cpu: 1, seconds: 22 },
        headline: 'watchdog: BUG: soft lockup - CPU#1 stuck for 22s! [xtest:135]',
        chain: [
          frame('__arm_ffa_fn_smc', 4),
          frame('__arm_smccc_smc', 6, null, false),
          frame('ffa_msg_send_direct_req', 7),
          frame('vfs_ioctl', 8, null, false),
        ],
      },
    ]);
  });

  test.each([
    ['INFO: task insmod:63 blocked for more than 120 seconds.', { task: 'insmod', pid: 63, seconds: 120 }],
    ['INFO: task kworker/u4:1:40 blocked for more than 241 seconds.', { task: 'kworker/u4:1', pid: 40, seconds: 241 }],
    ['BUG: scheduling while atomic: swapper/0/0/0x00010002', { task: 'swapper/0', pid: 0 }],
    ['BUG: scheduling while atomic: insmod/68/0x00000002', { task: 'insmod', pid: 68 }],
    ['WARNING: CPU: 3 PID: 9 at kernel/smp.c:815 smp_call_function_many_cond+0x430/0x470', { cpu: 3 }],
    ['Kernel panic - not syncing: hung', {}],
    ['BUG: workqueue lockup - pool cpus=0', {}],
    [
      'BUG: sleeping function called from invalid context at x.c:1\nin_atomic(): 1, irqs_disabled(): 128, non_block: 0, pid: 31, name: kworker/0:1',
      { task: 'kworker/0:1', pid: 31 },
    ],
    [
      'BUG: KASAN: slab-use-after-free in f+0x1/0x2\nRead of size 8 at addr ffff0000c1a2b300 by task kworker/0:1/31',
      { task: 'kworker/0:1', pid: 31 },
    ],
    [
      'rcu: INFO: rcu_preempt detected stalls on CPUs/tasks:\nrcu: \t2-...!: (0 ticks this GP)\nTask dump for CPU 1:\ntask:insmod          state:R  running task     stack:0     pid:68    ppid:1',
      { task: 'insmod', pid: 68, cpu: 2 },
    ],
  ])('%s', (text, wanted) => {
    const [r, ...more] = read(text);
    expect(more).toEqual([]);
    const { task, pid, cpu, seconds } = r ?? nothing;
    expect({ task, pid, cpu, seconds }).toEqual({ task: null, pid: null, cpu: null, seconds: null, ...wanted });
  });

  test('an Oops is one report with its "Internal error", its panic and its end; the next one is another', () => {
    const oops = `Unable to handle kernel NULL pointer dereference at virtual address 0000000000000018
Internal error: Oops: 0000000096000004 [#1] PREEMPT SMP
CPU: 0 UID: 0 PID: 31 Comm: kworker/0:1 Not tainted 6.12 #1
Kernel panic - not syncing: Oops: Fatal exception`;
    const spans = (text: string) => read(text).map((r) => [r.kind, r.from, r.to]);
    expect(spans(oops)).toEqual([['Oops', 1, 4]]);
    expect(spans(`${oops}\n${oops}`)).toEqual([
      ['Oops', 1, 4],
      ['Oops', 5, 8],
    ]);
    expect(spans(`${oops}\n---[ end Kernel panic - not syncing: Oops ]---\n\noptee: x`)).toEqual([['Oops', 1, 5]]);
    expect(spans(`${oops}\nWARNING: CPU: 0 PID: 9 at a.c:1`)).toEqual([
      ['Oops', 1, 4],
      ['WARNING', 5, 5],
    ]);
  });

  test('a title without frames is no chain, and each lock is told once', () => {
    const text = `BUG: KASAN: slab-use-after-free in f+0x1/0x2
Allocated by task 60:

Freed by task 71:
 kfree+0xdc/0x2d0
1 lock held by insmod/68:
 #0: ffff0000c0a1b300 (&priv->lock){+.+.}-{2:2}, at: my_callback+0x20/0x60
 #1: ffff0000c0a1b300 (&priv->lock){+.+.}-{2:2}, at: my_callback+0x20/0x60
 #2: ffff0000c0a1b340 (&(&other)->lock){+.+.}-{2:2}, at: my_callback+0x20/0x60`;
    const [r] = read(text);
    expect(r?.others.map((o) => o.title)).toEqual(['Freed by task 71']);
    expect(r?.locks).toEqual(['&priv->lock', '&(&other)->lock']);
    expect(r?.to).toBe(9);
  });
});
