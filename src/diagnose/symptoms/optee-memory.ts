import { SECURE_PANIC } from './evidence.ts';
import { ffaDriver, hfMemory, mobjFfa, opteeCall, opteeFfa, spmc, teeShm } from './places.ts';
import { callAnswers, cannot, errnoIn, FROM_STATUS, probeRun, serviceAnswers, statusFor } from './show.ts';
import type { Symptom } from './symptom.ts';

// Memory that Linux shares with OP-TEE, argument pages, RPC (ffa_abi.c, call.c, tee_shm.c).

const BUSY_COOKIE = {
  line: /cookie 0x[0-9a-f]+ busy|res 0xffff000d/i,
  says: 'OP-TEE says that it still uses the memory.',
};

export const opteeMemory: readonly Symptom[] = [
  {
    id: 'unregister-shm',
    who: 'optee',
    grade: 'refusal',
    pattern: /Unregister SHM id (?<handle>0x[0-9a-f]{1,16}) rc (?<rc>-?\d{1,12})/i,
    says: 'Linux told OP-TEE to forget the shared memory {handle}, and the direct message failed: {rc:errno}. Linux goes on and asks the SPMC for the memory back all the same.',
    examples: ['optee: Unregister SHM id 0x100000000000 rc -16', 'optee: Unregister SHM id 0x100000000000 rc -22'],
    source: [opteeFfa('optee_ffa_shm_unregister')],
    causes: [
      {
        id: 'unregister-no-answer',
        title: 'UNREGISTER_SHM was not answered by a direct response',
        because:
          'It is the message that failed, not what OP-TEE says about the memory: that stands in w3, and Linux does not look at it. BUSY says that OP-TEE runs on this CPU for somebody else, ABORTED that it is dead.',
        next: 'Read w0 and w2 of the reply to the direct message with w3 = 3, and the secure console. Expect "mem_reclaim" to fail next.',
        source: [opteeFfa('optee_ffa_shm_unregister'), ffaDriver('ffa_msg_send_direct_req')],
        seen: 'in the source',
        pro: [SECURE_PANIC],
        show: (n) =>
          FROM_STATUS.includes(errnoIn(n))
            ? probeRun(
                'UNREGISTER_SHM is refused',
                { reply: 'UNREGISTER_SHM', nth: 1 },
                serviceAnswers('UNREGISTER_SHM', { error: statusFor(errnoIn(n)) }),
              )
            : cannot('Linux makes this number of no FF-A status.'),
      },
    ],
    follows: [{ of: ['op-tee-panic', 'hf-abort*', 'hf-panic'], says: 'OP-TEE cannot be told to forget the memory.' }],
  },
  {
    id: 'mem-reclaim',
    who: 'optee',
    grade: 'refusal',
    pattern: /mem_reclaim: (?<handle>0x[0-9a-f]{1,16}) (?<rc>-?\d{1,12})/i,
    says: 'Linux asked the SPMC for the memory with the handle {handle} back (FFA_MEM_RECLAIM), and got {rc:errno}. The driver goes on and frees the pages: they may still be shared with the secure world.',
    examples: [
      'optee: mem_reclaim: 0x100000000000 -13',
      'optee: mem_reclaim: 0x100000000000 -22',
      'optee: mem_reclaim: 0x100000000000 -95',
      'optee: mem_reclaim: 0x100000000000 -16',
      'optee: mem_reclaim: 0x100000000000 -12',
    ],
    source: [opteeFfa('optee_ffa_shm_unregister')],
    causes: [
      {
        id: 'reclaim-busy',
        title: 'OP-TEE still uses the memory',
        because:
          'DENIED. UNREGISTER_SHM just before answered FFA_BUSY (0xfffffffc) in w3, which Linux ignores: a call in OP-TEE still has it open, or OP-TEE (as a partition under Hafnium) did not give it back with MEM_RELINQUISH.',
        next: 'Read w3 of the UNREGISTER_SHM just before it, and OP-TEE\'s own "cookie … busy" line.',
        source: [spmc('handle_mem_reclaim'), mobjFfa('mobj_ffa_sel1_spmc_reclaim'), hfMemory('reclaim_shared_state')],
        seen: 'in the source',
        when: { rc: [-13] },
        pro: [
          BUSY_COOKIE,
          {
            line: /Failed to relinquish cookie|has not been relinquished/i,
            says: 'The memory was not given back by its borrower.',
          },
        ],
        show: reclaimFails('DENIED'),
      },
      {
        id: 'reclaim-unknown',
        title: 'The SPMC does not know the handle',
        because:
          'INVALID_PARAMETERS: the memory was reclaimed before, was never shared under this handle, or w3 of the call (the flags) is not zero. OP-TEE before 4.1 put its error into w1 and left w2 zero, so it does not get here: Linux took that for success.',
        next: 'Look for an earlier MEM_RECLAIM of the same handle.',
        source: [spmc('handle_mem_reclaim'), hfMemory('ffa_memory_reclaim')],
        seen: 'on a machine',
        when: { rc: [-22] },
        show: reclaimFails('INVALID_PARAMETERS'),
      },
      {
        id: 'reclaim-not-supported',
        title: 'Who answered does not know FFA_MEM_RECLAIM',
        because:
          'NOT_SUPPORTED. The SPMC that shared the memory has the call, so something between filters it, or the SPMC was replaced by another one since (a secure world that started again).',
        next: 'Look who answers FFA_MEM_RECLAIM: TF-A with LOG_LEVEL=50 prints what passes EL3.',
        source: [ffaDriver('ffa_memory_reclaim')],
        seen: 'in the source',
        when: { rc: [-95] },
        show: reclaimFails('NOT_SUPPORTED'),
      },
      {
        id: 'reclaim-other',
        title: 'The SPMC could not do it at this moment',
        because:
          'BUSY (−16): the SPMC holds the lock of the memory for another CPU. NO_MEMORY (−12): it has no page table left to map the pages back. Other numbers are no answer that a known SPMC gives here.',
        next: "Read w2 of the reply and the console of the SPMC. The pages were freed by Linux and are still the other side's.",
        source: [hfMemory('ffa_memory_reclaim'), ffaDriver('ffa_memory_reclaim')],
        seen: 'in the source',
        when: { rc: { not: [-13, -22, -95] } },
        show: (n) =>
          FROM_STATUS.includes(errnoIn(n))
            ? reclaimFails(statusFor(errnoIn(n)))
            : cannot('Linux makes this number of no FF-A status.'),
      },
    ],
    follows: [
      {
        of: ['unregister-shm'],
        says: 'OP-TEE was never told to forget the memory, so the SPMC does not give it back.',
      },
      {
        of: ['op-tee-cookie-busy', 'op-tee-unregister-result', 'op-tee-relinquish', 'hf-reclaim*', 'el3-reclaim*'],
        says: 'Linux does not get its memory back, and frees the pages all the same.',
      },
    ],
  },
  {
    id: 'unknown-rpc',
    who: 'optee',
    grade: 'refusal',
    pattern: /Unknown RPC func (?<func>0x[0-9a-f]{1,16})/i,
    says: 'OP-TEE left a yielding call with w4 = {func}, and the driver knows 1 (a command) and 2 (an interrupt) alone. It resumes the call without doing anything.',
    examples: ['optee: Unknown RPC func 0x3'],
    source: [opteeFfa('optee_handle_ffa_rpc')],
    causes: [
      {
        id: 'rpc-newer',
        title: 'OP-TEE asks for something that this driver does not know',
        because:
          'The interface has three answers to a yielding call: 0 done, 1 RPC command, 2 foreign interrupt. Another number comes from a changed OP-TEE, or from an answer that is none (wrong registers).',
        next: 'Read w3 and w4 of the direct response before the line: w3 = 0 and w4 = {func}.',
        source: [opteeFfa('optee_handle_ffa_rpc'), spmc('thread_rpc')],
        seen: 'in the source',
        show: (n) =>
          probeRun(
            `A yielding call comes back with ${n.func}`,
            { log: `Unknown RPC func ${n.func}` },
            {
              faults: [{ at: { service: 'YIELDING_CALL_WITH_ARG', nth: 1 }, do: { reply: { w4: n.func } } }],
            },
          ),
      },
    ],
  },
  {
    id: 'arg-not-free',
    who: 'optee',
    grade: 'refusal',
    pattern: /optee: Freeing non-free entry/,
    says: 'The driver gives its argument pages back while a call still uses one: a slot of the page is marked as taken. The page is freed under it.',
    examples: ['optee: Freeing non-free entry'],
    source: [opteeCall('optee_shm_arg_cache_uninit')],
    causes: [
      {
        id: 'call-in-flight',
        title: 'The driver is removed while a call to OP-TEE is under way, or one was never finished',
        because:
          'Each call takes a slot of a shared page and frees it when it is done. A call that is still in OP-TEE (a bottom half, a client that hangs) or whose error path lost the slot leaves the bit set.',
        next: 'Look for a call that did not come back before the removal, and for "Bit pos … is already free".',
        source: [opteeCall('optee_shm_arg_cache_uninit')],
        seen: 'in the source',
        pro: [{ line: /blocked for more than|optee_do_bottom_half|detected stalls/, says: 'A call was stuck before.' }],
        show: cannot('In the model a remove waits for what is under way.'),
      },
    ],
    follows: [{ of: ['report:*'], says: 'The stuck call still has its argument slot.' }],
  },
  {
    id: 'arg-offset',
    who: 'optee',
    grade: 'refusal',
    pattern: /optee: Invalid offs (?<offs>\d{1,10})/,
    says: 'The driver frees an argument slot at offset {offs}, which lies beyond the shared page or on no slot.',
    examples: ['optee: Invalid offs 8192'],
    source: [opteeCall('optee_free_msg_arg')],
    causes: [
      {
        id: 'arg-offset-fault',
        title: 'A fault inside the driver: the offset did not come from optee_get_msg_arg()',
        because:
          'Slots are handed out by the driver itself, so a wrong offset is damaged memory or a changed driver. OP-TEE does not give offsets back.',
        next: 'Look for a report of damaged memory (KASAN) above, and for changes to call.c.',
        source: [opteeCall('optee_free_msg_arg')],
        seen: 'in the source',
        show: cannot('The driver frees what it took; no fault of a scenario can change the offset.'),
      },
    ],
  },
  {
    id: 'arg-double-free',
    who: 'optee',
    grade: 'refusal',
    pattern: /optee: Bit pos (?<bit>\d{1,10}) is already free/,
    says: 'The driver frees argument slot {bit} a second time. Another call may have got it in between: two calls would share one slot.',
    examples: ['optee: Bit pos 1 is already free'],
    source: [opteeCall('optee_free_msg_arg')],
    causes: [
      {
        id: 'arg-freed-twice',
        title: 'A fault inside the driver: one slot is freed on two paths',
        because:
          'Each call frees its slot once. An error path that frees it and lets the caller free it again gets here; OP-TEE has nothing to do with it.',
        next: 'Look which call ended just before, by its error path. Take the newest driver of your branch.',
        source: [opteeCall('optee_free_msg_arg')],
        seen: 'in the source',
        show: cannot('The driver of the model frees each slot once.'),
      },
    ],
  },
  {
    id: 'shm-release',
    who: 'tee',
    grade: 'refusal',
    pattern: /(?:tee_shm_release: )?unregister shm \S{1,40} failed: (?<rc>-?\d{1,12})/i,
    says: 'Shared memory that a client registered could not be taken back from the secure world: {rc:errno}. Its pages are released all the same.',
    examples: [
      'tee_shm_release: unregister shm 00000000c0ffee00 failed: -13',
      'tee_shm_release: unregister shm 00000000c0ffee00 failed: -22',
    ],
    source: [teeShm('tee_shm_release')],
    causes: [
      {
        id: 'shm-reclaim-failed',
        title: 'FFA_MEM_RECLAIM was refused',
        because:
          'Over FF-A the number is what FFA_MEM_RECLAIM gave: −13 DENIED, OP-TEE still uses it; −22 the handle is not known. "optee: mem_reclaim: …" stands just above with the handle.',
        next: 'Read the line above: it names the handle.',
        source: [teeShm('tee_shm_release'), opteeFfa('optee_ffa_shm_unregister')],
        seen: 'in the source',
        pro: [
          {
            line: /mem_reclaim: (?<handle>0x[0-9a-f]+) -?\d+/i,
            says: 'The memory with the handle {handle} was not given back.',
          },
        ],
        show: cannot('The model gives memory of clients back by the driver alone, which prints its own line.'),
      },
    ],
    follows: [{ of: ['mem-reclaim', 'unregister-shm'], says: 'The same refusal, told by the TEE core.' }],
  },
];

function reclaimFails(error: string) {
  return probeRun(
    `MEM_RECLAIM answers ${error}`,
    { reply: 'FFA_MEM_RECLAIM', nth: 1 },
    callAnswers('FFA_MEM_RECLAIM', error),
  );
}
