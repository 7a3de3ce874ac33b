import {
  FFA_NOTIFICATION_BIND,
  FFA_NOTIFICATION_BITMAP_CREATE,
  FFA_NOTIFICATION_BITMAP_DESTROY,
  FFA_NOTIFICATION_GET,
  FFA_NOTIFICATION_INFO_GET,
  FFA_NOTIFICATION_SET,
  FFA_NOTIFICATION_UNBIND,
} from '../../abi/ffa-call.ts';
import { type Frame, frame } from '../../abi/frame.ts';
import { error, SUCCESS_32, SUCCESS_64, success } from '../../abi/reply.ts';
import { FFA_STATUS } from '../../abi/status.ts';
import { type Expectation, oneOf, only, shaped } from './expectation.ts';
import { anySet, opteeRule, w, wide, x } from './registers.ts';
import { ALL_IDS, type ProfileState } from './state.ts';

const INVALID = error(FFA_STATUS.INVALID_PARAMETERS);
const DENIED = error(FFA_STATUS.DENIED);
const OK = success();
const NO_DATA = error(FFA_STATUS.NO_DATA);

const rule = opteeRule;

const CREATE = 'handle_notification_bitmap_create';
const DESTROY = 'handle_notification_bitmap_destroy';
const BIND = 'handle_notification_bind';
const UNBIND = 'handle_notification_unbind';
const GET = 'handle_notification_get';
const INFO = 'handle_notification_info_get';

const ids = (f: Frame): bigint => wide(f, 3, 4);
const isVm0 = (f: Frame): boolean => (w(f, 1) & 0xffffn) === 0n;

/** FF-A notifications as OP-TEE answers them (protocol.md 4.4, column OT). null for any other call. */
export function expectNotification(s: ProfileState, number: number, c: Frame): Expectation | null {
  switch (number) {
    case FFA_NOTIFICATION_BITMAP_CREATE.number:
      return create(s, c);
    case FFA_NOTIFICATION_BITMAP_DESTROY.number:
      return destroy(s, c);
    case FFA_NOTIFICATION_BIND.number:
      return bind(s, c);
    case FFA_NOTIFICATION_UNBIND.number:
      return unbind(s, c);
    case FFA_NOTIFICATION_SET.number:
      return only(
        rule('OT-SET', 'The normal world cannot set a notification: there is no handler.', 'thread_spmc_msg_recv'),
        error(FFA_STATUS.NOT_SUPPORTED),
      );
    case FFA_NOTIFICATION_GET.number:
      return get(s, c);
    case FFA_NOTIFICATION_INFO_GET.number:
      return infoGet(s, c);
    default:
      return null;
  }
}

function create(s: ProfileState, c: Frame): Expectation {
  if (x(c, 1) >> 16n !== 0n || anySet(c, 3))
    return only(rule('OT-CREATE-MBZ', 'w1 bits 31:16 and w3..w7 must be zero.', CREATE), INVALID);
  if (!isVm0(c)) return only(rule('OT-VM', 'Without virtualization there is only VM 0.', CREATE), INVALID);
  if (s.initialized === true)
    return only(rule('OT-CREATE-TWICE', 'The bitmap of VM 0 exists already.', CREATE), DENIED);
  if (s.initialized === false) return only(rule('OT-CREATE', 'The bitmap of VM 0 does not exist yet.', CREATE), OK);
  return oneOf(rule('OT-CREATE', 'The bitmap of VM 0 is created once.', CREATE), OK, DENIED);
}

function destroy(s: ProfileState, c: Frame): Expectation {
  if (x(c, 1) >> 16n !== 0n || anySet(c, 3))
    return only(rule('OT-DESTROY-MBZ', 'w1 bits 31:16 and w3..w7 must be zero.', DESTROY), INVALID);
  if (!isVm0(c)) return only(rule('OT-VM', 'Without virtualization there is only VM 0.', DESTROY), INVALID);
  if (s.bound.ones !== 0n || s.pending.ones !== 0n)
    return only(rule('OT-DESTROY-BOUND', 'A bitmap with bound or pending ids is not destroyed.', DESTROY), DENIED);
  return oneOf(rule('OT-DESTROY', 'A bitmap without bound or pending ids is destroyed.', DESTROY), OK, DENIED);
}

function bind(s: ProfileState, c: Frame): Expectation {
  if (anySet(c, 5)) return only(rule('OT-BIND-MBZ', 'w5..w7 must be zero.', BIND), INVALID);
  if (x(c, 2) !== 0n)
    return only(rule('OT-BIND-FLAGS', 'Only global notifications: any flag is DENIED.', BIND), DENIED);
  if (!isVm0(c)) return only(rule('OT-VM', 'Without virtualization the receiver is VM 0.', BIND), INVALID);
  if (s.bound.hits(ids(c)))
    return only(rule('OT-BIND-BOUND', 'An id that is bound is DENIED, also to the one it is bound to.', BIND), DENIED);
  if (s.bound.misses(ids(c))) return only(rule('OT-BIND-FREE', 'Ids that are free are bound.', BIND), OK);
  return oneOf(rule('OT-BIND', 'Free ids are bound, a bound one is DENIED.', BIND), OK, DENIED);
}

