/** Commands of a message. Linux 6.12 drivers/tee/optee/optee_msg.h OPTEE_MSG_CMD_*. */
export const MSG_CMD = {
  OPEN_SESSION: 0,
  INVOKE_COMMAND: 1,
  CLOSE_SESSION: 2,
  CANCEL: 3,
  REGISTER_SHM: 4,
  UNREGISTER_SHM: 5,
  DO_BOTTOM_HALF: 6,
  STOP_ASYNC_NOTIF: 7,
  LEND_PROTMEM: 8,
  RECLAIM_PROTMEM: 9,
  GET_PROTMEM_CONFIG: 10,
  ASSIGN_PROTMEM: 11,
} as const;

/**
 * Commands of an RPC message. Linux 6.12 optee_rpc_cmd.h (3..7, 21..24); the others go to tee-supplicant: OP-TEE 4.10
 * core/include/optee_rpc_cmd.h.
 */
export const RPC = {
  LOAD_TA: 0,
  RPMB: 1,
  FS: 2,
  GET_TIME: 3,
  NOTIFICATION: 4,
  SUSPEND: 5,
  SHM_ALLOC: 6,
  SHM_FREE: 7,
  GPROF: 9,
  SOCKET: 10,
  FTRACE: 11,
  SUPP_PLUGIN: 12,
  BENCH_REG: 20,
  I2C_TRANSFER: 21,
  RPMB_PROBE_RESET: 22,
  RPMB_PROBE_NEXT: 23,
  RPMB_FRAMES: 24,
} as const;

/** What a parameter holds, bits 7:0 of its attribute. optee_msg.h OPTEE_MSG_ATTR_TYPE_*; RMEM and FMEM share numbers. */
export const MSG_ATTR = {
  NONE: 0x0,
  VALUE_INPUT: 0x1,
  VALUE_OUTPUT: 0x2,
  VALUE_INOUT: 0x3,
  FMEM_INPUT: 0x5,
  FMEM_OUTPUT: 0x6,
  FMEM_INOUT: 0x7,
  TMEM_INPUT: 0x9,
  TMEM_OUTPUT: 0xa,
  TMEM_INOUT: 0xb,
} as const;

/** Bits of a parameter's attribute beside the type. optee_msg.h OPTEE_MSG_ATTR_META, _NONCONTIG. */
export const MSG_ATTR_META = 0x100n;
export const MSG_ATTR_NONCONTIG = 0x200n;

const invert = (names: Readonly<Record<string, number>>): ReadonlyMap<number, string> =>
  new Map(Object.entries(names).map(([name, number]) => [number, name]));

const COMMANDS = invert(MSG_CMD);
const RPCS = invert(RPC);
const ATTRS = invert(MSG_ATTR);

/** `DO_BOTTOM_HALF` for 6; `command 99` for a number without a name. */
export const commandName = (cmd: number | bigint): string => COMMANDS.get(Number(cmd)) ?? `command ${cmd}`;

/** `SHM_ALLOC` for 6; `RPC 99` for a number without a name. */
export const rpcName = (cmd: number | bigint): string => RPCS.get(Number(cmd)) ?? `RPC ${cmd}`;

/** `FMEM_INOUT` for 7; null for a type without a name. */
export const attrName = (type: number | bigint): string | null => ATTRS.get(Number(type)) ?? null;
