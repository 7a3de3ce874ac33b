import { bits, hex } from '../base/bits.ts';
import { type ByteField, ByteReader, writeLe } from './bytes.ts';
import { attrName, commandName, MSG_ATTR_META, MSG_ATTR_NONCONTIG, rpcName } from './message-names.ts';
import { MSG_HEADER_SIZE, MSG_PARAM_SIZE, messageSize } from './message-size.ts';
import { TEE_ORIGIN, teeResultName } from './tee-result.ts';

export * from './message-names.ts';
export * from './message-size.ts';

/** One parameter: its attribute, and its three words (a value's a, b, c; or memory: offset, size, handle). */
export interface MessageParam {
  readonly attr: bigint;
  readonly a: bigint;
  readonly b: bigint;
  readonly c: bigint;
}

/** struct optee_msg_arg. */
export interface Message {
  readonly cmd: number;
  readonly func: number;
  readonly session: number;
  readonly cancelId: number;
  /** A TEE result, unsigned. */
  readonly ret: number;
  readonly retOrigin: number;
  readonly params: readonly MessageParam[];
}

/** The bytes of a message. Throws RangeError for a word that is not unsigned 32-bit (64-bit in a parameter). */
export function encodeMessage(m: Partial<Message> & { readonly cmd: number }): Uint8Array {
  const params = m.params ?? [];
  const bytes = new Uint8Array(messageSize(params.length));
  const words = [m.cmd, m.func ?? 0, m.session ?? 0, m.cancelId ?? 0, 0, m.ret ?? 0, m.retOrigin ?? 0, params.length];
  for (const [i, word] of words.entries()) writeLe(bytes, 4 * i, 4, word, HEADER[i] ?? 'word');
  for (const [i, p] of params.entries()) {
    const at = messageSize(i);
    for (const [k, word] of [p.attr, p.a, p.b, p.c].entries()) writeLe(bytes, at + 8 * k, 8, word, `params[${i}]`);
  }
  return bytes;
}

const HEADER = ['cmd', 'func', 'session', 'cancel_id', 'pad', 'ret', 'ret_origin', 'num_params'];

export interface DecodedMessage {
  readonly message: Message;
  readonly fields: readonly ByteField[];
  readonly problems: readonly string[];
}

/**
 * Reads a message, at most as far as the bytes go. Total: parameters that num_params counts and the bytes do not hold
 * are left out and named in `problems`. `kind` says whose command numbers cmd uses.
 */
export function decodeMessage(bytes: Uint8Array, kind: 'call' | 'rpc' = 'call'): DecodedMessage {
  const r = new ByteReader(bytes);
  const problems: string[] = [];
  const number = (name: string, mean: (v: bigint) => string = hex): number => Number(r.read(name, 4, mean));
  const cmd = number('cmd', kind === 'call' ? commandName : rpcName);
  const func = number('func');
  const session = number('session');
  const cancelId = number('cancel_id');
  r.read('pad', 4, () => 'padding');
  const ret = number('ret', (v) => teeResultName(v) ?? hex(v));
  const retOrigin = number('ret_origin', (v) => TEE_ORIGIN[Number(v)] ?? hex(v));
  const count = number('num_params', String);
  if (bytes.length < MSG_HEADER_SIZE) {
    problems.push(`The message has ${bytes.length} bytes; its head alone has ${MSG_HEADER_SIZE}.`);
  }
  const params: MessageParam[] = [];
  while (params.length < count && r.has(MSG_PARAM_SIZE)) params.push(readParam(r, params.length));
  if (params.length < count) {
    problems.push(
      `num_params is ${count}, and the bytes hold ${params.length} ${params.length === 1 ? 'parameter' : 'parameters'}.`,
    );
  }
  for (const f of r.fields) if (f.problem !== undefined) problems.push(`${f.name}: ${f.meaning}.`);
  return { message: { cmd, func, session, cancelId, ret, retOrigin, params }, fields: r.fields, problems };
}

function readParam(r: ByteReader, i: number): MessageParam {
  const name = `params[${i}]`;
  const attr = r.read(`${name}.attr`, 8, attrText, (v) =>
    attrName(bits(v, 7, 0)) === null ? 'unknown value' : undefined,
  );
  const type = Number(bits(attr, 7, 0));
  const memory = type >= 5 && type <= 7;
  const temporary = type >= 9 && type <= 0xb;
  const [first, last] = memory ? ['offset', 'global_id'] : temporary ? ['buf_ptr', 'shm_ref'] : ['a', 'c'];
  const a = r.read(`${name}.${first}`, 8, hex);
  const b = r.read(`${name}.${memory || temporary ? 'size' : 'b'}`, 8, memory || temporary ? (v) => `${v} bytes` : hex);
  const c = r.read(`${name}.${last}`, 8, hex);
  return { attr, a, b, c };
}

/** `VALUE_INPUT`, `FMEM_INPUT, meta`. */
function attrText(attr: bigint): string {
  const type = attrName(bits(attr, 7, 0)) ?? `unknown type ${hex(bits(attr, 7, 0))}`;
  const meta = (attr & MSG_ATTR_META) === 0n ? '' : ', meta';
  const scattered = (attr & MSG_ATTR_NONCONTIG) === 0n ? '' : ', not contiguous';
  return `${type}${meta}${scattered}`;
}
