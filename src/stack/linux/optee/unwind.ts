import { type Op, write } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { hold, release } from '../../../sim/resource.ts';
import { OPTEE_DRIVER } from './state.ts';
import { teeDeviceUnregister, teedevCloseContext } from './tee-device.ts';

// What every revision of the driver makes and, from whatever point the probe fails at, unmakes
// (drivers/tee/optee/ffa_abi.c, the labels err_close_ctx to err_free_optee; Linux 6.12.117). Each label of the C code falls
// through to the next one, so each function here calls the next one.

const { step, allocate, act } = narrate('linux/optee/unwind', 'optee-driver');

export function* makeOptee(): Op<'ok' | null> {
  return yield* allocate('Room for the state of the driver', 'kzalloc', { what: 'struct optee' }, () =>
    held('struct optee'),
  );
}

export function* makePool(): Op<'ok' | null> {
  return yield* allocate('A pool that shares pages on demand', 'kzalloc', { what: 'struct tee_shm_pool' }, () =>
    held('struct tee_shm_pool'),
  );
}

export function* makeTable(): Op<number> {
  return yield* step('A table from handles to memory', 'rhashtable_init', {}, function* () {
    yield* hold('handle table');
    return 0;
  });
}

export function* closeContext(rc: number): Op<number> {
  yield* teedevCloseContext('tee0');
  return yield* freeTable(rc);
}

export function* freeTable(rc: number): Op<number> {
  yield* dropTable();
  return yield* unregisterSupplicant(rc);
}

export function* unregisterSupplicant(rc: number): Op<number> {
  yield* teeDeviceUnregister('teepriv0');
  return yield* unregisterClient(rc);
}

export function* unregisterClient(rc: number): Op<number> {
  yield* teeDeviceUnregister('tee0');
  return yield* freePool(rc);
}

export function* freePool(rc: number): Op<number> {
  yield* act('The pool goes', 'tee_shm_pool_free', {}, () => release('struct tee_shm_pool'));
  return yield* freeOptee(rc);
}

export function* freeOptee(rc: number): Op<number> {
  yield* dropOptee();
  return rc;
}

export function* dropTable(): Op<void> {
  yield* act('The table goes', 'rhashtable_free_and_destroy', {}, () => release('handle table'));
}

export function* dropOptee(): Op<void> {
  yield* act('The driver state goes', 'kfree', { what: 'struct optee' }, function* () {
    yield* write(OPTEE_DRIVER, null);
    yield* release('struct optee');
  });
}

function* held(what: string): Op<'ok'> {
  yield* hold(what);
  return 'ok';
}
