import type { FunctionName } from '../../abi/function-id.ts';
import type { StatusName } from '../../abi/status.ts';
import { hfApi, hfFile, hfMemory } from './places.ts';
import { type Refusal, refusals } from './refusal.ts';
import { NO_HAFNIUM } from './show.ts';
import type { Place, Symptom } from './symptom.ts';

// Why Hafnium refuses a call of memory (src/ffa_memory.c, src/api.c): it says so at VERBOSE, field by field.

const hf = refusals('hafnium', 'Hafnium', NO_HAFNIUM);
const SEND: readonly FunctionName[] = ['FFA_MEM_SHARE', 'FFA_MEM_LEND'];
const N = '\\d{1,20}';
const X = '(?:0x)?[0-9a-f]{1,16}';

/** A field of the descriptor of a share or lend: what is wrong with it is all that differs. */
const field = (
  id: string,
  pattern: RegExp,
  example: string,
  why: string,
  status: StatusName = 'INVALID_PARAMETERS',
  source: Place = hfMemory('ffa_memory_send_validate'),
): Refusal => ({
  id: `hf-share-${id}`,
  pattern,
  example,
  calls: SEND,
  status,
  why,
  next: 'Compare the descriptor in the TX buffer with the FF-A version that both sides agreed: 0x50 bytes for one range in 1.0, 0x60 in 1.1, 0x70 in 1.2.',
  source,
});

