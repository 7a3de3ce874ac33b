import { errnoNumber } from '../../abi/errno.ts';

// What the functions of Linux 6.12 and 7.3 can answer on the way of a probe or a remove, the likeliest first. A function that
// is not listed gets COMMON; any other errno can be typed.

const COMMON = ['ENOMEM', 'EINVAL', 'EBUSY', 'EACCES', 'EIO', 'ENODEV'];

const BY_FUNCTION: Readonly<Record<string, readonly string[]>> = {
  // Allocations answer NULL or ERR_PTR(-ENOMEM).
  kzalloc: ['ENOMEM'],
  'arm_ffa:kzalloc': ['ENOMEM'],
  create_workqueue: ['ENOMEM'],
  'arm_ffa:create_workqueue': ['ENOMEM'],
  // drivers/tee/tee_core.c: tee_device_alloc, tee_device_register (cdev_device_add), teedev_open
  tee_device_alloc: ['ENOMEM', 'EINVAL', 'ENOSPC'],
  tee_device_register: ['ENOMEM', 'EINVAL', 'EBUSY', 'EEXIST'],
  teedev_open: ['ENOMEM', 'EINVAL'],
  // lib/rhashtable.c
  rhashtable_init: ['ENOMEM', 'EINVAL'],
  // drivers/tee/optee/notif.c
  optee_notif_init: ['ENOMEM'],
  // drivers/tee/optee/protmem.c, drivers/tee/tee_heap.c (since 6.18)
  optee_protmem_alloc_dyn_pool: ['EINVAL', 'ENOMEM', 'EIO'],
  tee_device_register_dma_heap: ['EBUSY', 'EINVAL', 'EEXIST', 'ENOMEM'],
  // drivers/tee/optee/device.c
  optee_enumerate_devices: ['EINVAL', 'ENOMEM', 'EEXIST'],
  // drivers/firmware/arm_ffa/driver.c: what ffa_to_linux_errno makes of a status, and the checks before the call
  notify_request: ['EACCES', 'EINVAL', 'ENOMEM', 'EOPNOTSUPP', 'EBUSY', 'EAGAIN'],
  notify_relinquish: ['EACCES', 'EINVAL', 'EOPNOTSUPP'],
  sync_send_receive: ['EINVAL', 'EBUSY', 'EACCES', 'EOPNOTSUPP', 'ENOMEM', 'EAGAIN', 'EINTR', 'ECANCELED'],
};

/** Errnos that the menu offers for a function, negative, the likeliest first. */
export function errnoInjections(fn: string): number[] {
  return (BY_FUNCTION[fn] ?? COMMON).flatMap((name) => {
    const n = errnoNumber(name);
    return n === null ? [] : [-n];
  });
}

/** Reads what a person types for a result: `ENOMEM`, `-ENOMEM`, `-12`, `1`. Null for anything else; a C int. */
export function readResult(text: string): number | null {
  const t = text.trim().replace(/^−/, '-').toUpperCase();
  const named = errnoNumber(t.replace(/^-/, ''));
  if (named !== null) return -named;
  if (!/^-?\d{1,10}$/.test(t)) return null;
  const n = Number(t);
  return n >= -(2 ** 31) && n < 2 ** 31 ? n : null;
}
