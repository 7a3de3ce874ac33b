import { bits, hex } from '../base/bits.ts';
import type { FieldNode } from './field.ts';
import type { Frame } from './frame.ts';
import { type FunctionRef, readFunctionId } from './function-id.ts';
import type { Parts } from './lazy-decoded.ts';
import { functionNodes, rawNodes, upperHalf } from './nodes.ts';

/** Registers whose w0 names no function. */
export function decodeUnknown(w: Frame): Parts {
  const w0 = w[0] ?? 0n;
  const ref = readFunctionId(w0);
  const width = ref?.width ?? 0;
  const name = `unknown function ${hex(w0)}`;
  return {
    name,
    width,
    summary: () => '',
    sentence: () => 'A function that FF-A does not have.',
    fields: () => [...functionNodes(w, width, name, false), ...rawNodes(w, width, 1, 7)],
    problems: (ofFields) => [whyUnknown(w0, ref), ...ofFields.filter((p) => !p.includes(name))],
  };
}

function whyUnknown(w0: bigint, ref: FunctionRef | null): string {
  if (ref === null) return `w0 = ${hex(w0)} is no function id of FF-A.`;
  if (ref.name === null) return `FF-A has no function with the number ${hex(BigInt(ref.number))}.`;
  return `${ref.name} has no ${ref.width}-bit form.`;
}

/** SMCCC NOT_SUPPORTED, −1 in w0: what the firmware answers to a function id that it does not know (recorded). */
export function decodeNotSupported(w: Frame): Parts {
  const w0 = w[0] ?? 0n;
  const whole = w0 === 0xffff_ffff_ffff_ffffn;
  const result: FieldNode = {
    name: 'result',
    reg: 0,
    hi: whole ? 63 : 31,
    lo: 0,
    value: whole ? w0 : bits(w0, 31, 0),
    meaning: 'NOT_SUPPORTED −1 of SMCCC: unknown function',
  };
  return {
    name: 'SMCCC NOT_SUPPORTED',
    width: 0,
    failed: true,
    summary: () => 'unknown function',
    sentence: () => 'The firmware does not know this function.',
    fields: () => [...(whole ? [] : upperHalf(0, w0)), result, ...rawNodes(w, 0, 1, 7)],
  };
}