export const hafniumMemory: readonly Symptom[] = [
  field(
    'short',
    new RegExp(
      `Fragment length ${N} too short|Share too short: got ${N}|Initial fragment length ${N} smaller than header size`,
      'i',
    ),
    'VERBOSE: Fragment length 32 too short (min 80).',
    'The first fragment (w2) is shorter than the header, the access descriptors and the composite need.',
  ),
  field(
    'alignment',
    new RegExp(
      `Fragment length ${N} or total length ${N} is not 16-byte aligned|Fragment length ${N} greater than total length`,
      'i',
    ),
    'VERBOSE: Fragment length 81 or total length 81 is not 16-byte aligned.',
    'w1 (total) and w2 (fragment) must be multiples of 16, and w2 not above w1.',
  ),
  field(
    'sender',
    /VERBOSE: Invalid memory sender ID/,
    'VERBOSE: Invalid memory sender ID.',
    'The sender in the descriptor is not the caller.',
    'DENIED',
  ),
  field(
    'receivers',
    new RegExp(
      `VERBOSE: No receivers!|Receiver count (?:can't be 0|must be 0 <)|Repeated receiver\\(${X}\\)|Can't share memory with itself|(?:\\w+: )?invalid receiver\\.`,
      'i',
    ),
    "VERBOSE: Receiver count can't be 0.",
    'The list of receivers is empty, too long, names somebody twice, the sender itself, or a partition that is not there.',
  ),
  field(
    'composite',
    new RegExp(
      `Invalid composite memory region descriptor offset|Composite offset ${X} differs|All ffa_memory_access should point to the same composite|Invalid length ${N} or composite offset ${N}`,
      'i',
    ),
    'VERBOSE: Invalid composite memory region descriptor offset 96.',
    'The offset of the list of ranges is zero, not a multiple of 16, outside of the fragment, or not the same for all receivers.',
  ),
  field(
    'flags',
    new RegExp(
      `Memory can't be cleared while being shared|VERBOSE: Invalid flags ${X}|Memory region reserved arguments must be zero`,
      'i',
    ),
    'VERBOSE: Invalid flags 0x10.',
    'The flags of the descriptor ask for what this call cannot do: clearing shared memory, or reserved bits.',
  ),
  field(
    'permissions',
    /Reserved value for receiver permissions|Invalid (?:instruction|data) access permissions \w+ for (?:sending|sharing|lending|donating) memory/,
    'VERBOSE: Invalid instruction access permissions FFA_INSTRUCTION_ACCESS_X for sending memory, expected FFA_INSTRUCTION_ACCESS_NOT_SPECIFIED.',
    'The permissions of a receiver are not as this call wants them: data access must be given for share and lend, instruction access must not.',
  ),
  field(
    'attributes',
    /Normal Memory: Invalid cacheability|Device Memory: Invalid cacheability|Invalid shareability \w+, expected/,
    'VERBOSE: Normal Memory: Invalid cacheability FFA_MEMORY_CACHE_NON_CACHEABLE, expected FFA_MEMORY_CACHE_WRITE_BACK.',
    'The memory attributes are not normal, write-back, inner shareable (0x2f).',
    'DENIED',
    hfMemory('ffa_memory_attributes_validate'),
  ),
  field(
    'state',
    /Invalid security state \w+ for memory share operation|Invalid memory type \w+ for memory share operation/,
    'VERBOSE: Invalid memory type FFA_MEMORY_NORMAL_MEM for memory share operation, expected FFA_MEMORY_NOT_SPECIFIED_MEM.',
    'The attributes name what the sender must leave open: the security state always, the memory type for lend and donate.',
  ),
  field(
    'reserved',
    new RegExp(
      `Reserved fields must be 0|Reserved field in the memory access descriptor must be zero|Invalid memory access descriptor size ${N}`,
      'i',
    ),
    'VERBOSE: Invalid memory access descriptor size 16, or receiver offset 48, for FF-A version 0x10002',
    'A reserved field is set, or size and offset of the access descriptors are those of another FF-A version.',
    'INVALID_PARAMETERS',
    hfMemory('ffa_memory_region_sanity_check'),
  ),
  field(
    'fragment-first',
    new RegExp(`Initial fragment length ${N} smaller than mailbox size`),
    'WARNING: Initial fragment length 256 smaller than mailbox size.',
    'A share in fragments must fill the TX buffer with its first one.',
  ),
  field(
    'ranges',
    /constituents_get_mode: (?:no constituents|addresses not page-aligned)|Constituents not aligned|Composite page count differs|Invalid page count\. Addr|Overlapping memory ranges/,
    'VERBOSE: Composite page count differs from calculated page count from constituents.',
    'The list of ranges is empty, not aligned to pages, overlaps itself, or its pages do not add up to the total.',
    'INVALID_PARAMETERS',
    hfMemory('ffa_send_check_update'),
  ),
  field(
    'range-outside',
    /Region is outside of PA Range/,
    'ERROR: Region is outside of PA Range',
    'A range lies beyond what this machine can address.',
    'INVALID_PARAMETERS',
    hfMemory('ffa_region_group_identity_map'),
  ),
  field(
    'mode',
    new RegExp(
      `constituent memory range ${X}\\.\\.${X} not mapped with the same mode|constituents_get_mode: expected mode ${X} but was|VERBOSE: Inconsistent modes|Invalid transition for send|Sender tried to send memory with permissions`,
      'i',
    ),
    'VERBOSE: Sender tried to send memory with permissions which required mode 0x3 but only had 0x1 itself.',
    'The pages are not all owned by Linux in one way: some are shared already, are no memory of the normal world for Hafnium, or lack the access that is given on.',
    'DENIED',
    hfMemory('ffa_send_check_transition'),
  ),
  field(
    'device',
    /Send device memory as Normal memory is not allowed|Device memory can only be lent to a single borrower|Cannot zero memory when the sender doesn't have write access/,
    'VERBOSE: Send device memory as Normal memory is not allowed',
    'The pages are of a device, or cannot be written, and the call treats them as plain memory.',
    'DENIED',
    hfMemory('ffa_send_check_transition'),
  ),
  field(
    'borrowers',
    /SPMC only supports memory operations to a single SP/,
    'VERBOSE: SPMC only supports memory operations to a single SP, or multiple borrowers with mixed world borrowers.',
    'From the normal world one partition can be the receiver of a share.',
    'DENIED',
    hfFile('src/ffa/spmc/ffa_memory.c', 'ffa_memory_is_send_valid'),
  ),
  field(
    'no-room',
    /Failed to allocate (?:share state|memory region copy|fragment copy)|memory can't be mapped to (?:0x)?[0-9a-f]{1,8} due to lack of memory/i,
    'VERBOSE: Failed to allocate share state.',
    'Hafnium has no place for one more share, or no memory for its tables: handles that were never relinquished and reclaimed add up.',
    'NO_MEMORY',
    hfMemory('ffa_memory_send'),
  ),
  field(
    'copy',
    /(?:\w+: )?Failed to copy (?:FF-A memory region descriptor|fragment)/,
    'ERROR: api_ffa_mem_send: Failed to copy FF-A memory region descriptor.',
    'The TX buffer cannot be read: its page belongs to another world by now (granule protection).',
    'ABORTED',
    hfApi('api_ffa_mem_send'),
  ),
  field(
    'donate',
    /FFA_MEM_DONATE only supports one recipient/,
    'VERBOSE: FFA_MEM_DONATE only supports one recipient. Specified 2',
    'A donate has one receiver.',
  ),
  field(
    'function',
    new RegExp(`Unknown share func ${X}`, 'i'),
    'VERBOSE: Unknown share func 0x84000075 (FFA_MEM_RETRIEVE_RESP)',
    'The function is none that sends memory.',
    'INVALID_PARAMETERS',
    hfMemory('ffa_memory_send'),
  ),
  field(
    'convert',
    /(?:\w+: )?Unsupported FF-A version [0-9a-f]{1,8}\b|Translation of FF-A v1\.0 descriptors for over/i,
    'VERBOSE: Translation of FF-A v1.0 descriptors for over 4096 is unsupported.',
    'The caller agreed FF-A 1.0, and its descriptor is too long to be turned into one of 1.1.',
    'NOT_SUPPORTED',
    hfApi('api_ffa_memory_transaction_descriptor_v1_1_from_v1_0'),
  ),
]
  .map(hf)
  .concat(
    [
      {
        id: 'hf-share-failed',
        pattern: /ffa_memory_send_complete: failed to send check update: (?<call>\w{1,40})\((?<status>\w{1,40})\)/,
        example: 'VERBOSE: ffa_memory_send_complete: failed to send check update: FFA_ERROR(FFA_DENIED)',
        calls: SEND,
        status: null,
        why: 'The share or lend of Linux ends with {status}; a line above says why.',
        next: 'Read the line above.',
        source: hfMemory('ffa_memory_send_complete'),
        follows: [{ of: ['hf-share-*'], says: 'So the share ends with {status}.' }],
      },
      {
        id: 'hf-mem-perm',
        pattern: /FFA_MEM_PERM_(?<which>GET|SET): (?<what>.{3,120})/,
        example: 'ERROR: FFA_MEM_PERM_GET: not allowed',
        calls: ['FFA_MEM_PERM_GET', 'FFA_MEM_PERM_SET'],
        status: 'DENIED',
        why: 'FFA_MEM_PERM_{which} is for a partition in S-EL0 while it starts: {what}.',
        next: 'Look who makes the call; Linux never does.',
        source: hfApi('api_ffa_mem_perm_get'),
      },
      {
        id: 'hf-ns-res-info',
        pattern:
          /api_ffa_ns_res_info_get\w*: (?<what>Valid flag set but target ID is 0|Invalid target ID|Invalid resource type|Failed to generate info|Failed to acquire RX buffer.{0,24}|RX buffer not ready|Failed to copy.{0,60}|Invalid Endpoint ID.{0,12}|No data has been generated|Max number of fragments reached!|Failed to allocate.{0,80}|Overflow occurr?ed.{0,40})/,
        example: 'ERROR: api_ffa_ns_res_info_get: Invalid target ID',
        calls: ['FFA_NS_RES_INFO_GET'],
        status: 'INVALID_PARAMETERS',
        why: 'FFA_NS_RES_INFO_GET (FF-A 1.3) cannot be served: {what}. With its RX buffer still full the answer is RETRY, without memory NO_MEMORY.',
        next: 'Read x1 to x3 of the call; Linux of 7.3 does not make it.',
        source: hfApi('api_ffa_ns_res_info_get'),
      },
      {
        id: 'hf-frag-tx',
        pattern: new RegExp(
          `Invalid handle ${X} for memory send continuation|Sending of memory handle ${X} is already complete|VERBOSE: Invalid sender(?: ${N})?\\.|Mailbox from ${X} is not set|Fragment length ${N} (?:larger than buffer size|misaligned)|Invalid fragment length ${N}|Got hypervisor-allocated handle for memory send`,
          'i',
        ),
        example: 'VERBOSE: Invalid handle 0x5 for memory send continuation.',
        calls: ['FFA_MEM_FRAG_TX'],
        status: 'INVALID_PARAMETERS',
        why: 'A further fragment of a share does not fit: its handle, its sender, its length (a multiple of 16, within the buffer), or the share is complete already.',
        next: 'Compare w1, w2 (handle) and w3 (length) with the FFA_MEM_FRAG_RX before.',
        source: hfMemory('ffa_memory_send_continue_validate'),
      },
      {
        id: 'hf-frag-tx-many',
        pattern: new RegExp(
          `Too many fragments for memory share with handle (?<handle>${X}); only (?<max>${N}) supported`,
          'i',
        ),
        example: 'WARNING: Too many fragments for memory share with handle 0x9; only 20 supported.',
        calls: ['FFA_MEM_FRAG_TX'],
        status: 'NO_MEMORY',
        why: 'The share {handle} has more fragments than the {max} that Hafnium keeps: very many scattered pages.',
        next: 'Share fewer or larger ranges; raise MAX_FRAGMENTS in Hafnium.',
        source: hfMemory('ffa_memory_send_continue_validate'),
      },
      {
        id: 'hf-reclaim-handle',
        pattern: new RegExp(
          `Invalid handle (?<handle>${X}) for FFA_MEM_RECLAIM|Memory with handle (?<part>${X}) not fully sent, can't reclaim`,
          'i',
        ),
        example: 'VERBOSE: Invalid handle 0x9 for FFA_MEM_RECLAIM.',
        calls: ['FFA_MEM_RECLAIM'],
        status: 'INVALID_PARAMETERS',
        why: 'The handle is not known: reclaimed before, never given, or its share is not complete.',
        next: 'Look for an earlier FFA_MEM_RECLAIM of the same handle.',
        source: hfMemory('ffa_memory_reclaim'),
      },
      {
        id: 'hf-reclaim-sender',
        pattern: new RegExp(`VM ${X} attempted to reclaim memory handle (?<handle>${X}) originally sent by VM`, 'i'),
        example: 'VERBOSE: VM 0x1 attempted to reclaim memory handle 0x9 originally sent by VM 0x2.',
        calls: ['FFA_MEM_RECLAIM'],
        status: 'INVALID_PARAMETERS',
        why: 'Who shared the memory {handle} alone may take it back.',
        next: 'Look who shared it.',
        source: hfMemory('reclaim_shared_state'),
      },
      {
        id: 'hf-reclaim-held',
        pattern: new RegExp(
          `Tried to reclaim memory handle (?<handle>${X}) that has not been relinquished by all borrowers\\((?<id>${X})\\)`,
          'i',
        ),
        example: 'VERBOSE: Tried to reclaim memory handle 0x9 that has not been relinquished by all borrowers(8001).',
        calls: ['FFA_MEM_RECLAIM'],
        status: 'DENIED',
        why: 'The partition {id} has not given the memory {handle} back: it still uses it, or its FFA_MEM_RELINQUISH failed.',
        next: 'Read w3 of the UNREGISTER_SHM before it, and OP-TEE\'s "Failed to relinquish cookie".',
        source: hfMemory('reclaim_shared_state'),
        follows: [{ of: ['op-tee-relinquish', 'op-tee-cookie-busy'], says: 'So Linux does not get it back.' }],
      },
      {
        id: 'hf-reclaim-abort',
        pattern: new RegExp(
          `Hafnium (?:could not relinquish handle ${X} on behalf of aborting partition|unable to reclaim)`,
          'i',
        ),
        example: 'WARNING: Hafnium could not relinquish handle 0x9 on behalf of aborting partition 32769.',
        calls: ['FFA_MEM_RECLAIM'],
        status: null,
        why: 'A partition ended while it had memory of Linux, and Hafnium could not give that back for it. Linux cannot reclaim it.',
        next: 'Read what ended the partition, above.',
        source: hfMemory('ffa_memory_relinquish_from_partition'),
        follows: [{ of: ['hf-abort*'], says: 'The memory that the partition had is lost for Linux.' }],
      },
      {
        id: 'hf-retrieve',
        pattern: new RegExp(
          `for FFA_MEM_RETRIEVE_REQ|can't retrieve\\.|Retrieve request (?:too long|should contain|does not contain)|Fragmentation not supported|TX buffer not setup|Incorrect (?:transaction type|tag|receiver VM ID)|receiver ${X} not found in descriptor from the memory sender|Invalid (?:data|instruction) access requested|Invalid transition for retrieve|Impdef value in memory send|Memory region marked for deferred reclaim|Support one receiver from the other world|Borrower needs memory cleared|Invalid security state for memory retrieve|instruction permissions must NOT be specified|X permissions is not permitted in NS memory|Receiver has RO permissions can not request clear|bypass multiple borrower check|Retrieving device memory as Normal|Bits (?:8-5|31-10) must be zero in memory region|address ranges not supported|address range alignment|already retrieved by the hypervisor|Memory Share operation can't clean|not started from hypervisor|is not as expected for memory handle|Fragment not properly aligned|Couldn't clear constituents|sender does not have write access|All fields except the handle in the memory access descriptor|api_ffa_mem_retrieve_req: |ffa_partition_retrieve_request: |Invalid FF-A memory handle|for lend/donate with single borrower|descriptor offset must be 0 for retrieve`,
          'i',
        ),
        example: 'VERBOSE: Invalid handle 0x9 for FFA_MEM_RETRIEVE_REQ.',
        calls: ['FFA_MSG_SEND_DIRECT_REQ', 'FFA_MEM_SHARE'],
        status: null,
        why: 'A partition asked for memory that Linux shared, and Hafnium refuses: the line says which field does not match the share. The call of Linux that needed the memory fails: OP-TEE prints "Failed to fetch cookie".',
        next: 'Compare the share (sender, tag, permissions, type) with what the partition asks for; for an unknown handle look for the MEM_RECLAIM before.',
        source: hfMemory('ffa_memory_retrieve_validate'),
      },
      {
        id: 'hf-frag-rx',
        pattern: new RegExp(
          `for FFA_MEM_FRAG_RX|Caller of FFA_MEM_FRAG_RX|Fragment offset was ${N} but expected|Retrieval of memory with handle ${X} not yet started|api_ffa_mem_frag_rx: |aborted copying fragment to RX buffer`,
          'i',
        ),
        example: 'VERBOSE: Fragment offset was 4096 but expected 8192.',
        calls: ['FFA_MSG_SEND_DIRECT_REQ'],
        status: null,
        why: 'A partition asked for the next fragment of a long share, with a handle or an offset that does not continue it, or with its RX buffer still full.',
        next: 'A fault of the partition, or two CPUs that retrieve at the same time.',
        source: hfMemory('ffa_memory_retrieve_continue'),
      },
      {
        id: 'hf-relinquish',
        pattern:
          /for FFA_MEM_RELINQUISH|can't relinquish|tried to relinquish memory region with handle|Relinquish message too long|relinquish descriptor must have 1 endpoint|Invalid transition for relinquish|Tried to relinquish memory in state|Stream endpoints not supported|Failed to copy FF-A (?:memory )?relinquish|(?:Memory which was shared|RO memory) can't|in relinquish message doesn't match/i,
        example: 'VERBOSE: Invalid handle 0x9 for FFA_MEM_RELINQUISH.',
        calls: ['FFA_MSG_SEND_DIRECT_REQ', 'FFA_MEM_RECLAIM'],
        status: null,
        why: 'A partition gave memory of Linux back, and Hafnium refuses: it does not have it, or not in that way. The next FFA_MEM_RECLAIM of Linux may be DENIED.',
        next: 'Look whether the partition gave the same handle back twice.',
        source: hfMemory('ffa_memory_relinquish'),
      },
    ].map((r) => hf(r as Refusal)),
  );
