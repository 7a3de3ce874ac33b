import { decodeCall, decodeReply } from '../abi/decode.ts';
import type { Frame } from '../abi/frame.ts';
import type { Actor, Args, Rc } from '../trace/event.ts';

/** What a row of a register call says in words. */
export interface CallTexts {
  readonly name: string;
  readonly service: string | null;
  readonly why: string;
}

export function callTexts(w: Frame): CallTexts {
  const d = decodeCall(w);
  return { name: d.name, service: d.service, why: d.sentence };
}

export function replyTexts(call: Frame, w: Frame): CallTexts {
  const d = decodeReply(call, w);
  return { name: d.name, service: d.service, why: d.sentence };
}

/**
 * What the functions of the recipe's probes do (drivers/firmware/arm_ffa/driver.c, drivers/tee/optee/ffa_abi.c,
 * call.c and notif.c at Linux 6.12.117), as an actor and a verb.
 */
const DOES: { readonly [fn: string]: (a: Args) => string } = {
  optee_ffa_probe: () => 'The OP-TEE driver probes its FF-A device',
  optee_ffa_remove: () => 'The OP-TEE driver is removed from its FF-A device',
  optee_ffa_async_notif_init: () => 'The driver looks for a notification id and tells OP-TEE which one it is',
  optee_enumerate_devices: () => 'The driver asks the device PTA which devices OP-TEE has',
  optee_ffa_yielding_call: () => 'The driver makes a yielding call',
  optee_ffa_do_call_with_arg: (a) => `The driver sends OP-TEE a message${command(a)}`,
  optee_ffa_shm_register: () => 'The driver shares memory with OP-TEE',
  optee_ffa_shm_unregister: () => 'The driver takes memory back from OP-TEE',
  optee_shm_arg_cache_uninit: () => 'The driver gives its argument pages back',
  optee_remove_common: () => 'The driver takes down what it has in common with the SMC ABI',
  optee_notif_uninit: () => 'The driver frees its notification keys',
  optee_do_bottom_half: () => 'The driver asks OP-TEE to run its bottom half',
  optee_handle_ffa_rpc: (a) => `The driver handles what OP-TEE asks for${rpc(a)}`,
  handle_ffa_rpc_func_cmd: (a) => `The driver runs an RPC command${a.cmd === undefined ? '' : ` (${String(a.cmd)})`}`,
  notif_callback: (a) => `The FF-A core calls the driver back${withId(a)}`,
  notif_work_fn: () => 'The work item of the driver runs the bottom half',
  ffa_notify_request: (a) => `A driver asks the FF-A core for a notification${withId(a)}`,
  ffa_notify_relinquish: (a) => `A driver gives a notification back${withId(a)}`,
  ffa_sched_recv_irq_handler: () => 'The FF-A core takes the schedule-receiver interrupt and queues its work',
  ffa_sched_recv_irq_work_fn: () => 'The work item of the FF-A core asks who has notifications pending',
  __do_sched_recv_cb: (a) => `The FF-A core tells a partition that it has notifications${partition(a)}`,
  ffa_self_notif_handle: () => 'Linux itself has notifications pending',
  handle_notif_callbacks: (a) => `The FF-A core looks for callbacks${typeOf(a)}`,
  ffa_memory_share: () => 'The FF-A core shares memory',
  ffa_memory_reclaim: () => 'The FF-A core reclaims memory',
  ffa_setup_and_transmit: () => 'The FF-A core has written the memory descriptor',
  __ffa_partition_info_get: () => 'The FF-A core reads which partitions there are',
  ffa_sched_recv_cb_update: () => 'The FF-A core sets who is told about notifications of a partition',
};

const COMMANDS: { readonly [cmd: string]: string } = {
  '0': 'OPEN_SESSION',
  '1': 'INVOKE_COMMAND',
  '2': 'CLOSE_SESSION',
  '3': 'CANCEL',
  '4': 'REGISTER_SHM',
  '5': 'UNREGISTER_SHM',
  '6': 'DO_BOTTOM_HALF',
  '7': 'STOP_ASYNC_NOTIF',
};

const command = (a: Args): string => {
  const name = COMMANDS[String(a.cmd)];
  return name === undefined ? '' : `: ${name}`;
};
const rpc = (a: Args): string => (a.rpc === 1 ? ': an RPC' : a.rpc === 2 ? ': nothing, an interrupt was taken' : '');
const withId = (a: Args): string => (a.id === undefined ? '' : `: id ${String(a.id)}`);
const partition = (a: Args): string => (a.part_id === undefined ? '' : `: ${String(a.part_id)}`);
const typeOf = (a: Args): string =>
  a.type === 0 ? ' of VMs' : a.type === 1 ? ' of secure partitions' : a.type === 2 ? ' of the framework' : '';

/** A sentence for a function that begins, or for what it answered. */
export function stepSentence(fn: string, args: Args, rc: Rc | 'begins'): string {
  const does = (Object.hasOwn(DOES, fn) ? DOES[fn] : undefined)?.(args) ?? `Linux runs ${fn}`;
  if (rc === 'begins') return `${does}.`;
  if (rc === null) return `${fn} returns.`;
  return `${fn} returns ${rc === 'ok' ? 'a pointer' : String(rc).replace('-', '−')}.`;
}

export const irqSentence = (name: string): string =>
  name === 'SRI'
    ? 'The secure world raised the schedule-receiver interrupt: a notification is pending.'
    : name === 'NPI'
      ? 'The notification-pending interrupt: this CPU has a notification.'
      : `Linux takes the interrupt ${name}.`;

export const logSentence = (who: Actor): string =>
  who === 'user' ? 'A line that a person or a program wrote.' : 'A line of the log, as it was printed.';
