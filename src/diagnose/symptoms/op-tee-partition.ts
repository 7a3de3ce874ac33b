import { HAFNIUM, OPTEED } from './evidence.ts';
import { saidBy } from './one.ts';
import { hfApi, hfMemory, partition, runtimeSvc, spmc } from './places.ts';
import { cannot, NO_FIRMWARE_BOOT, NO_PARTITION } from './show.ts';
import type { Symptom } from './symptom.ts';

// What OP-TEE prints when another SPMC is above it (thread_spmc.c without CFG_CORE_SEL1_SPMC), and what its logical
// partitions are refused for: mostly while the machine boots, so Linux then finds no OP-TEE.

const said = saidBy('op-tee', 'stops');
const COOKIE = '0x[0-9a-f]{1,16}';
const NO_OPTEE = 'OP-TEE panics, so Linux finds no OP-TEE.';

export const opteePartition: readonly Symptom[] = [
  said({
    id: 'op-tee-secondary',
    pattern: /FFA_SECONDARY_EP_REGISTER_64 ret (?<ret>0x[0-9a-f]{1,16}|-?\d{1,10})/i,
    says: 'OP-TEE told who is above it where its other CPUs begin, and was not answered with success: {ret}. On those CPUs OP-TEE will not come up.',
    examples: [
      'E/TC:0   thread_spmc_register_secondary_ep:2403 FFA_SECONDARY_EP_REGISTER_64 ret 0xffffffffffffffff',
      'E/TC:0   thread_spmc_register_secondary_ep:2403 FFA_SECONDARY_EP_REGISTER_64 ret 0x84000060',
    ],
    title: 'EL3 does not know FF-A, or refuses the entry',
    because:
      '0xffffffffffffffff (or 0xffffffff) is SMCCC\'s "unknown function": TF-A was built with SPD=opteed and OP-TEE as SPMC (CFG_CORE_SEL1_SPMC=y). 0x84000060 is FFA_ERROR: the entry lies outside the image of the SPMC, was given twice, or the call came after OP-TEE had said that it is ready.',
    next: 'For −1: SPD=spmd SPMD_SPM_AT_SEL2=0 in TF-A, or no CFG_CORE_SEL1_SPMC in OP-TEE. For FFA_ERROR read w2, and the line of TF-A.',
    source: [spmc('thread_spmc_register_secondary_ep'), runtimeSvc('handle_runtime_svc')],
    seen: 'on a machine',
    pro: [OPTEED, { line: /Unhandled FFA function ID 0xffffffff/i, says: 'MSG_WAIT is answered with −1, too.' }],
    show: NO_FIRMWARE_BOOT,
    follows: [{ of: ['spmd-secondary', 'hf-secondary'], says: 'OP-TEE is not told how to start its other CPUs.' }],
  }),
  said({
    id: 'op-tee-id',
    pattern: /Get (?<what>spm id|id) failed(?: with error (?<rc>-?\d{1,20}))?/,
    says: 'OP-TEE asked who is above it for its {what} ({rc:status}) and got no success. It panics.',
    examples: [
      'E/TC:0 0 ffa_id_get:2420 Get id failed with error -1',
      'E/TC:0 0 ffa_id_get:2422 Get id failed',
      'E/TC:0 0 ffa_spm_id_get:2443 Get spm id failed with error -1',
      'E/TC:0 0 ffa_spm_id_get:2445 Get spm id failed',
    ],
    title: 'EL3 or the SPMC does not serve FFA_ID_GET or FFA_SPM_ID_GET',
    because:
      'The SPMD of TF-A answers both itself, Hafnium too (FFA_SPM_ID_GET from FF-A 1.1 on). Without "with error", the answer was not even FFA_ERROR: −1 of an EL3 that has no FF-A.',
    next: 'Check how TF-A was built (SPD=spmd), and which FF-A version the manifest of OP-TEE names.',
    source: [spmc('ffa_id_get'), spmc('ffa_spm_id_get')],
    pro: [OPTEED],
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'op-tee-lsp-id',
    pattern: /Conflicting SP id for SP "(?<name>[^"]{0,40})" id (?<id>0x[0-9a-f]{1,8})/i,
    says: 'The logical partition "{name}" of OP-TEE asks for the endpoint id {id}, which is taken, reserved or no secure id. OP-TEE panics, or leaves it out (CFG_SP_SKIP_FAILED).',
    examples: ['E/TC:0 0 check_desc:2493 Conflicting SP id for SP "LP" id 0x8001'],
    title: 'Two partitions have one id, or the id is outside 0x8001 to 0xfffe',
    because: 'Ids of the SPMC, the SPMD and of partitions that were registered before cannot be used again.',
    next: 'Change sp_id in the descriptor of the logical partition, or leave it 0 so that OP-TEE picks one.',
    source: [spmc('check_desc')],
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'op-tee-lsp-properties',
    pattern: /Unexpected properties in (?<props>0x[0-9a-f]{1,8}) for LSP "(?<name>[^"]{0,40})" (?<id>0x[0-9a-f]{1,8})/i,
    says: 'The logical partition "{name}" ({id}) of OP-TEE announces properties {props} that a logical partition cannot have. OP-TEE panics, or takes them away (CFG_SP_SKIP_FAILED).',
    examples: ['E/TC:0 0 check_desc:2501 Unexpected properties in 0x8103 for LSP "LP" 0x8002'],
    title: 'The descriptor has a bit that is not among direct messages, VM messages and AArch64',
    because:
      'A logical partition may receive and send direct requests and hear of VMs. Notifications, indirect messages and DIRECT_REQ2 are none of its properties.',
    next: 'Correct "properties" in the descriptor of the logical partition.',
    source: [spmc('check_desc')],
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'op-tee-lsp-callback',
    pattern: /Missing direct request callback for LSP "(?<name>[^"]{0,40})" (?<id>0x[0-9a-f]{1,8})/i,
    says: 'The logical partition "{name}" ({id}) of OP-TEE has no function that takes direct requests. OP-TEE panics, or leaves it out (CFG_SP_SKIP_FAILED).',
    examples: ['E/TC:0 0 check_desc:2509 Missing direct request callback for LSP "LP" 0x8002'],
    title: 'direct_req of the descriptor is NULL',
    because: 'A logical partition is reached by direct requests alone.',
    next: 'Give the descriptor of the logical partition its callback.',
    source: [spmc('check_desc')],
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'op-tee-lsp-uuid',
    pattern: /Found NULL UUID for LSP "(?<name>[^"]{0,40})" (?<id>0x[0-9a-f]{1,8})/i,
    says: 'The logical partition "{name}" ({id}) of OP-TEE has no UUID, so nobody could find it. OP-TEE panics, or leaves it out (CFG_SP_SKIP_FAILED).',
    examples: ['E/TC:0 0 check_desc:2518 Found NULL UUID for LSP "LP" 0x8002'],
    title: 'uuid_words of the descriptor are zero',
    because: 'PARTITION_INFO_GET finds partitions by their UUID, and zero means "all".',
    next: 'Give the descriptor of the logical partition its UUID.',
    source: [spmc('check_desc')],
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'op-tee-rxtx',
    pattern: /\brxtx map failed(?: with error (?<rc>-?\d{1,20}))?/,
    says: 'OP-TEE is a partition here, and its own FFA_RXTX_MAP was refused ({rc:status}). It panics: Linux will find no OP-TEE.',
    examples: [
      'E/TC:0 0 spmc_rxtx_map:2641 rxtx map failed with error -2',
      'E/TC:0 0 spmc_rxtx_map:2643 rxtx map failed',
    ],
    title: 'The SPMC does not take the buffers of OP-TEE',
    because:
      'INVALID_PARAMETERS (−2): the pages are not memory of this partition by its manifest, or not aligned. DENIED (−6): mapped already, by rx_tx-info of the manifest, say. NO_MEMORY (−3): no page table left. Without "with error" it was not even FFA_ERROR: nobody serves FF-A there.',
    next: "Read Hafnium's line just above, and the memory regions and rx_tx-info in the manifest of OP-TEE.",
    source: [spmc('spmc_rxtx_map'), hfApi('api_vm_configure_pages')],
    pro: [HAFNIUM],
    show: NO_PARTITION,
    follows: [{ of: ['hf-rxtx*'], says: NO_OPTEE }],
  }),
  said({
    id: 'op-tee-version',
    pattern: /FF-A version failed with error (?<rc>-?\d{1,20})/,
    says: 'OP-TEE is a partition here, and the SPMC does not speak the FF-A version that the manifest of OP-TEE names. It panics.',
    examples: [
      'E/TC:0 0 get_ffa_version:2657 FF-A version failed with error 4294967295',
      'E/TC:0 0 get_ffa_version:2657 FF-A version failed with error -1',
    ],
    title: 'FFA_VERSION was answered with NOT_SUPPORTED',
    because:
      'Any answer with bit 31 is an error; 4294967295 is −1 in 32 bits. The SPMC is older than ffa-version of the manifest, or another version was agreed before.',
    next: 'Compare ffa-version of the manifest of OP-TEE with the version of the SPMC.',
    source: [spmc('get_ffa_version'), hfApi('api_ffa_version')],
    pro: [HAFNIUM],
    show: NO_PARTITION,
    follows: [{ of: ['hf-version*'], says: NO_OPTEE }],
  }),
  said({
    id: 'op-tee-fetch',
    grade: 'refusal',
    pattern: new RegExp(`Failed to fetch cookie (?<cookie>${COOKIE}) error code (?<rc>-?\\d{1,10})`, 'i'),
    says: 'OP-TEE (a partition here) asked the SPMC for the shared memory {cookie}, and FFA_MEM_RETRIEVE_REQ was refused: {rc:status}.',
    examples: [
      'E/TC:0 0 spmc_retrieve_req:2722 Failed to fetch cookie 0x9 error code -2',
      'E/TC:0 0 spmc_retrieve_req:2722 Failed to fetch cookie 0x9 error code -6',
      'E/TC:0 0 spmc_retrieve_req:2722 Failed to fetch cookie 0x9 error code -3',
    ],
    title: 'The SPMC does not let OP-TEE retrieve the memory',
    because:
      'INVALID_PARAMETERS (−2): the handle is unknown, sender, tag or transaction type do not match the share. DENIED (−6): retrieved already, or permissions that do not match. NO_MEMORY (−3): the SPMC has no page table or memory left; handles that were never relinquished add up. BUSY (−4): the RX buffer of OP-TEE still holds something.',
    next: "Read Hafnium's VERBOSE line just above: it says which field. Count the handles that were relinquished.",
    source: [spmc('spmc_retrieve_req'), hfMemory('ffa_memory_retrieve')],
    seen: 'on a machine',
    pro: [HAFNIUM, { line: /Failed to relinquish cookie/, says: 'Memory was not given back before.' }],
    show: NO_PARTITION,
    follows: [{ of: ['hf-retrieve*', 'el3-retrieve*'], says: 'OP-TEE does not get the memory.' }],
  }),
  said({
    id: 'op-tee-fetch-answer',
    grade: 'refusal',
    pattern: new RegExp(`Failed to fetch cookie (?<cookie>${COOKIE}) a0 (?<w0>0x[0-9a-f]{1,16})`, 'i'),
    says: 'OP-TEE (a partition here) asked the SPMC for the shared memory {cookie}, and was answered with {w0} ({w0:call}) instead of FFA_MEM_RETRIEVE_RESP.',
    examples: [
      'E/TC:0 0 spmc_retrieve_req:2725 Failed to fetch cookie 0x9 a0 0xffffffffffffffff',
      'E/TC:0 0 spmc_retrieve_req:2725 Failed to fetch cookie 0x9 a0 0x84000062',
    ],
    title: 'The answer is neither FFA_ERROR nor the memory',
    because:
      '−1 comes from something that does not know the call; FFA_INTERRUPT from an SPMC that was interrupted in it, which OP-TEE does not expect here.',
    next: 'Look who answered: TF-A with LOG_LEVEL=50 prints what passes EL3.',
    source: [spmc('spmc_retrieve_req')],
    show: NO_PARTITION,
  }),
  said({
    id: 'op-tee-transaction',
    grade: 'refusal',
    pattern: new RegExp(`Memory transaction failure for cookie (?<cookie>${COOKIE}) rc (?<rc>-?\\d{1,10})`, 'i'),
    says: 'OP-TEE (a partition here) got a description of the shared memory {cookie} from the SPMC that it cannot read: {rc:status}.',
    examples: ['E/TC:0 0 spmc_retrieve_req:2733 Memory transaction failure for cookie 0x9 rc -2'],
    title: 'The descriptor is of another FF-A version, or does not hold together',
    because:
      'OP-TEE reads it in the version that it agreed with the SPMC: header, offset and size of the access descriptors, number of receivers (one), lengths within the RX buffer.',
    next: 'Compare the FF-A version of the manifest of OP-TEE with what the SPMC writes.',
    source: [spmc('spmc_retrieve_req')],
    show: NO_PARTITION,
  }),
  said({
    id: 'op-tee-relinquish',
    grade: 'refusal',
    pattern: new RegExp(`Failed to relinquish cookie (?<cookie>${COOKIE})`, 'i'),
    says: 'OP-TEE (a partition here) gave the shared memory {cookie} back to the SPMC, and FFA_MEM_RELINQUISH failed. The handle stays retrieved: Linux cannot reclaim it, and such handles add up until nothing can be shared.',
    examples: ['E/TC:0 0 thread_spmc_relinquish:2758 Failed to relinquish cookie 0x9'],
    title: 'The SPMC refuses to take the memory back',
    because:
      'The handle is unknown or was relinquished before, the memory is still mapped for another borrower, or the TX buffer of OP-TEE was in use. OP-TEE goes on, and Linux prints "mem_reclaim … -13" for it.',
    next: "Read Hafnium's VERBOSE line just above. Look whether the same handle was given back twice.",
    source: [spmc('thread_spmc_relinquish'), hfMemory('ffa_memory_relinquish')],
    seen: 'on a machine',
    pro: [HAFNIUM],
    show: NO_PARTITION,
    follows: [{ of: ['hf-relinquish*'], says: 'The memory stays with OP-TEE, and Linux cannot reclaim it.' }],
  }),
  said({
    id: 'op-tee-fragment-refused',
    grade: 'refusal',
    pattern: /FFA_MEM_FRAG_RX: ret (?<rc>-?\d{1,10})/,
    says: 'OP-TEE (a partition here) asked the SPMC for the rest of a long description of memory, and was refused: {rc:status}. The memory is not used.',
    examples: ['E/TC:0 0 set_pages:2806 FFA_MEM_FRAG_RX: ret -2', 'E/TC:0 0 set_pages:2806 FFA_MEM_FRAG_RX: ret -1'],
    title: 'The next fragment of the descriptor is not given',
    because:
      'A share of many ranges does not fit one page and comes in fragments. −2: the handle or the offset (w3) is not the one expected; −4 the RX buffer was not released; −1 the SPMC has no fragments.',
    next: 'Compare handle and offset of FFA_MEM_FRAG_RX with the fragment before; share fewer, larger ranges.',
    source: [spmc('set_pages'), hfMemory('ffa_memory_retrieve_continue')],
    show: NO_PARTITION,
    follows: [{ of: ['hf-frag-rx*'], says: 'OP-TEE cannot read the memory to its end.' }],
  }),
  said({
    id: 'op-tee-fragment-answer',
    grade: 'refusal',
    pattern:
      /set_pages.{0,12}(?:Bad tx fid (?<fid>0x[0-9a-f]{1,16})|Bad cookie (?<cookie>0x[0-9a-f]{1,16}) expected (?<expected>0x[0-9a-f]{1,16})|Bad frag_len (?<len>0x[0-9a-f]{1,8}))/i,
    says: 'OP-TEE (a partition here) asked the SPMC for the next fragment of a description of memory, and got something that does not continue it: another function, another handle, or a length that does not fit. The memory is not used.',
    examples: [
      'E/TC:0 0 set_pages:2810 Bad tx fid 0x84000061',
      'E/TC:0 0 set_pages:2814 Bad cookie 0x8 expected 0x9',
      'E/TC:0 0 set_pages:2822 Bad frag_len 0x11',
    ],
    title: 'The SPMC and OP-TEE are out of step in the middle of a fragmented share',
    because:
      'FFA_MEM_FRAG_TX must come back with the same handle in w1 and w2, and in w3 a length that is a multiple of 16 and stays within the total.',
    next: 'Look whether two CPUs retrieve at the same time, and read the VERBOSE lines of the SPMC.',
    source: [spmc('set_pages')],
    show: NO_PARTITION,
  }),
  said({
    id: 'op-tee-retrieve',
    grade: 'refusal',
    pattern: new RegExp(`Failed to retrieve cookie from rx buffer (?<cookie>${COOKIE})`, 'i'),
    says: 'OP-TEE (a partition here) could not get the shared memory {cookie} from the SPMC. What needed it fails.',
    examples: ['E/TC:0 0 thread_spmc_populate_mobj_from_rx:2858 Failed to retrieve cookie from rx buffer 0x9'],
    title: 'FFA_MEM_RETRIEVE_REQ failed; the line above says with what',
    because:
      'This line only closes the attempt: "Failed to fetch cookie" or "Memory transaction failure" stands above it with the number that decides.',
    next: 'Read the line above.',
    source: [spmc('thread_spmc_populate_mobj_from_rx')],
    show: NO_PARTITION,
    follows: [
      {
        of: ['op-tee-fetch', 'op-tee-fetch-answer', 'op-tee-transaction'],
        says: 'So the memory is not there for OP-TEE.',
      },
    ],
  }),
  said({
    id: 'op-tee-manifest',
    pattern: /Invalid FF-A manifest at \S{1,40}: error (?<rc>-?\d{1,10})/,
    says: 'OP-TEE was given no FF-A manifest that it can read (libfdt error {rc}). It panics while it starts.',
    examples: [
      'E/TC:0 0 get_ffa_version_from_manifest:2907 Invalid FF-A manifest at 0xe6f0000: error -9',
      'E/TC:0 0 get_ffa_version_from_manifest:2907 Invalid FF-A manifest at 0x0: error -1',
    ],
    title: 'The blob that was handed over is no device tree with "arm,ffa-manifest-1.0"',
    because:
      '−9 is "no device tree" (a wrong address, or boot information in the place of the manifest), −1 "not found", −8 a truncated one. The SPMC passes the address in the register that the manifest of the SPMC names.',
    next: 'Look at how the SPMC passes the manifest: gp-register-num, and the boot information protocol of FF-A 1.1.',
    source: [spmc('get_ffa_version_from_manifest')],
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'op-tee-manifest-version',
    pattern: /Can't read "ffa-version" from FF-A manifest at \S{1,40}: error (?<rc>-?\d{1,10})/,
    says: 'The FF-A manifest of OP-TEE has no "ffa-version" (libfdt error {rc}). It panics while it starts.',
    examples: [
      'E/TC:0 0 get_ffa_version_from_manifest:2913 Can\'t read "ffa-version" from FF-A manifest at 0xe6f0000: error -1',
    ],
    title: 'A property of the manifest is missing',
    because: 'OP-TEE takes the version that it speaks from its manifest.',
    next: 'Add ffa-version = <0x00010002> to the manifest of OP-TEE.',
    source: [spmc('get_ffa_version_from_manifest')],
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'op-tee-manifest-unsupported',
    pattern: /Unsupported version (?<major>\d{1,10})\.(?<minor>\d{1,10}) from manifest/,
    says: 'The manifest of OP-TEE names FF-A {major}.{minor}, and this OP-TEE speaks 1.0 to 1.2. It panics while it starts.',
    examples: ['E/TC:0 0 spmc_init:2933 Unsupported version 1.3 from manifest'],
    title: 'The manifest is newer than this OP-TEE',
    because: 'ffa-version must be between 0x10000 and 0x10002 for OP-TEE 4.10.',
    next: 'Set ffa-version of the manifest to one that OP-TEE speaks.',
    source: [spmc('spmc_init')],
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'op-tee-major',
    pattern: /Incompatible major version (?<theirs>\d{1,10}), expected (?<mine>\d{1,10})/,
    says: 'The SPMC above OP-TEE speaks FF-A {theirs}.x, and the manifest of OP-TEE names {mine}.x. OP-TEE panics while it starts.',
    examples: [
      'E/TC:0 0 spmc_init:2942 Incompatible major version 2, expected 1',
      'E/TC:0 0 spmc_init:2942 Incompatible major version 0, expected 1',
    ],
    title: 'The SPMC has another major version',
    because: 'A major version may break what the other side knows. 0 is what an answer that is no version reads as.',
    next: 'Take an SPMC and an OP-TEE of the same major version; read w0 of the reply to FFA_VERSION.',
    source: [spmc('spmc_init')],
    show: NO_PARTITION,
  }),
  said({
    id: 'op-tee-sp-manifest',
    grade: 'limits',
    pattern:
      /(?:handle_fdt_\w+|read_\w+|fdt_get_uuid|get_boot_order|handle_tpm_event_log|create_and_map_boot_info|swap_sp_endpoints|check_fdt)[^ ]{0,8} (?<what>(?:Mandatory (?:property|field) is missing|Invalid|Both base-address|Guard only|Optional field|Missing or invalid UUID|Managed exit|Value of boot-order|Failed reading boot-order|Failed loading SP, manifest|Unknown FF-A version|tpm_event_log|Empty TPM|SP: Found duplicated).{0,80})/,
    says: 'OP-TEE does not take the manifest of one of its secure partitions: {what}. The partition is not started (OP-TEE panics, unless it was built with CFG_SP_SKIP_FAILED).',
    examples: [
      'E/TC:0 0 read_ffa_version:1501 Mandatory property is missing: ffa-version',
      'E/TC:0 0 read_ns_interrupts_action:1482 Managed exit is not implemented',
    ],
    title: 'A property of the partition manifest is missing or has a value that OP-TEE does not have',
    because:
      'OP-TEE as SPMC reads the manifest ("arm,ffa-manifest-1.0") of each partition in S-EL0 before it starts it. No call of Linux brings this about; Linux does not find the partition afterwards.',
    next: 'Correct the property that the line names in the manifest of the partition.',
    source: [partition('sp_init_all')],
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'op-tee-sp-package',
    grade: 'limits',
    pattern:
      /(?:process_sp_pkg|fip_sp_\w+|load_binary_sp|sp_open_session)[^ ]{0,8} (?<what>(?:Cannot find mapping for PA|Invalid SP|Invalid FIP SP|No SPMC manifest found|Failed to (?:open SP binary|detect SP format)|Failed loading SP).{0,80})/,
    says: 'OP-TEE cannot load one of its secure partitions: {what}. The partition is not started.',
    examples: [
      'E/TC:0 0 process_sp_pkg:1935 Invalid SP package magic',
      'E/TC:0 0 sp_open_session:669 Failed to detect SP format',
    ],
    title: 'The package of the partition is not where it is said to be, or is none',
    because:
      'The manifest of the SPMC names address and UUID of each package; BL2 loads it there. A wrong address, or a package that was not built by sptool, ends here.',
    next: 'Compare load-address in the manifest of the SPMC with what BL2 loads, and rebuild the package.',
    source: [partition('process_sp_pkg')],
    show: NO_FIRMWARE_BOOT,
  }),
  said({
    id: 'op-tee-sp-start',
    grade: 'limits',
    pattern:
      /sp_init_all[^ ]{0,8} (?:Failed (?:initializing|starting) SP ?\((?<sp>[^)]{1,60})\) err:(?<res>0x[0-9a-f]{1,8}|#?[0-9a-f]{1,8}))/i,
    says: 'A secure partition of OP-TEE ({sp}) could not be started: {res:tee}. Linux does not find it.',
    examples: ['E/TC:0 0 sp_init_all:2120 Failed starting SP(0x8002) err:0xffff0000'],
    title: 'The lines above say what is wrong with the partition',
    because: 'Its manifest, its package, or its own start failed.',
    next: 'Read the errors above, and the console of the partition.',
    source: [partition('sp_init_all')],
    show: NO_FIRMWARE_BOOT,
    follows: [{ of: ['op-tee-sp-manifest', 'op-tee-sp-package'], says: 'So the partition is not started.' }],
  }),
  said({
    id: 'op-tee-sp-request',
    grade: 'refusal',
    pattern:
      /SP (?<id>0x[0-9a-f]{1,8}) doesn't support (?:sending|receipt of) direct requests|Request to normal world not supported|Cannot send message to own ID|Source address doesn't match the endpoint id|Response from normal world not supported|SP is not waiting for a request|FFA_MSG_SEND_DIRECT_RESP to incorrect SP|Direct response type doesn't match direct request/i,
    says: 'OP-TEE as SPMC refuses a direct message to or from one of its secure partitions (INVALID_PARAMETERS, DENIED or NOT_SUPPORTED): the line says why.',
    examples: [
      "E/TC:0 0 ffa_handle_sp_direct_req:959 SP 0x8002 doesn't support receipt of direct requests",
      'E/TC:0 0 ffa_handle_sp_direct_resp:1145 SP is not waiting for a request',
    ],
    title: 'The message does not fit the partition: its messaging method, its ids, or its state',
    because:
      'A request goes to a partition whose manifest takes none of that kind, or comes from one that may not send; a response must go to who asked, in the same kind, while a request is open; the normal world never answers.',
    next: 'Read w0 and w1 of the message, and messaging-method in the manifest of the partition.',
    source: [{ ...spmc('ffa_handle_sp_direct_req'), file: 'core/arch/arm/kernel/spmc_sp_handler.c' }],
    show: cannot('OP-TEE of the model has no partitions beside itself.'),
  }),
];
