import { fail, ok } from '../../base/result.ts';
import { DEFAULTS } from './defaults.ts';
import { record, withDefault } from './record.ts';
import { flag, numeral, type Read, show, suggest, word32 } from './value.ts';
import { capBit, capNames } from './vocabulary.ts';

/** Capability bits as names, a number, or a hexadecimal mask. Any 32-bit word. */
const readCaps: Read<number> = (value, where) => {
  if (!Array.isArray(value)) {
    if (numeral(value) !== null) return word32(value, where);
    return fail(`${show(value)} is neither a list of names nor a mask.`, where, 'Write ["ASYNC_NOTIF"] or "0x2".');
  }
  let mask = 0;
  for (const [i, name] of value.entries()) {
    const bit = typeof name === 'string' ? capBit(name) : null;
    if (bit === null) return fail(`no capability is named ${show(name)}.`, `${where}[${i}]`, suggest(name, capNames));
    mask |= 1 << bit;
  }
  return ok(mask >>> 0);
};

const d = DEFAULTS.optee;

/** What OP-TEE answers about itself. Every word may be anything that the wire carries. */
export const readOptee = record(
  {
    apiMajor: withDefault(word32, d.apiMajor),
    apiMinor: withDefault(word32, d.apiMinor),
    osMajor: withDefault(word32, d.osMajor),
    osMinor: withDefault(word32, d.osMinor),
    osBuild: withDefault(word32, d.osBuild),
    rpcParams: withDefault(word32, d.rpcParams),
    caps: withDefault(readCaps, d.caps),
    maxNotif: withDefault(word32, d.maxNotif),
    notifReady: withDefault(flag, d.notifReady),
  },
  'the optee part',
);
