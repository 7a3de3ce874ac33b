import { HAFNIUM } from './evidence.ts';
import { saidBy } from './one.ts';
import { hfApi, mobjFfa, notif, recorded, runtimeSvc, spmc } from './places.ts';
import { cannot, NO_HAFNIUM, NO_PARTITION, run } from './show.ts';
import type { ScenarioJson, Symptom } from './symptom.ts';

// What OP-TEE's FF-A code prints while it serves Linux (thread_spmc.c, mobj_ffa.c, notif.c), as SPMC and as partition.

const said = saidBy('op-tee', 'refusal');
const COOKIE = '0x[0-9a-f]{1,16}';
/** Linux sends these registers after a probe. */
const smcRunWith = (changes: ScenarioJson, title: string, log: string, ...w: readonly string[]) =>
  run(title, { log }, { ...changes, actions: [{ do: 'probe' }, { do: 'smc', w }] });
const smcRun = (title: string, log: string, ...w: readonly string[]) => smcRunWith({}, title, log, ...w);

export const opteeSpmc: readonly Symptom[] = [
  said({
    id: 'op-tee-enable',
    pattern: /Asynchronous notifications are not ready/,
    says: 'OP-TEE refuses ENABLE_ASYNC_NOTIF with TEE_ERROR_NOT_IMPLEMENTED (0xffff0009). Linux prints "Failed to initialize async notifications: -65527".',
    examples: ['E/TC:0 0 spmc_enable_async_notif:735 Asynchronous notifications are not ready'],
    title: 'The platform gave OP-TEE no interrupt for notifications',
    because:
      'OP-TEE is ready when its platform donated an SGI, or, as a partition, when the SPMC announced NOTIFICATION_SET. A caller that keeps to the capabilities (w5 bit 1 of EXCHANGE_CAPABILITIES) never gets here: OP-TEE announced none.',
    next: 'Compare w5 of the reply to EXCHANGE_CAPABILITIES: bit 1 must be clear. Then who sent w3 = 5?',
    source: [spmc('spmc_enable_async_notif')],
    seen: 'on a machine',
    show: smcRunWith(
      { optee: { notifReady: false, caps: ['ARG_OFFSET'] } },
      'Enable what was never announced',
      'Asynchronous notifications are not ready',
      '0x8400006f',
      '0x8001',
      '0',
      '5',
      '0',
    ),
  }),
  said({
    id: 'op-tee-enable-id',
    pattern: /Invalid bottom half value (?<id>\d{1,10})/,
    says: 'OP-TEE refuses ENABLE_ASYNC_NOTIF with TEE_ERROR_BAD_PARAMETERS (0xffff0006): the id {id} is not below 64. Linux would print "Failed to initialize async notifications: -65530".',
    examples: ['E/TC:0 0 spmc_enable_async_notif:740 Invalid bottom half value 64'],
    title: 'The caller named an id that no bitmap has',
    because:
      'w4 of the request is the id of the bottom half, 0 to 63. The driver of Linux never asks for another, so this is another caller, or a changed register.',
    next: 'Read w4 of ENABLE_ASYNC_NOTIF, and the BIND before it.',
    source: [spmc('spmc_enable_async_notif')],
    seen: 'on a machine',
    show: smcRun('Enable the id 64', 'Invalid bottom half value 64', '0x8400006f', '0x8001', '0', '5', '64'),
  }),
  said({
    id: 'op-tee-started',
    grade: 'harmless',
    pattern: /notif_deliver_atomic_event.{0,12}Already started/,
    says: 'ENABLE_ASYNC_NOTIF came a second time. OP-TEE takes the new id and does not start its drivers again; usually this does no harm.',
    examples: ['D/TC:1   notif_deliver_atomic_event:95 Already started'],
    title: 'The driver was probed again and OP-TEE was never told to stop',
    because:
      'A removed driver sends no STOP_ASYNC_NOTIF, so OP-TEE stays started. A driver in the secure world that masked its source when nobody listened is not armed again.',
    next: 'If the secure console stays silent after a second probe, this is why.',
    source: [notif('notif_deliver_atomic_event'), recorded('8')],
    seen: 'on a machine',
    show: run(
      'Probe, remove, probe again',
      { reply: 'ENABLE_ASYNC_NOTIF', nth: 2 },
      { actions: [{ do: 'probe' }, { do: 'remove' }, { do: 'probe' }] },
    ),
  }),
  said({
    id: 'op-tee-unregister-result',
    pattern: /handle_unregister_shm:\d{1,5} res (?<res>0x[0-9a-f]{1,8})/i,
    says: 'OP-TEE could not forget shared memory that Linux takes back (UNREGISTER_SHM, or RELEASE_PROTMEM): {res:tee}. Linux does not look at the answer (w3), and asks the SPMC for the memory all the same.',
    examples: [
      'E/TC:0 0 handle_unregister_shm:813 res 0xffff000d',
      'E/TC:0 0 handle_unregister_shm:816 res 0xffff000c',
    ],
    title: 'The memory is still in use in OP-TEE',
    because:
      '0xffff000d (BUSY) becomes FFA_BUSY (0xfffffffc) in w3, every other result 0xfffffffe. A trusted application or a call still holds the memory. FFA_MEM_RECLAIM comes next and is DENIED: Linux prints "mem_reclaim … -13" and frees pages that are still shared.',
    next: 'Look for "cookie … busy" just above: it names the handle and who counts on it. Find the session that is still open.',
    source: [spmc('handle_unregister_shm'), mobjFfa('mobj_ffa_unregister_by_cookie')],
    show: cannot('In the model a call ends before its memory is taken back, so OP-TEE never has it busy then.'),
    follows: [{ of: ['op-tee-cookie-busy'], says: 'OP-TEE answers FFA_BUSY in w3, which Linux ignores.' }],
  }),
  said({
    id: 'op-tee-service',
    pattern: /Unhandled blocking service ID (?<id>0x[0-9a-f]{1,8})/i,
    says: 'OP-TEE got a direct message for the service {id} (w3), which it does not have. It answers TEE_ERROR_BAD_PARAMETERS (0xffff0006) in w3.',
    examples: [
      'E/TC:0 0 handle_blocking_call:868 Unhandled blocking service ID 0x8',
      'E/TC:0 0 handle_blocking_call:868 Unhandled blocking service ID 0x4',
    ],
    title: 'The normal world is newer than this OP-TEE, or asks for something that this build leaves out',
    because:
      'Blocking services are 0, 1, 2, 3, 5, and 8 (RELEASE_PROTMEM) where OP-TEE was built with CFG_CORE_DYN_PROTMEM. OP-TEE before October 2023 panicked here instead.',
    next: 'Read w3 of the direct message, and the versions of both sides: a driver keeps to what EXCHANGE_CAPABILITIES announced.',
    source: [spmc('handle_blocking_call')],
    seen: 'on a machine',
    show: smcRun(
      'A service that OP-TEE does not have',
      'Unhandled blocking service ID 0x4',
      '0x8400006f',
      '0x8001',
      '0',
      '4',
    ),
  }),
  said({
    id: 'op-tee-set',
    grade: 'stops',
    pattern: /notification set failed with error (?<rc>-?\d{1,10})/,
    says: 'OP-TEE is a partition here, and its FFA_NOTIFICATION_SET to Linux was refused: {rc:status}. It takes any refusal as fatal and panics at once: no more OP-TEE until the next boot.',
    examples: [
      'E/TC:0 0 notif_send_async:1971 notification set failed with error -6',
      'E/TC:0 0 notif_send_async:1971 notification set failed with error -2',
    ],
    title: 'OP-TEE raised a notification that nobody is bound to',
    because:
      'DENIED (−6): the id is not bound to OP-TEE any more, since the driver was removed (Linux sends no STOP_ASYNC_NOTIF over FF-A) or the FF-A core destroyed its bitmap. INVALID_PARAMETERS (−2): the receiver does not exist for the SPMC. OP-TEE as SPMC has no such refusal: there the event is lost.',
    next: 'Look for UNBIND or BITMAP_DESTROY before it. Keep the driver bound while a secure driver may raise events.',
    source: [spmc('notif_send_async'), hfApi('api_ffa_notification_set')],
    seen: 'on a machine',
    show: cannot('It needs Hafnium as the SPMC.'),
    follows: [{ of: ['hf-set*'], says: 'OP-TEE takes the refusal as fatal, and panics.' }],
  }),
  said({
    id: 'op-tee-panic',
    grade: 'stops',
    pattern:
      /do_bottom_half_value >= 0|notif_send_async.{0,80}(?:assert|panic)|[Pp]anic at \S{0,80}:\d{1,5} <notif_send_async>/i,
    says: 'OP-TEE panicked when it raised a notification that nobody had asked for. It is gone until the next boot, and every call to it hangs or fails.',
    examples: [
      "E/TC:0 0 assertion 'value == NOTIF_VALUE_DO_BOTTOM_HALF && spmc_notif_is_ready && nvb->do_bottom_half_value >= 0 && notif_intid >= 0' failed at core/arch/arm/kernel/thread_spmc.c:1941 <notif_send_async>",
      'E/TC:0 0 Panic at core/arch/arm/kernel/thread_spmc.c:1972 <notif_send_async>',
    ],
    title: 'The bitmap was made anew while OP-TEE still had notifications started',
    because:
      'BITMAP_CREATE sets do_bottom_half_value to −1, and notif_started is not reset: the next event before ENABLE meets the assertion (CFG_TEE_CORE_DEBUG). Linux never sends STOP_ASYNC_NOTIF over FF-A. As a partition under Hafnium, OP-TEE panics at the same place when its SET is refused.',
    next: 'Remove the source of notifications before arm_ffa is unloaded and loaded.',
    source: [spmc('notif_send_async'), recorded('27')],
    seen: 'on a machine',
    show: run(
      'The core is loaded again, then an event',
      { violation: 'PANIC' },
      {
        actions: [{ do: 'probe' }, { do: 'remove' }, { do: 'unload' }, { do: 'boot' }, { do: 'notify' }],
      },
    ),
    follows: [{ of: ['op-tee-set'], says: 'OP-TEE panics there.' }],
  }),
  said({
    id: 'op-tee-ffa-error',
    grade: 'stops',
    pattern: /Cannot handle FFA_ERROR\((?<rc>-?\d{1,10})\)/,
    says: 'OP-TEE went back to its SPMC or SPMD, and instead of a new request got FFA_ERROR {rc:status}: its own last call was refused. As a partition it panics now ("FFA_ERROR from SPMC is fatal"); as SPMC it answers NOT_SUPPORTED.',
    examples: [
      'E/TC:0 0 thread_spmc_msg_recv:2075 Cannot handle FFA_ERROR(-2)',
      'E/TC:0 0 thread_spmc_msg_recv:2075 Cannot handle FFA_ERROR(-6)',
    ],
    title: 'The answer that OP-TEE gave was refused by who is above it',
    because:
      'OP-TEE leaves with a direct response, MSG_WAIT or NORMAL_WORLD_RESUME. A response with the wrong ids, or of another width than the request, is INVALID_PARAMETERS (−2); one that is not expected in that state DENIED (−6); an interface that the SPMC does not have NOT_SUPPORTED (−1).',
    next: "Read the SPMC's console just above, with VERBOSE lines where it has them: it says why. TF-A with LOG_LEVEL=50 prints the words.",
    source: [spmc('thread_spmc_msg_recv')],
    seen: 'on a machine',
    pro: [HAFNIUM],
    show: NO_HAFNIUM,
    follows: [{ of: ['hf-resp*', 'hf-state*', 'el3-resp*'], says: 'OP-TEE cannot go on after it.' }],
  }),
  said({
    id: 'op-tee-function',
    grade: 'stops',
    pattern: /Unhandled FFA function ID 0xffffffff\b/i,
    says: 'OP-TEE takes −1 for a call, again and again: whoever is at EL3 does not know FF-A. −1 is the answer of SMCCC to a function that nobody serves.',
    examples: ['E/TC:0 0 thread_spmc_msg_recv:2087 Unhandled FFA function ID 0xffffffff'],
    title: 'OP-TEE was built as SPMC, and TF-A without the SPMD',
    because:
      'With CFG_CORE_SEL1_SPMC=y OP-TEE says that it is idle by FFA_MSG_WAIT. A TF-A with SPD=opteed does not have that call and answers −1; OP-TEE reads it as the next request, answers, and gets −1 again, for ever.',
    next: 'Build TF-A with SPD=spmd SPMD_SPM_AT_SEL2=0, or OP-TEE without CFG_CORE_SEL1_SPMC.',
    source: [spmc('thread_spmc_msg_recv'), runtimeSvc('handle_runtime_svc')],
    seen: 'on a machine',
    pro: [
      {
        line: /FFA_SECONDARY_EP_REGISTER_64 ret 0xffffffff/i,
        says: 'The entry of the other CPUs was refused in the same way.',
      },
    ],
    show: cannot('The TF-A of the model always has the SPMD.'),
    follows: [
      { of: ['op-tee-secondary'], says: 'The same answer to MSG_WAIT, which OP-TEE takes for a call, for ever.' },
    ],
  }),
  said({
    id: 'op-tee-function-other',
    pattern: /Unhandled FFA function ID (?!0xffffffff\b)(?<fid>0x[0-9a-f]{1,8})/i,
    says: 'OP-TEE was called with w0 = {fid}, {fid:call}, which it does not serve. It answers FFA_ERROR NOT_SUPPORTED, which Linux reads as −95.',
    examples: [
      'E/TC:0 0 thread_spmc_msg_recv:2087 Unhandled FFA function ID 0x84000081',
      'E/TC:0 0 spmc_sp_msg_handler:1538 Unhandled FFA function ID 0x84000086',
    ],
    title: 'A call that this OP-TEE has no handler for',
    because:
      'OP-TEE as SPMC serves the calls of its own partitions and of Linux that it lists; NOTIFICATION_SET and MSG_SEND2 from Linux are not among them, nor a call of a newer FF-A. FFA_FEATURES may say otherwise: it announces NOTIFICATION_SET all the same.',
    next: 'Look who made the call: w0 names it. A driver that signals a partition needs another SPMC.',
    source: [spmc('thread_spmc_msg_recv')],
    seen: 'on a machine',
    show: (n) =>
      n.fid === '0x84000081'
        ? smcRun(
            'Linux signals a partition',
            'Unhandled FFA function ID 0x84000081',
            '0x84000081',
            '0x80010000',
            '0',
            '1',
          )
        : cannot('The run for NOTIFICATION_SET shows it; other calls end at the SPMD or with a partition.'),
  }),
  said({
    id: 'op-tee-cookie',
    pattern: new RegExp(`yielding_call_with_arg.{0,12}Can't find cookie (?<cookie>${COOKIE})`, 'i'),
    says: 'Linux made a yielding call with its message in the shared memory {cookie} (w4, w5), and OP-TEE does not know that handle. It answers TEE_ERROR_BAD_PARAMETERS in w3; Linux makes −EIO of it.',
    examples: ["E/TC:0 0 yielding_call_with_arg:2104 Can't find cookie 0x100000000005"],
    title: 'The memory of the message was never shared, or is reclaimed already',
    because:
      'The handle comes from FFA_MEM_SHARE. One that was reclaimed, one of another boot of the secure world, or one that was mixed up (low and high word, w4 and w5) is not found. As a partition OP-TEE asks its SPMC for it first: "Failed to get cookie" says why that failed.',
    next: 'Compare w4 and w5 of the yielding call with the replies to FFA_MEM_SHARE.',
    source: [spmc('yielding_call_with_arg'), mobjFfa('mobj_ffa_get_by_cookie')],
    seen: 'on a machine',
    show: smcRun(
      'A call with memory that was never shared',
      "Can't find cookie",
      '0x8400006f',
      '0x8001',
      '0',
      '0x80000000',
      '0x5',
      '0x1000',
      '0',
    ),
    follows: [{ of: ['op-tee-get-cookie'], says: 'So the call has no message: OP-TEE answers BAD_PARAMETERS.' }],
  }),
  said({
    id: 'op-tee-rpc-arg',
    pattern: /get_rpc_arg.{0,12}rpc_arg not set|\brpc_arg not set\b/,
    says: 'OP-TEE wanted to ask Linux for something by RPC, and the message of this call has no room for it. The call fails inside OP-TEE (TEE_ERROR_GENERIC).',
    examples: ['E/TC:0 0 get_rpc_arg:2203 rpc_arg not set'],
    title: 'An RPC was made where none can be made',
    because:
      'The room for RPC lies behind the message of a yielding call (rpc_param_count of EXCHANGE_CAPABILITIES). A thread that serves no yielding call of Linux, one that runs while OP-TEE starts, say, has none.',
    next: 'Look what ran in that thread: an RPC before the first yielding call is a fault of the secure driver that made it.',
    source: [spmc('get_rpc_arg')],
    show: cannot('In the model RPCs are made by calls that have their room.'),
  }),
  said({
    id: 'op-tee-cookie-busy',
    pattern: new RegExp(
      `cookie (?<cookie>${COOKIE}) busy(?: (?:refc|inactive_refs) (?<refs>\\d{1,10})(?::(?<inactive>\\d{1,10}))?)?`,
      'i',
    ),
    says: 'Linux takes back the shared memory {cookie} while OP-TEE still uses it. OP-TEE refuses: FFA_BUSY in w3 of UNREGISTER_SHM, DENIED for FFA_MEM_RECLAIM.',
    examples: [
      'E/TC:0 0 mobj_ffa_unregister_by_cookie:588 cookie 0x100000000002 busy refc 1:1',
      'E/TC:0 0 mobj_ffa_unregister_by_cookie:623 cookie 0x9 busy refc 0:1',
      'D/TC:0 0 mobj_ffa_sel1_spmc_reclaim:536 cookie 0x100000000002 busy refc 1',
    ],
    title: 'A call or a trusted application still holds the memory',
    because:
      'The first number counts the users of the mapped memory, the second those that keep it registered. A session that is still open, a call that was left by an interrupt and never resumed, or a register that was not undone keeps them above zero. Linux ignores the answer, prints "mem_reclaim … -13" next, and frees the pages.',
    next: 'Find the session or the call that still has it: look for a yielding call without its end before this line.',
    source: [mobjFfa('mobj_ffa_unregister_by_cookie'), mobjFfa('mobj_ffa_sel1_spmc_reclaim')],
    show: cannot('In the model a call ends before its memory is taken back, so OP-TEE never has it busy then.'),
  }),
  said({
    id: 'op-tee-cookie-unknown',
    grade: 'harmless',
    pattern: new RegExp(`mobj_ffa_unregister_by_cookie.{0,12}cookie (?<cookie>${COOKIE}) not found`, 'i'),
    says: 'Linux takes back the shared memory {cookie}, which OP-TEE does not have any more. OP-TEE answers success all the same.',
    examples: ['E/TC:0 0 mobj_ffa_unregister_by_cookie:598 cookie 0x100000000002 not found'],
    title: 'The memory was taken back before, or OP-TEE never used it',
    because:
      'As a partition OP-TEE learns of memory when it is used first, so memory that no call used is not found. As SPMC it means that the handle was reclaimed before. The result ITEM_NOT_FOUND is taken for success.',
    next: 'Nothing, when FFA_MEM_RECLAIM succeeds next.',
    source: [mobjFfa('mobj_ffa_unregister_by_cookie'), spmc('handle_unregister_shm')],
    show: cannot('OP-TEE of the model answers as it does, and prints nothing there.'),
  }),
  said({
    id: 'op-tee-cookie-unused',
    grade: 'harmless',
    pattern: new RegExp(`cookie (?<cookie>${COOKIE}) not registered refs (?<refs>\\d{1,10})`, 'i'),
    says: 'Linux takes back the shared memory {cookie}, which OP-TEE never used. That is as it should be, though it is printed as an error: OP-TEE answers success.',
    examples: ['E/TC:0 0 mobj_ffa_unregister_by_cookie:613 cookie 0x100000000002 not registered refs 0:0'],
    title: 'The memory was shared and no call used it before it was taken back',
    because:
      'OP-TEE counts memory as registered with the first call that names it. The normal world cannot know whether that happened, so the result is taken for success.',
    next: 'Nothing.',
    source: [mobjFfa('mobj_ffa_unregister_by_cookie')],
    show: cannot('The drivers of the model use the memory that they share.'),
  }),
  said({
    id: 'op-tee-cookie-offset',
    pattern: new RegExp(
      `cookie (?<cookie>${COOKIE}) mismatching internal_offs got (?<got>0x[0-9a-f]{1,8}|\\d{1,8}) expected (?<expected>0x[0-9a-f]{1,8}|\\d{1,8})`,
      'i',
    ),
    says: 'Shared memory {cookie} is in use with the offset {got} in its first page, and a call names it with {expected}. OP-TEE does not use it for that call.',
    examples: [
      'E/TC:0 0 mobj_ffa_get_by_cookie:671 cookie 0x100000000002 mismatching internal_offs got 0x0 expected 0x40',
    ],
    title: 'Two parameters name one memory with different offsets',
    because:
      'The offset into the first page belongs to the memory while it is in use. Linux shares whole pages and gives the offset with each parameter (OPTEE_MSG); two buffers in one page that were registered as one differ here.',
    next: 'Compare the fmem parameters of the call: internal_offs must be the same for one handle.',
    source: [mobjFfa('mobj_ffa_get_by_cookie')],
    show: cannot('The parameters of the model have no offset into a page.'),
  }),
  said({
    id: 'op-tee-get-cookie',
    pattern: new RegExp(
      `Failed to get cookie (?<cookie>${COOKIE}) internal_offs (?<offs>0x[0-9a-f]{1,8}|\\d{1,8})`,
      'i',
    ),
    says: 'A call names the shared memory {cookie}, and OP-TEE cannot get hold of it. The call fails: a client sees TEE_ERROR_BAD_PARAMETERS or an error of its trusted application.',
    examples: [
      'E/TC:0 0 mobj_ffa_get_by_cookie:734 Failed to get cookie 0x9 internal_offs 0',
      'E/TC:0 0 mobj_ffa_get_by_cookie:734 Failed to get cookie 0x100000000005 internal_offs 0x40',
    ],
    title: 'The handle is not known, or could not be retrieved from the SPMC',
    because:
      'As SPMC (handles of bit 44): never shared, reclaimed already, or in use with another offset. As a partition (small handles): FFA_MEM_RETRIEVE_REQ to the SPMC failed, and a line above says how: large or fragmented shares meet limits of Hafnium, and handles that were not relinquished add up.',
    next: 'Read the line just above. Without one: compare the handle with the replies to FFA_MEM_SHARE.',
    source: [mobjFfa('mobj_ffa_get_by_cookie')],
    seen: 'on a machine',
    pro: [
      {
        line: /Failed to (?:fetch|retrieve) cookie|FFA_MEM_FRAG_RX: ret|Memory transaction failure|mismatching internal_offs/,
        says: 'The line above says why.',
      },
      { line: /Failed to relinquish cookie/, says: 'Memory was not given back before.' },
    ],
    show: cannot("OP-TEE of the model prints the line after it (Can't find cookie) alone."),
    follows: [
      {
        of: [
          'op-tee-fetch',
          'op-tee-fetch-answer',
          'op-tee-retrieve',
          'op-tee-transaction',
          'op-tee-fragment*',
          'op-tee-cookie-offset',
        ],
        says: 'So the call has no memory.',
      },
    ],
  }),
  said({
    id: 'op-tee-assign-protmem',
    pattern: new RegExp(`Failed to assign use-case (?<use>-?\\d{1,10}) to cookie (?<cookie>${COOKIE})`, 'i'),
    says: 'Linux lent the memory {cookie} for the protected use case {use}, and OP-TEE (a partition here) could not retrieve it from the SPMC. Linux reclaims it, and the allocation fails with −22.',
    examples: ['E/TC:0 0 mobj_ffa_assign_protmem:1102 Failed to assign use-case 1 to cookie 0x12'],
    title: 'FFA_MEM_RETRIEVE_REQ for lent memory failed',
    because:
      'The line above says what the SPMC answered: a lend whose tag is not the use case, permissions that do not match, or no memory for the tables.',
    next: 'Read "Failed to fetch cookie" above, and the descriptor of the FFA_MEM_LEND.',
    source: [mobjFfa('mobj_ffa_assign_protmem')],
    show: NO_PARTITION,
    follows: [
      {
        of: ['op-tee-fetch', 'op-tee-fetch-answer', 'op-tee-retrieve', 'op-tee-transaction', 'op-tee-fragment*'],
        says: 'So the lent memory cannot be used.',
      },
    ],
  }),
  said({
    id: 'op-tee-event',
    grade: 'stops',
    pattern: /notif_deliver_atomic_event.{0,12}Unknown event (?<event>-?\d{1,10})/,
    says: 'OP-TEE was told of a notification event {event} that it does not have, and panics.',
    examples: ['E/TC:0 0 notif_deliver_atomic_event:103 Unknown event 3'],
    title: 'A fault inside OP-TEE: only STARTED and SHUTDOWN are events of this kind',
    because:
      'Events come from OP-TEE itself: ENABLE_ASYNC_NOTIF (started) and the end of a guest (shutdown). No register of Linux names one.',
    next: 'Look for changes to the platform or driver that delivers the event.',
    source: [notif('notif_deliver_atomic_event')],
    show: cannot('OP-TEE of the model delivers only events that exist.'),
  }),
  said({
    id: 'op-tee-destination',
    pattern: /Neither destination nor source is a SP/,
    says: 'Linux sent a direct message to an endpoint that OP-TEE as SPMC does not have. It answers FFA_ERROR INVALID_PARAMETERS, which Linux reads as −22.',
    examples: ['E/TC:0 0 ffa_get_dst:71 Neither destination nor source is a SP'],
    title: 'w1[15:0] names no partition',
    because:
      'The receiver is neither OP-TEE nor one of its secure partitions: one that failed to load, or an id of another boot.',
    next: 'Compare w1 with the reply to FFA_PARTITION_INFO_GET.',
    source: [{ ...spmc('ffa_get_dst'), file: 'core/arch/arm/kernel/spmc_sp_handler.c' }],
    show: cannot('In the model OP-TEE answers as it does, and is silent about it.'),
  }),
];
