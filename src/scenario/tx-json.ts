import { hex } from '../base/bits.ts';
import type { TxContents } from '../stack/config.ts';
import type { Json, JsonObject } from './json-value.ts';
import { TX_FIELDS } from './read/tx.ts';

const RECEIVER = { permissions: 2, flags: 0 } as const;
const RANGE = { pages: 1 } as const;

/** The descriptor in the TX buffer as it is written in a scenario; without `full` only what differs from Linux's own. */
export function txJson(tx: TxContents, full: boolean): JsonObject {
  const out: Record<string, Json> = {};
  for (const [name, { byDefault }] of Object.entries(TX_FIELDS) as [keyof TxContents, { byDefault?: unknown }][]) {
    const value = tx[name];
    if (value === undefined || value === null) continue;
    const json =
      name === 'receivers'
        ? tx.receivers.map((r) =>
            part({ id: hex(BigInt(r.id)), permissions: r.permissions, flags: r.flags ?? 0 }, RECEIVER, full),
          )
        : name === 'ranges'
          ? tx.ranges.map((r) => part({ address: hex(r.address), pages: r.pages }, RANGE, full))
          : typeof value === 'bigint'
            ? hex(value)
            : (value as Json);
    if (full || JSON.stringify(json) !== JSON.stringify(defaultJson(name, byDefault))) out[name] = json;
  }
  return out;
}

const defaultJson = (name: string, byDefault: unknown): unknown =>
  name === 'receivers' ? [{ id: '0x8001' }] : typeof byDefault === 'bigint' ? hex(byDefault) : byDefault;

function part(object: JsonObject, defaults: { readonly [name: string]: Json }, full: boolean): JsonObject {
  return full ? object : Object.fromEntries(Object.entries(object).filter(([name, v]) => v !== defaults[name]));
}
