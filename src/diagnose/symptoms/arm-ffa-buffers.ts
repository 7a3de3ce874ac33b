import { CRASH_KERNEL, KEXEC, LOADED_AGAIN, NO_MEMORY, PAGES_64K } from './evidence.ts';
import { el3Spmc, ffaDriver, ffaDriver73, hfApi, spmc } from './places.ts';
import { bootRun, callAnswers, NO_OTHER_DRIVER, run } from './show.ts';
import type { Evidence, Symptom } from './symptom.ts';

// The buffers of the FF-A core, and the memory that it describes in them (driver.c ffa_rxtx_map, ffa_setup_and_transmit).

const ALREADY_MAPPED: Evidence = {
  line: /RX\/TX Buffers already mapped|Mailboxes have already been setup/,
  says: 'The SPMC says that buffers are mapped already.',
};
const BAD_BUFFER: Evidence = {
  line: /Page count must be|Mailbox buffers (?:not page-aligned|overlap)|required access rights to map|Buffer size must be|Unable to map [RT]X buffer/,
  says: 'The SPMC says what it does not like about the buffers.',
};

export const armFfaBuffers: readonly Symptom[] = [
  {
    id: 'rxtx-map',
    who: 'arm_ffa',
    grade: 'stops',
    pattern: /failed to register FFA RxTx buffers/i,
    says: 'FFA_RXTX_MAP failed, and the FF-A core does not come up at all: no partition, no OP-TEE, no TPM over FF-A (not only "without notifications").',
    examples: ['ARM FF-A: failed to register FFA RxTx buffers'],
    source: [ffaDriver('ffa_init')],
    causes: [
      {
        id: 'rxtx-of-old-kernel',
        title: 'DENIED: the kernel before this one still has its buffers mapped',
        because:
          'After kexec (or a boot loader that spoke FF-A and did not unmap) the SPMC still holds the old pair, and answers a second map with DENIED (w2 = 0xfffffffa): OP-TEE, Hafnium and the SPMC in EL3 all do. Linux before 7.3 has no shutdown hook that would unmap.',
        next: 'Read w2 of the reply to FFA_RXTX_MAP. Unload arm_ffa before kexec, boot cold, or take 7.3, whose shutdown unmaps.',
        source: [
          spmc('spmc_handle_rxtx_map'),
          hfApi('api_vm_configure_pages'),
          el3Spmc('rxtx_map_handler'),
          ffaDriver73('ffa_remove'),
        ],
        seen: 'on a machine',
        pro: [KEXEC, CRASH_KERNEL, ALREADY_MAPPED, LOADED_AGAIN],
        contra: [BAD_BUFFER],
        open: ['w2 of the reply to FFA_RXTX_MAP.'],
        show: run(
          'A kernel started by kexec',
          { reply: 'FFA_RXTX_MAP', nth: -1 },
          {
            actions: [{ do: 'boot' }, { do: 'kexec' }],
          },
        ),
      },
      {
        id: 'rxtx-bad-buffer',
        title: 'INVALID_PARAMETERS: the SPMC does not take these pages',
        because:
          'The pages are no memory that the SPMC knows as non-secure (OP-TEE: outside CFG_SHMEM and the registered dynamic shared memory), or their number is refused: a kernel with pages of 64 KiB maps 16 pages of 4 KiB at once, which firmware before FF-A 1.2 may not take and says nothing of in FFA_FEATURES.',
        next: 'Read x1, x2 and x3 of FFA_RXTX_MAP, and compare the addresses with the non-secure memory that the secure world was told of.',
        source: [
          spmc('spmc_handle_rxtx_map'),
          hfApi('api_vm_configure_pages'),
          el3Spmc('rxtx_map_handler'),
          ffaDriver('ffa_init'),
        ],
        seen: 'in the source',
        pro: [PAGES_64K, BAD_BUFFER],
        contra: [ALREADY_MAPPED],
        show: bootRun(
          'RXTX_MAP is refused',
          { reply: 'FFA_RXTX_MAP', nth: 1 },
          callAnswers('FFA_RXTX_MAP', 'INVALID_PARAMETERS'),
        ),
      },
      {
        id: 'rxtx-no-memory',
        title: 'NO_MEMORY: the SPMC has no page table left to map them with',
        because:
          'Mapping the two buffers needs translation tables of the secure world, and its heap or pool is used up.',
        next: "Read w2 of the reply, and the SPMC's console; raise its heap (Hafnium) or MAX_XLAT_TABLES (TF-A).",
        source: [hfApi('api_vm_configure_pages'), el3Spmc('rxtx_map_handler')],
        seen: 'in the source',
        pro: [
          {
            line: /Cannot allocate a new entry in stage 2|cannot map recv page/,
            says: 'Hafnium says that it cannot map them.',
          },
        ],
        contra: [ALREADY_MAPPED, BAD_BUFFER],
        show: bootRun(
          'RXTX_MAP finds no memory',
          { reply: 'FFA_RXTX_MAP', nth: 1 },
          callAnswers('FFA_RXTX_MAP', 'NO_MEMORY'),
        ),
      },
    ],
    follows: [{ of: ['hf-rxtx*', 'el3-rxtx*'], says: 'The FF-A core of Linux gives up.' }],
  },
  {
    id: 'fragment-size',
    who: 'arm_ffa',
    grade: 'refusal',
    pattern: /Memory Region Fragment > Tx Buffer size/,
    says: 'The FF-A core was about to write a memory descriptor past the end of its buffer, and stopped (−EFAULT). The memory was not shared.',
    examples: ['ARM FF-A: Memory Region Fragment > Tx Buffer size'],
    source: [ffaDriver('ffa_setup_and_transmit')],
    causes: [
      {
        id: 'descriptor-too-long',
        title: 'The descriptor of a share or lend does not fit its buffer',
        because:
          'Header, one descriptor for each receiver and 16 bytes for each range must fit in the transmit buffer; a longer list goes in fragments whose length must come out even. A list of very many scattered ranges, many receivers, or a buffer whose size is no multiple of 16 after the header gets here.',
        next: 'Count the ranges (sg_nents) and receivers of the share, and the size of the buffers in FFA_RXTX_MAP. The firmware has seen at most the fragments before.',
        source: [ffaDriver('ffa_setup_and_transmit')],
        seen: 'in the source',
        pro: [NO_MEMORY],
        show: NO_OTHER_DRIVER,
      },
    ],
  },
];
