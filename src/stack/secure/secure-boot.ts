import { become, get, machine, type Op, read, write } from '../../sim/effects.ts';
import { ref } from '../../sim/memory.ts';
import { narrate } from '../../sim/narrate.ts';
import { CORE, SPMD } from '../../trace/keys.ts';
import type { Machine } from '../machine.ts';

// What happened before Linux: OP-TEE starts, and says what it has to say to who stands above it.

const { log } = narrate('secure/secure-boot', 'optee');

const STARTED = ref('optee.started', false);

export function* secureBoot(): Op<void> {
  const linuxHasSpoken = (yield* get(CORE.state)) !== 'not loaded' || (yield* get(SPMD.negotiated)) !== undefined;
  if (linuxHasSpoken || (yield* read(STARTED))) {
    yield* log(
      'OP-TEE has started already',
      'info',
      'secure-boot: OP-TEE runs; it starts before everything else, and before the FF-A core boots',
    );
    return;
  }
  yield* write(STARTED, true);
  const { secureWorld } = yield* machine<Machine>();
  yield* become('secure-atomic');
  yield* secureWorld.start();
  yield* become('home');
}
