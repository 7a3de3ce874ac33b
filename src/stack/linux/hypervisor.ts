import type { Frame } from '../../abi/frame.ts';
import { FUNCTION_IDS, type FunctionName } from '../../abi/function-id.ts';
import type { TxContents } from '../config.ts';

// A hypervisor between a VM and the firmware: it passes a call on with the id of the VM that makes it, where the interface of
// the normal world's physical instance has a place for it (FF-A 1.1: the sender or the receiver in w1, w4 of a fragment). What
// it would answer itself, FFA_ID_GET or FFA_RXTX_MAP among it, goes on as it is.

/** Bits of a register that hold the VM's id. */
interface Place {
  readonly register: number;
  readonly shift: bigint;
}
const SENDER: Place = { register: 1, shift: 16n };
const RECEIVER: Place = { register: 1, shift: 0n };
const OF_FRAGMENT: Place = { register: 4, shift: 16n };

const PLACES: ReadonlyMap<number, Place> = new Map(
  (
    [
      ['FFA_MSG_SEND_DIRECT_REQ', SENDER],
      ['FFA_MSG_SEND_DIRECT_REQ2', SENDER],
      ['FFA_MSG_SEND2', SENDER],
      ['FFA_RXTX_UNMAP', SENDER],
      ['FFA_NOTIFICATION_SET', SENDER],
      ['FFA_RX_RELEASE', RECEIVER],
      ['FFA_NOTIFICATION_BITMAP_CREATE', RECEIVER],
      ['FFA_NOTIFICATION_BITMAP_DESTROY', RECEIVER],
      ['FFA_NOTIFICATION_BIND', RECEIVER],
      ['FFA_NOTIFICATION_UNBIND', RECEIVER],
      ['FFA_NOTIFICATION_GET', RECEIVER],
      ['FFA_MEM_FRAG_TX', OF_FRAGMENT],
      ['FFA_MEM_FRAG_RX', OF_FRAGMENT],
    ] as readonly (readonly [FunctionName, Place])[]
  ).map(([name, place]) => [FUNCTION_IDS[name].number, place]),
);

const HALF = 0xffffn;

/** The call as it reaches the firmware: the VM's id stands where the call carries one, whatever the VM wrote there. */
export function passedOn(call: Frame, vm: number): Frame {
  const place = PLACES.get(Number((call[0] ?? 0n) & HALF));
  if (place === undefined) return call;
  const old = call[place.register] ?? 0n;
  return call.with(place.register, (old & ~(HALF << place.shift)) | (BigInt(vm) << place.shift));
}

/** The descriptor as the firmware reads it: the VM is its sender, where the scenario names none. */
export const sentBy = (tx: TxContents, vm: number): TxContents => (tx.sender === 0 ? { ...tx, sender: vm } : tx);