function unbind(s: ProfileState, c: Frame): Expectation {
  if (x(c, 2) !== 0n || anySet(c, 5))
    return only(rule('OT-UNBIND-MBZ', 'w2 and w5..w7 must be zero.', UNBIND), INVALID);
  if (!isVm0(c)) return only(rule('OT-VM', 'Without virtualization the receiver is VM 0.', UNBIND), INVALID);
  if (s.pending.hits(ids(c))) return only(rule('OT-UNBIND-PENDING', 'A pending id is not unbound.', UNBIND), DENIED);
  if ((ids(c) & s.mayPend) === 0n)
    return only(rule('OT-UNBIND', 'Ids that are not pending are unbound, bound or not.', UNBIND), OK);
  const text = 'Ids that are not pending are unbound, bound or not; a pending one is DENIED.';
  return oneOf(rule('OT-UNBIND', text, UNBIND), OK, DENIED);
}

function get(s: ProfileState, c: Frame): Expectation {
  if (anySet(c, 5)) return only(rule('OT-GET-MBZ', 'w5..w7 must be zero.', GET), INVALID);
  if ((w(c, 2) & 1n) === 0n)
    return only(
      rule('OT-GET-NOT-SP', 'Only notifications of secure partitions exist: without that flag there are none.', GET),
      OK,
    );
  if (!isVm0(c)) return only(rule('OT-VM', 'Without virtualization the receiver is VM 0.', GET), INVALID);
  const text = 'w2 and w3 hold all pending ids, w4..w7 are zero.';
  const isBitmap = (r: Frame): boolean => {
    const bits = wide(r, 2, 3);
    const shape =
      r[0] === SUCCESS_32 && x(r, 1) === 0n && !anySet(r, 4) && x(r, 2) >> 32n === 0n && x(r, 3) >> 32n === 0n;
    return shape && (bits & ~s.mayPend) === 0n && (s.pending.ones & ~bits) === 0n;
  };
  return shaped(rule('OT-GET', text, GET), 'a bitmap of ids that OP-TEE may have set', isBitmap);
}

function infoGet(s: ProfileState, c: Frame): Expectation {
  if (anySet(c, 1)) return only(rule('OT-INFO-MBZ', 'w1..w7 must be zero.', INFO), INVALID);
  // One list (bits 11:7) without vCPU ids that names VM 0.
  const list = frame(w(c, 0) >> 30n === 3n ? SUCCESS_64 : SUCCESS_32, 0n, 0x80n);
  if (s.pending.ones !== 0n)
    return only(rule('OT-INFO', 'An id of VM 0 is pending, so there is one list that names VM 0.', INFO), list);
  return oneOf(
    rule('OT-INFO', 'One list that names VM 0 while an id is pending, NO_DATA otherwise.', INFO),
    list,
    NO_DATA,
  );
}

/** Takes what the machine answered into the state. */
export function observeNotification(s: ProfileState, number: number, c: Frame, r: Frame): void {
  const good = r[0] === SUCCESS_32 || r[0] === SUCCESS_64;
  const denied = r[0] === DENIED[0] && r[2] === DENIED[2];
  const one = ids(c) !== 0n && (ids(c) & (ids(c) - 1n)) === 0n;
  switch (number) {
    case FFA_NOTIFICATION_BITMAP_CREATE.number:
      if (good || denied) s.initialized = true;
      // Before CREATE do_bottom_half_value is 0, so only id 0 can be left over from there.
      if (good) s.mayPend = 1n;
      return;
    case FFA_NOTIFICATION_BITMAP_DESTROY.number:
      if (!good) return;
      s.initialized = false;
      s.bound.clear(ALL_IDS);
      s.pending.clear(ALL_IDS);
      return;
    case FFA_NOTIFICATION_BIND.number:
      if (!isVm0(c)) return;
      if (good || (denied && one && w(c, 2) === 0n)) s.bound.set(ids(c));
      return;
    case FFA_NOTIFICATION_UNBIND.number:
      if (!isVm0(c)) return;
      if (good) s.bound.clear(ids(c));
      else if (denied && one) s.pending.set(ids(c));
      return;
    case FFA_NOTIFICATION_GET.number:
      if (good && isVm0(c) && (w(c, 2) & 1n) === 1n) s.pending.clear(ALL_IDS);
      return;
    default:
  }
}
