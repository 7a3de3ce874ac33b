import { bits, hex } from '../base/bits.ts';
import type { FieldNode } from './field.ts';
import type { Frame } from './frame.ts';
import { readFunctionId, type Width } from './function-id.ts';
import { type Context, type NamedField, type RegisterFields, top } from './register-fields.ts';

/** One bit or a few inside a field, as a child node. */
export function child(
  name: string,
  reg: number,
  hi: number,
  lo: number,
  word: bigint,
  meaning: string,
  problem?: FieldNode['problem'],
): FieldNode {
  return node(name, reg, hi, lo, bits(word, hi, lo), meaning, problem);
}

function node(
  name: string,
  reg: number,
  hi: number,
  lo: number,
  value: bigint,
  meaning: string,
  problem?: FieldNode['problem'],
  children?: readonly FieldNode[],
): FieldNode {
  return {
    name,
    reg,
    hi,
    lo,
    value,
    meaning,
    ...(problem === undefined ? {} : { problem }),
    ...(children === undefined ? {} : { children }),
  };
}

/** Bits that no field covers: they must be zero. */
export function mbz(reg: number, hi: number, lo: number, word: bigint): FieldNode {
  const value = bits(word, hi, lo);
  return value === 0n
    ? node('MBZ', reg, hi, lo, value, 'must be zero')
    : node('MBZ', reg, hi, lo, value, `must be zero, is ${hex(value)}`, 'must be zero');
}

/** Bits without a meaning yet, that a later version may give one. */
export function reserved(reg: number, hi: number, lo: number, word: bigint): FieldNode {
  const value = bits(word, hi, lo);
  return value === 0n
    ? node('reserved', reg, hi, lo, value, 'reserved')
    : node('reserved', reg, hi, lo, value, `reserved, is ${hex(value)}`, 'reserved');
}

/** Bits 63:32 of a register in a 32-bit call, where something is in them. SMCCC: the callee must ignore them. */
export function upperHalf(reg: number, word: bigint): FieldNode[] {
  const value = bits(word, 63, 32);
  return value === 0n ? [] : [node('upper half', reg, 63, 32, value, 'no part of a 32-bit call', 'reserved')];
}

/** The nodes of registers from..to: the fields of the table, MBZ for what they leave, each register from its top bit. */
export function fieldNodes(table: RegisterFields, context: Context, from: number, to: number): FieldNode[] {
  const nodes: FieldNode[] = [];
  for (let reg = from; reg <= to; reg++) {
    const word = context.frame[reg] ?? 0n;
    if (context.width === 32) nodes.push(...upperHalf(reg, word));
    let next = context.width - 1;
    for (const f of table.registers[reg] ?? []) {
      const hi = top(f, context.width);
      if (hi < f.lo) continue;
      if (hi < next) nodes.push(mbz(reg, next, hi + 1, word));
      nodes.push(fieldNode(f, hi, word, context));
      next = f.lo - 1;
    }
    if (next >= 0) nodes.push(mbz(reg, next, 0, word));
  }
  return nodes;
}

function fieldNode(f: NamedField, hi: number, word: bigint, context: Context): FieldNode {
  const value = bits(word, hi, f.lo);
  const meaning = f.mean(value, context, { reg: f.reg, hi, lo: f.lo });
  return typeof meaning === 'string'
    ? node(f.name, f.reg, hi, f.lo, value, meaning)
    : node(f.name, f.reg, hi, f.lo, value, meaning.text, meaning.problem, meaning.children);
}

/** Registers from..to as they are, for a frame that no table describes. */
export function rawNodes(frame: Frame, width: 0 | Width, from: number, to: number): FieldNode[] {
  const nodes: FieldNode[] = [];
  for (let reg = from; reg <= to; reg++) {
    const word = frame[reg] ?? 0n;
    if (width === 64) nodes.push(node(`x${reg}`, reg, 63, 0, word, hex(word)));
    else nodes.push(...upperHalf(reg, word), node(`w${reg}`, reg, 31, 0, bits(word, 31, 0), hex(bits(word, 31, 0))));
  }
  return nodes;
}

/** w0 of a call or reply: the function id with the parts that SMCCC gives it. `text` is what the id means. */
export function functionNodes(frame: Frame, width: 0 | Width, text: string, known: boolean): FieldNode[] {
  const w0 = frame[0] ?? 0n;
  const id = bits(w0, 31, 0);
  const rest = width === 64 ? [mbz(0, 63, 32, w0)] : upperHalf(0, w0);
  const problem = known ? undefined : ('unknown value' as const);
  if (readFunctionId(w0) === null) return [...rest, node('function', 0, 31, 0, id, text, problem)];
  const reserved = bits(w0, 23, 17);
  const children = [
    child('call type', 0, 31, 31, w0, 'fast call'),
    child('convention', 0, 30, 30, w0, width === 64 ? 'SMC64' : 'SMC32'),
    child('owner', 0, 29, 24, w0, 'standard secure service'),
    mbz(0, 23, 17, w0),
    child('SVE hint', 0, 16, 16, w0, bits(w0, 16, 16) === 1n ? 'the caller has no live SVE state' : 'none'),
    child('number', 0, 15, 0, w0, hex(bits(w0, 15, 0))),
  ];
  return [...rest, node('function', 0, 31, 0, id, text, reserved === 0n ? problem : 'reserved', children)];
}

/** Sentences for every node that is not as it should be, children before their parents' own summary. */
export function problemsOf(nodes: readonly FieldNode[]): string[] {
  return nodes.flatMap((n) => {
    const inner = problemsOf(n.children ?? []);
    return inner.length > 0 || n.problem === undefined ? inner : [problemSentence(n)];
  });
}

function problemSentence(n: FieldNode): string {
  const where =
    n.lo === 0 && n.hi === 31
      ? `w${n.reg}`
      : `${n.hi > 31 ? 'x' : 'w'}${n.reg}[${n.hi === n.lo ? n.hi : `${n.hi}:${n.lo}`}]`;
  switch (n.problem) {
    case 'must be zero':
      return `${where} must be zero and is ${hex(n.value)}.`;
    case 'reserved':
      return `${where} is reserved and holds ${hex(n.value)}.`;
    case 'out of range':
      return `${where}, ${n.name}: ${n.meaning}.`;
    default:
      return `${where}, ${n.name}: ${n.meaning}.`;
  }
}
