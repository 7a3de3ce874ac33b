import { hex } from '../base/bits.ts';
import type { Decoded, FieldNode } from './field.ts';

/**
 * A decoded frame as text for a terminal: a head line, the sentence, one register a line with its fields, and what is
 * wrong with it. Ends without a newline.
 *
 *     FFA_NOTIFICATION_BIND {3}
 *     OP-TEE (0x8001) may signal id 3 to Linux (VM 0).
 *       w0  0x8400007f  function: FFA_NOTIFICATION_BIND
 *       w1  0x80010000  sender [31:16]: 0x8001, OP-TEE; receiver [15:0]: 0x0000, Linux
 */
export function alignedText(d: Decoded): string {
  const head = [d.name, d.service, d.summary].filter((part) => part !== null && part !== '').join(' ');
  const registers = [...new Set(d.fields.map((f) => f.reg))].map((reg) => registerLine(reg, d));
  const problems = d.problems.map((p) => `  ! ${p}`);
  return [head, d.sentence, ...registers, ...problems].join('\n');
}

function registerLine(reg: number, d: Decoded): string {
  const fields = d.fields.filter((f) => f.reg === reg);
  const wide = fields.some((f) => f.hi > 31);
  const value = fields.reduce((word, f) => word | (f.value << BigInt(f.lo)), 0n);
  const digits = hex(value)
    .slice(2)
    .padStart(wide ? 16 : 8, '0');
  const told = fields.filter((f) => f.name !== 'MBZ' || f.problem !== undefined);
  const text = told.length === 0 ? 'MBZ' : told.map(fieldText).join('; ');
  return `  ${wide ? 'x' : 'w'}${reg}  0x${digits}  ${text}`;
}

/** A field as `name [hi:lo]: meaning`, its bits only where it is not the whole register. */
function fieldText(f: FieldNode): string {
  const whole = f.lo === 0 && (f.hi === 31 || f.hi === 63);
  const where = whole ? '' : ` [${f.hi === f.lo ? f.hi : `${f.hi}:${f.lo}`}]`;
  const mark = f.problem === undefined || f.meaning.includes(f.problem) ? '' : ` (${f.problem})`;
  return `${f.name}${where}: ${f.meaning}${mark}`;
}
