import { saidBy } from './one.ts';
import { runtimeSvc, spmd, spmdLogical, spmdPm } from './places.ts';
import { cannot, NO_FIRMWARE_BOOT } from './show.ts';
import type { Symptom } from './symptom.ts';

// What the SPMD of TF-A prints (services/std_svc/spmd): mostly while it boots, and when it panics.

const said = saidBy('spmd', 'stops');
const NO_FFA = 'Linux will print "FFA_VERSION returned not supported".';
const NO_POWER = cannot('The model does not turn CPUs off or on.');
const NO_GROUP0 = cannot('The model has no interrupts of EL3.');
const NO_LOGICAL = cannot('The SPMD of the model has no logical partitions.');
const LFA = cannot('The model has no live activation.');
/** TF-A pads its prefixes to nine characters. */
const tfa = (text: string, level: 'ERROR' | 'WARNING' | 'NOTICE' = 'ERROR'): string =>
  `${`${level}:`.padEnd(9)}${text}`;
const lfa = (text: string): RegExp => new RegExp(text);

export const spmdMessages: readonly Symptom[] = [
  said({
    id: 'spmd-no-image',
    grade: 'limits',
    pattern: /No SPM Core image provided by BL2 boot loader/,
    says: `The SPMD has nothing to start: BL2 loaded no SPMC. No FF-A call is served. ${NO_FFA}`,
    examples: [tfa('No SPM Core image provided by BL2 boot loader.', 'WARNING')],
    title: 'BL32 is not in the FIP, or BL2 does not hand it on',
    because: 'TF-A was built with SPD=spmd and packed without BL32 (OP-TEE or Hafnium), or BL2 could not load it.',
    next: 'Pack the SPMC as BL32 (and OP-TEE as a partition under Hafnium), and read what BL2 says of image 4.',
    source: [spmd('spmd_setup')],
    seen: 'on a machine',
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'spmd-without-spm',
    grade: 'limits',
    pattern: /Booting device without SPM initialization/,
    says: `The SPMD could not set up the SPMC, and the machine boots without it. ${NO_FFA}`,
    examples: [tfa('Booting device without SPM initialization.', 'WARNING')],
    title: 'The set-up of the SPMC failed; the line above says why',
    because:
      'Its manifest is missing or says something that this TF-A does not take: a version, an id, an execution state.',
    next: 'Read the warning just above this one.',
    source: [spmd('spmd_setup')],
    seen: 'on a machine',
    show: NO_FIRMWARE_BOOT,
    follows: [
      {
        of: ['spmd-manifest', 'spmd-version', 'spmd-id', 'spmd-state', 'spmd-no-image'],
        says: 'The machine boots without FF-A.',
      },
    ],
  }),
  said({
    id: 'spmd-service-failed',
    grade: 'limits',
    pattern: /Error initializing runtime service (?<service>std_svc)/,
    says: `A service of TF-A ({service}) did not start. The SPMD is part of it: where the SPMD failed, no FF-A call is served. ${NO_FFA}`,
    examples: [tfa('Error initializing runtime service std_svc')],
    title: 'The manifest of the SPMC is not in the transfer list',
    because:
      'spmd_setup() fails, and std_svc with it, where BL2 hands over a transfer list without the manifest of the SPMC (−ENOENT). A missing SPMC and a bad manifest do not stop std_svc: they are warned of. The other services of std_svc, PSCI first, can fail too.',
    next: 'Read the warning just above. The BL2 of the platform must put the manifest into the transfer list; newer releases of TF-A do for QEMU.',
    source: [runtimeSvc('runtime_svc_init'), spmd('spmd_setup')],
    pro: [{ line: /manifest absent in TRANSFER_LIST/, says: 'The SPMD says that the manifest is absent.' }],
    show: NO_FIRMWARE_BOOT,
    follows: [{ of: ['spmd-manifest'], says: 'The service of the SPMD does not start.' }],
  }),
  said({
    id: 'spmd-manifest',
    grade: 'limits',
    pattern:
      /No or invalid SPM Core manifest image provided by BL2|SPM Core manifest absent in TRANSFER_LIST|Invalid or absent SPM Core manifest/,
    says: `The SPMD has an SPMC and no manifest for it, so it does not start it. ${NO_FFA}`,
    examples: [
      tfa('No or invalid SPM Core manifest image provided by BL2', 'WARNING'),
      tfa('SPM Core manifest absent in TRANSFER_LIST.', 'WARNING'),
      tfa('Invalid or absent SPM Core manifest.', 'WARNING'),
    ],
    title: 'TOS_FW_CONFIG is missing or is no manifest of an SPMC',
    because:
      'The manifest ("arm,ffa-core-manifest-1.0") gives the SPMC its id, version, entry and memory. BL2 hands it over as TOS_FW_CONFIG or in the transfer list.',
    next: 'Put the manifest of the SPMC into the FIP (ARM_SPMC_MANIFEST_DTS), and check its compatible and its attributes.',
    source: [spmd('spmd_setup'), spmd('spmd_spmc_init')],
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'spmd-version',
    grade: 'limits',
    pattern: /Unsupported FFA version \((?<major>\d{1,10})\.(?<minor>\d{1,10})\)/,
    says: `The manifest of the SPMC names FF-A {major}.{minor}, which this SPMD does not take. It does not start the SPMC. ${NO_FFA}`,
    examples: [tfa('Unsupported FFA version (2.0)', 'WARNING')],
    title: 'The SPMC is newer than this TF-A, or of another major version',
    because: 'maj_ver must be that of the SPMD (1), min_ver not above its own.',
    next: 'Update TF-A, or set maj_ver and min_ver in the manifest of the SPMC.',
    source: [spmd('spmd_spmc_init')],
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'spmd-id',
    grade: 'limits',
    pattern: /Invalid ID \((?<id>0x[0-9a-f]{1,8})\) for SPMC/i,
    says: `The manifest gives the SPMC the id {id}, whose bit 15 is clear: an id of the normal world. The SPMD does not start it. ${NO_FFA}`,
    examples: [tfa('Invalid ID (0x1) for SPMC.', 'WARNING')],
    title: 'spmc_id of the manifest must have bit 15 set',
    because: 'Ids with bit 15 are of the secure world; 0x8000 is usual.',
    next: 'Set spmc_id = <0x8000> in the manifest of the SPMC.',
    source: [spmd('spmd_spmc_init')],
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'spmd-state',
    grade: 'limits',
    pattern:
      /Unsupported SPM Core execution state 0x(?<state>[0-9a-f]{1,8})|AArch32 state at S-EL2 is not supported|SPM Core run time S-EL2 is not supported|WARNING:\s{1,2}Unsupported \w{1,40}?[0-9a-f]{1,8}\.\s*$/i,
    says: `The SPMC asks for an execution state that this machine or build does not have, so the SPMD does not start it. ${NO_FFA}`,
    examples: [
      tfa('Unsupported SPM Core execution state 0x2.', 'WARNING'),
      tfa('AArch32 state at S-EL2 is not supported.', 'WARNING'),
      tfa('SPM Core run time S-EL2 is not supported.', 'WARNING'),
    ],
    title: 'exec_state of the manifest, or S-EL2, does not fit this machine',
    because:
      'exec_state is 0 (AArch64) or 1 (AArch32); AArch32 is not possible at S-EL2; and S-EL2 needs FEAT_SEL2 (Armv8.4), which this CPU does not have.',
    next: 'Correct the manifest; without FEAT_SEL2 build with SPMD_SPM_AT_SEL2=0, so that the SPMC (OP-TEE) runs at S-EL1.',
    source: [spmd('spmd_spmc_init')],
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'spmd-init-failed',
    grade: 'limits',
    pattern: /SPMC initialisation failed (?<rc>0x[0-9a-f]{1,16}|-?\d{1,10})/i,
    says: `The SPMC was started and did not come up: {rc}. FF-A is not served. ${NO_FFA}`,
    examples: [tfa('SPMC initialisation failed 0x1'), tfa('SPMC initialisation failed 0xffffffea.', 'WARNING')],
    title: 'The SPMC left its start with an error, or the SPMC in EL3 could not be set up',
    because:
      'OP-TEE or Hafnium came back with something else than FFA_MSG_WAIT (FFA_ERROR, say); or, with the SPMC in EL3, spmc_setup() failed for the partition or its manifest.',
    next: 'Read the console of the SPMC up to this line: its last words are the cause.',
    source: [spmd('spmd_init'), spmd('spmd_setup')],
    show: NO_FIRMWARE_BOOT,
    follows: [{ of: ['op-tee-*', 'hf-panic', 'el3-boot*'], says: 'The SPMC did not come up.' }],
  }),
  said({
    id: 'spmd-logical-init',
    grade: 'limits',
    pattern:
      /SPMD Logical partitions failed init|Logical SPMD Partition validation failed|SPMD Logical SP \((?<id>0x[0-9a-f]{1,8})\) failed to initialize/i,
    says: 'Logical partitions inside the SPMD (services of EL3 that speak FF-A) did not come up. FF-A between Linux and the SPMC works.',
    examples: [
      tfa('SPMD Logical partitions failed init.', 'WARNING'),
      tfa('Logical SPMD Partition validation failed!'),
      tfa('SPMD Logical SP (0xffc0) failed to initialize'),
    ],
    title: 'A descriptor is refused, or an init function failed',
    because:
      'A line above names the field: id, UUID, init function, properties, or an id that is there twice. Where the platform has no logical partitions, -1 ends here as well and means nothing.',
    next: 'Read the error above; the descriptors are in the platform code (DECLARE_SPMD_LOGICAL_PARTITION).',
    source: [spmdLogical('spmd_logical_sp_init'), spmd('spmd_init')],
    show: NO_LOGICAL,
    follows: [{ of: ['spmd-logical-descriptor'], says: 'So no logical partition of the SPMD comes up.' }],
  }),
  said({
    id: 'spmd-logical-descriptor',
    grade: 'limits',
    pattern:
      /Invalid SPMD Logical SP Descriptor|Invalid SPMD Logical SP ID|Invalid SPMD Logical Partition ID|Invalid UUID for SPMD Logical SP|Missing init function for Logical SP ?\(|Invalid SPMD logical partition properties|Duplicate SPMD logical SP ID Detected/,
    says: 'The descriptor of a logical partition inside the SPMD is wrong, so none of them comes up. FF-A between Linux and the SPMC works.',
    examples: [
      tfa('Invalid SPMD Logical SP Descriptor'),
      tfa('Invalid SPMD Logical SP ID (0x1)'),
      tfa('Invalid SPMD Logical Partition ID (0x8001)'),
      tfa('Invalid UUID for SPMD Logical SP (0xffc0)'),
      tfa('Missing init function for Logical SP(0xffc0)'),
      tfa('Invalid SPMD logical partition properties (0x3)'),
      tfa('Duplicate SPMD logical SP ID Detected (0xffc0)'),
    ],
    title: 'A field of DECLARE_SPMD_LOGICAL_PARTITION is not as it must be',
    because:
      'The id must be a secure one in the range kept for the SPMD and unique, the UUID not zero, an init function there, and the only property "sends direct requests".',
    next: 'Correct the descriptor in the platform code: the line says which field.',
    source: [spmdLogical('el3_spmd_sp_desc_validate')],
    show: NO_LOGICAL,
  }),
  said({
    id: 'spmd-logical-call',
    pattern:
      /(?<fn>spmd_el3_invoke_partition_info_get|spmd_el3_ffa_msg_direct_req_common|spmd_el3_ffa_msg_direct_req2?) failed \((?<rc>[0-9a-f]{1,16})\) on CPU(?<cpu>\d{1,4})/i,
    says: 'A logical partition of the SPMD called the SPMC on CPU {cpu}, and entering it failed (0x{rc}). TF-A panics: the machine stops.',
    examples: [
      tfa('spmd_el3_invoke_partition_info_get failed (1) on CPU0'),
      tfa('spmd_el3_ffa_msg_direct_req_common failed (1) on CPU1'),
    ],
    title: 'The SPMC did not come back from the call as it must',
    because:
      'The entry into the SPMC returned an error, so the SPMC itself failed or answered with something that ends it.',
    next: 'Read the last words on the console of the SPMC.',
    source: [spmdLogical('spmd_el3_ffa_msg_direct_req_common'), spmdLogical('spmd_el3_invoke_partition_info_get')],
    show: NO_LOGICAL,
  }),
  said({
    id: 'spmd-live-activation',
    grade: 'refusal',
    pattern: lfa(
      'Invalid Secure Partition ID \\(0x[0-9a-fA-F]{1,8}\\) specified for live activation|Failed to build SP live activation request|SPMC failed to process live activation message',
    ),
    says: 'The update of a secure partition while the machine runs (live activation) was refused or not understood.',
    examples: [
      tfa('Invalid Secure Partition ID (0x1) specified for live activation'),
      tfa('Failed to build SP live activation request.'),
      tfa('SPMC failed to process live activation message'),
    ],
    title: 'The partition that was named, or the SPMC, cannot be activated live',
    because:
      'The id must be one of the secure world; the SPMC must know the framework message of live activation and answer with its response. When the request cannot even be sent, TF-A panics.',
    next: 'Look which partition Linux asked to activate, and whether this SPMC (Hafnium from 2026 on) has live activation.',
    source: [spmdLogical('spmd_lsp_build_live_activation_request')],
    show: LFA,
  }),
  said({
    id: 'spmd-secure-interrupt',
    grade: 'refusal',
    pattern: /spmd_secure_interrupt_handler failed \((?<rc>0x[0-9a-f]{1,16})\) on CPU(?<cpu>\d{1,4})/i,
    says: 'A secure interrupt came while Linux ran on CPU {cpu}; the SPMD entered the SPMC for it, and that failed ({rc}). The interrupt may come again at once.',
    examples: [tfa('spmd_secure_interrupt_handler failed (0x1) on CPU0')],
    title: 'The SPMC did not end the interrupt with FFA_NORMAL_WORLD_RESUME',
    because: 'It left with an error, or is in a state in which it cannot take an interrupt, because it panicked, say.',
    next: 'Read the console of the SPMC.',
    source: [spmd('spmd_secure_interrupt_handler')],
    show: cannot('In the model the SPMC always ends its interrupt.'),
  }),
  said({
    id: 'spmd-group0',
    pattern: /Group0 interrupt (?<intid>\d{1,10}) not handled/,
    says: 'An interrupt of Group 0 (for EL3), number {intid}, came, and the platform has no handler for it. TF-A panics: the machine stops.',
    examples: [tfa('Group0 interrupt 29 not handled')],
    title: 'An interrupt is configured as Group 0 that nobody in EL3 handles',
    because:
      'plat_spmd_handle_group0_interrupt() of the platform answered an error. The GIC set-up put the interrupt into Group 0 (a secure timer, a watchdog, an error of RAS) without code for it.',
    next: 'Look what {intid} is on this machine (29 is the secure physical timer). Give it a handler, or Group 1 Secure.',
    source: [spmd('spmd_group0_interrupt_handler_nwd'), spmd('spmd_handle_group0_intr_swd')],
    show: NO_GROUP0,
  }),
  said({
    id: 'spmd-copy',
    pattern:
      /Error while (?<what>mapping|unmapping) (?<which>root|secure) region (?<addr>\d{1,20}) \((?<rc>-?\d{1,10})\)/,
    says: 'The SPMD could not map memory to hand the manifest of the SPMC over ({which} region at {addr}, {rc}). TF-A panics while it boots.',
    examples: [tfa('Error while mapping root region 2415919104 (-1)')],
    title: 'The translation tables of EL3 have no room, or the address is not free',
    because:
      'With RME, the manifest lies in root memory and is copied to secure memory; both are mapped for that moment (MAX_MMAP_REGIONS, MAX_XLAT_TABLES).',
    next: 'Raise MAX_MMAP_REGIONS and MAX_XLAT_TABLES of the platform.',
    source: [spmd('spmd_do_sec_cpy')],
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'spmd-forward-version',
    grade: 'refusal',
    pattern: /Failed to forward FFA_VERSION/,
    says: 'Linux asked FFA_VERSION, the SPMD passed it on to the SPMC as a framework message, and the answer was none. Linux gets NOT_SUPPORTED and has no FF-A.',
    examples: [tfa('Failed to forward FFA_VERSION')],
    title: 'The SPMC does not know the framework message of FFA_VERSION',
    because:
      'With an SPMC of 1.1 or later the SPMD asks it by a direct request with w2 = 0x80000008 and wants w2 = 0x80000009 in the response. An SPMC that panicked or does not answer it fails here.',
    next: 'Read the console of the SPMC. Does its manifest name a version that it does not really serve?',
    source: [spmd('spmd_smc_handler')],
    show: cannot('The SPMC of the model always answers this message.'),
  }),
  said({
    id: 'spmd-fatal',
    pattern: /SPMC encountered a fatal error\. Aborting now/,
    says: 'The SPMC told EL3 that it cannot go on (FFA_ABORT), and TF-A panics: the machine stops.',
    examples: [tfa('SPMC encountered a fatal error. Aborting now')],
    title: 'Hafnium met an error that it cannot contain',
    because: 'FFA_ABORT comes from the SPMC, when a partition whose manifest says so aborts, or on a fault of its own.',
    next: "Read Hafnium's lines above: the partition that aborted, or the fault.",
    source: [spmd('spmd_smc_handler')],
    show: cannot('The SPMC of the model does not call FFA_ABORT.'),
    follows: [{ of: ['hf-abort*', 'hf-panic', 'hf-fault*', 'op-tee-*'], says: 'TF-A stops the machine.' }],
  }),
  said({
    id: 'spmd-unsupported',
    grade: 'refusal',
    pattern: /SPM: Unsupported call (?<fid>0x[0-9a-f]{1,8})/i,
    says: 'The SPMD got the call {fid}, {fid:call}, which it does not have. It answers FFA_ERROR NOT_SUPPORTED: Linux reads −95.',
    examples: [tfa('SPM: Unsupported call 0x8400008a', 'WARNING'), tfa('SPM: Unsupported call 0x84000078', 'WARNING')],
    title: 'A call that this TF-A does not pass on',
    because:
      'The function id lies in the range of FF-A and is none that the SPMD knows: a call of a newer FF-A, one that was never taken in, or a wrong id.',
    next: 'Look who makes it: the number names the function. Update TF-A when the function is newer.',
    source: [spmd('spmd_smc_handler')],
    show: cannot('The SPMD of the model refuses the call and keeps no console.'),
  }),
  said({
    id: 'spmd-secondary',
    grade: 'limits',
    pattern: /spmd_pm_secondary_ep_register entry point is not within image boundaries/,
    says: 'The SPMC named an entry for its other CPUs that lies outside its own image. The SPMD refuses it (INVALID_PARAMETERS): on other CPUs the SPMC begins at its cold entry, or not at all.',
    examples: [tfa('spmd_pm_secondary_ep_register entry point is not within image boundaries')],
    title: 'load_address and binary_size of the manifest do not hold the entry',
    because:
      'The entry is checked against both. An image that relocates itself, or a binary_size that is too small, fails.',
    next: 'Correct load_address and binary_size in the manifest of the SPMC.',
    source: [spmdPm('spmd_pm_secondary_ep_register')],
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'spmd-cpu',
    grade: 'limits',
    pattern:
      /(?<fn>spmd_cpu_on_finish_handler|spmd_cpu_off_handler) failed \((?<rc>-?\d{1,20})\) on CPU(?<cpu>\d{1,4})/,
    says: 'A CPU is being turned on or off ({fn}), and entering the SPMC on CPU {cpu} failed ({rc}). The secure world is not there on that CPU.',
    examples: [tfa('spmd_cpu_on_finish_handler failed (1) on CPU3'), tfa('spmd_cpu_off_handler failed (1) on CPU3')],
    title: 'The SPMC did not come up, or did not go down, on that CPU',
    because:
      'It left with something else than FFA_MSG_WAIT (on) or a response (off): it panicked there, or its entry for other CPUs is wrong.',
    next: 'Read the console of the SPMC for that CPU.',
    source: [spmdPm('spmd_cpu_on_finish_handler'), spmdPm('spmd_cpu_off_handler')],
    show: NO_POWER,
  }),
  said({
    id: 'spmd-cpu-off-refused',
    pattern:
      /spmd_cpu_off_handler invalid SPMC response \((?<fid>[0-9a-f]{1,8})\)|SPMC failed to send framework message response for power management operation|SPMC denied CPU_OFF power management request/i,
    says: 'Linux turns a CPU off, and the SPMC did not agree to it as it must. TF-A panics: the machine stops.',
    examples: [
      tfa('spmd_cpu_off_handler invalid SPMC response (84000061).'),
      tfa('SPMC failed to send framework message response for power management operation, message flags = (0)'),
      tfa('SPMC denied CPU_OFF power management request'),
    ],
    title: 'The SPMC answered the power message wrongly, or denied it',
    because:
      'The SPMD sends PSCI CPU_OFF as a framework message and wants a direct response with w2 = 0x80000002 and w3 = 0. FFA_ERROR would be overlooked; anything else is fatal. A denial comes from a partition that is subscribed to CPU_OFF and is busy on that CPU.',
    next: 'Look which partition runs on that CPU: under Hafnium a line says that it denied. Do not take that CPU off line.',
    source: [spmdPm('spmd_cpu_off_handler')],
    show: NO_POWER,
    follows: [{ of: ['hf-cpu-off*'], says: 'TF-A stops the machine.' }],
  }),
];
