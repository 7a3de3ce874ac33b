import { opteeSmc } from './places.ts';
import { NO_SMC_ABI } from './show.ts';
import type { Symptom } from './symptom.ts';

// The SMC interface of the OP-TEE driver (smc_abi.c): it is not FF-A, but people with FF-A meet it, when the driver
// comes by a device tree node "linaro,optee-tz" and the secure world speaks FF-A, or the other way round.

const FFA_HERE = {
  line: /ARM FF-A: (?:Driver version|Firmware version)|arm-ffa-\d|No SPM Core image|SPM Core setup done/,
  says: 'FF-A is in use on this machine.',
};
const NO_FFA = { line: /FFA_VERSION returned not supported/, says: 'The firmware has no FF-A.' };

export const opteeSmcAbi: readonly Symptom[] = [
  {
    id: 'smc-uid',
    who: 'optee',
    grade: 'stops',
    pattern: /optee: api uid mismatch/,
    says: "The driver asked by the SMC interface of OP-TEE (not FF-A) who is there, and the answer is not OP-TEE's identity. This driver is not probed.",
    examples: ['optee: api uid mismatch'],
    source: [opteeSmc('optee_probe')],
    causes: [
      {
        id: 'smc-not-served',
        title: 'Nobody serves the SMC interface: OP-TEE is not started, or is there by FF-A',
        because:
          'The device tree has a node "linaro,optee-tz", and EL3 answers OPTEE_SMC_CALLS_UID with −1 or zeros: TF-A has no dispatcher opteed, OP-TEE did not boot, or TF-A was built with SPD=spmd, where OP-TEE is reached by FF-A and has no SMC interface.',
        next: 'With FF-A: remove the node "linaro,optee-tz" and enable CONFIG_ARM_FFA_TRANSPORT. Without: read the secure console, whether OP-TEE boots at all, and build TF-A with SPD=opteed.',
        source: [opteeSmc('optee_api_uid_matches')],
        seen: 'on a machine',
        pro: [FFA_HERE, NO_FFA],
        show: NO_SMC_ABI,
      },
      {
        id: 'smc-conduit',
        title: 'The node names the wrong conduit',
        because:
          '"method" must be smc on a machine where Linux calls EL3, hvc where a hypervisor serves OP-TEE. With the wrong one somebody else answers.',
        next: 'Look at "method" of the node "linaro,optee-tz".',
        source: [opteeSmc('get_invoke_func')],
        seen: 'in the source',
        show: NO_SMC_ABI,
      },
    ],
  },
  {
    id: 'smc-revision',
    who: 'optee',
    grade: 'stops',
    pattern: /optee: api revision mismatch/,
    says: "OP-TEE answers by its SMC interface (not FF-A), with another major revision than this driver's. It is not probed.",
    examples: ['optee: api revision mismatch'],
    source: [opteeSmc('optee_probe')],
    causes: [
      {
        id: 'smc-other-revision',
        title: 'OP-TEE and the driver are of different generations, or the answer is none',
        because:
          'OPTEE_SMC_CALLS_REVISION must answer major 2. An OP-TEE from before 1.0, or firmware that answers something to any SMC, gives another.',
        next: 'Update OP-TEE, and look who answers this SMC.',
        source: [opteeSmc('optee_msg_api_revision_is_compatible')],
        seen: 'in the source',
        show: NO_SMC_ABI,
      },
    ],
  },
  {
    id: 'smc-capabilities',
    who: 'optee',
    grade: 'stops',
    pattern: /optee: capabilities mismatch/,
    says: 'OP-TEE refused to exchange capabilities by its SMC interface (not FF-A). The driver is not probed.',
    examples: ['optee: capabilities mismatch'],
    source: [opteeSmc('optee_probe')],
    causes: [
      {
        id: 'smc-caps-refused',
        title: 'OPTEE_SMC_EXCHANGE_CAPABILITIES did not answer OK',
        because:
          'The driver says whether the machine has one CPU; OP-TEE answers an error when it does not take what the normal world says of itself, or has no memory to serve it.',
        next: 'Read the secure console at that moment.',
        source: [opteeSmc('optee_msg_exchange_capabilities')],
        seen: 'in the source',
        show: NO_SMC_ABI,
      },
    ],
  },
  {
    id: 'smc-method',
    who: 'optee',
    grade: 'stops',
    pattern: /optee: (?:missing|invalid) "method" property(?:: (?<method>\S{1,40}))?/,
    says: 'The node "linaro,optee-tz" of the device tree has no usable "method", so the driver does not know how to call OP-TEE.',
    examples: ['optee: missing "method" property', 'optee: invalid "method" property: swc'],
    source: [opteeSmc('get_invoke_func')],
    causes: [
      {
        id: 'smc-method-node',
        title: '"method" must be "smc" or "hvc"',
        because:
          'It is read from the device tree alone. OP-TEE over FF-A needs no such node: the FF-A core finds it by its UUID.',
        next: 'Set method = "smc" where Linux calls EL3; with FF-A remove the node.',
        source: [opteeSmc('get_invoke_func')],
        seen: 'in the source',
        pro: [FFA_HERE],
        show: NO_SMC_ABI,
      },
    ],
  },
  {
    id: 'smc-shared-memory',
    who: 'optee',
    grade: 'stops',
    pattern:
      /optee: (?<what>static shm service not available|only normal cached shared memory supported|shared memory ioremap failed)/,
    says: 'The driver asked OP-TEE by its SMC interface (not FF-A) for the memory that both share, and cannot use it: {what}. The driver is not probed.',
    examples: [
      'optee: static shm service not available',
      'optee: only normal cached shared memory supported',
      'optee: shared memory ioremap failed',
    ],
    source: [opteeSmc('optee_config_shm_memremap')],
    causes: [
      {
        id: 'smc-shm-setup',
        title: 'OP-TEE gives no static shared memory that Linux can map',
        because:
          'Without dynamic shared memory the driver needs CFG_SHMEM_START/SIZE of OP-TEE: not announced, not normal cached memory, or not mappable since the kernel uses it. FF-A shares memory by FFA_MEM_SHARE and has none of this.',
        next: 'Compare CFG_SHMEM_START and CFG_SHMEM_SIZE of OP-TEE with the memory map of Linux (reserved-memory).',
        source: [opteeSmc('optee_config_shm_memremap')],
        seen: 'in the source',
        show: NO_SMC_ABI,
      },
    ],
  },
  {
    id: 'smc-rpc-address',
    who: 'optee',
    grade: 'refusal',
    pattern: /(?:optee_handle_rpc: )?tee_shm_get_va \S{1,40} failed/,
    says: 'OP-TEE asked for something by RPC (SMC interface, not FF-A), in shared memory that has no address in the kernel. The RPC is answered without being done.',
    examples: ['optee: optee_handle_rpc: tee_shm_get_va 00000000c0ffee00 failed'],
    source: [opteeSmc('optee_handle_rpc')],
    causes: [
      {
        id: 'smc-rpc-cookie',
        title: 'OP-TEE names shared memory that is not the message of an RPC',
        because:
          'The cookie that OP-TEE gave belongs to memory that is not mapped in the kernel: that of a client, or one that is gone.',
        next: 'Look for memory that was freed while OP-TEE had a call open.',
        source: [opteeSmc('optee_handle_rpc')],
        seen: 'in the source',
        show: NO_SMC_ABI,
      },
    ],
  },
  {
    id: 'smc-load',
    who: 'optee',
    grade: 'limits',
    pattern:
      /optee: (?<what>image loading failed|OP-TEE image loaded from kernel, this can be insecure|Failed with CPU hotplug setup for OP-TEE)/,
    says: 'OP-TEE is loaded by the kernel here (CONFIG_OPTEE_INSECURE_LOAD_IMAGE, SMC interface): {what}.',
    examples: [
      'optee: image loading failed',
      'optee: OP-TEE image loaded from kernel, this can be insecure',
      'optee: Failed with CPU hotplug setup for OP-TEE',
    ],
    source: [opteeSmc('optee_load_fw')],
    causes: [
      {
        id: 'smc-load-image',
        title: 'TF-A was built to take OP-TEE from the kernel',
        because:
          'With OPTEE_ALLOW_SMC_LOAD the first caller gives EL3 its OP-TEE. A missing optee/tee.bin or an image that EL3 refuses is "loading failed"; the line on security is printed every time. FF-A has no such way.',
        next: 'Look for the firmware file optee/tee.bin; load OP-TEE by BL2 where the boot must be trusted.',
        source: [opteeSmc('optee_load_fw')],
        seen: 'in the source',
        show: NO_SMC_ABI,
      },
    ],
  },
  {
    id: 'smc-irq',
    who: 'optee',
    grade: 'stops',
    pattern: /optee: platform_get_irq: ret (?<rc>-?\d{1,12})/,
    says: 'OP-TEE announces asynchronous notifications by its SMC interface (not FF-A), and the driver cannot get the interrupt for them: {rc:linux}. It is not probed.',
    examples: ['optee: platform_get_irq: ret -6', 'optee: platform_get_irq: ret -517'],
    source: [opteeSmc('optee_probe')],
    causes: [
      {
        id: 'smc-irq-deferred',
        title: 'The interrupt controller is not there yet: the probe comes again',
        because: '−517 (−EPROBE_DEFER) is no failure. The line is printed for it, too.',
        next: 'Nothing, if "optee: initialized driver" follows.',
        source: [opteeSmc('optee_probe')],
        seen: 'in the source',
        when: { rc: [-517] },
        show: NO_SMC_ABI,
      },
      {
        id: 'smc-irq-node',
        title: 'The node "linaro,optee-tz" has no interrupt',
        because:
          'The interrupt stands in "interrupts" of the node; it must be the one that OP-TEE was built with (CFG_CORE_ASYNC_NOTIF_GIC_INTID). Over FF-A it comes from FFA_FEATURES instead.',
        next: 'Add the interrupt to the node.',
        source: [opteeSmc('optee_probe')],
        seen: 'in the source',
        when: { rc: { not: [-517] } },
        show: NO_SMC_ABI,
      },
    ],
  },
];
