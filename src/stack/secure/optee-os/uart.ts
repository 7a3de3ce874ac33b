import { callFault, get, getFlag, machine, type Op, row, set } from '../../../sim/effects.ts';
import { narrate } from '../../../sim/narrate.ts';
import { OPTEE } from '../../../trace/keys.ts';
import type { Machine } from '../../machine.ts';
import type { NotifDriver } from './state.ts';

// A secure UART with a top half and a bottom half, as plat-vexpress has it (core/arch/arm/plat-vexpress/main.c,
// console_itr_cb, atomic_console_notif, yielding_console_notif; OP-TEE d5001fe0).

const SRC = 'secure/optee-os/uart';
/** The interrupt's name, in rows and as a context. */
export const SECURE_UART = 'secure UART';
/** The same, whose handler masks it until a bottom half, as the console of plat-vexpress does. */
export const MASKING_UART = 'secure UART, masked by its handler';
const { step, act, change } = narrate(SRC, 'optee');

const MASKED = 'masked';
const WAITS = 'masked, a character waits';

/** The driver that the console registers. */
export const console: NotifDriver = {
  name: 'console',
  *atomic(event) {
    yield* step('The console may signal', 'atomic_console_notif', { event });
  },
  *yielding(event) {
    if (event === 'STOPPED')
      yield* act('From here on its interrupt is served at once', 'yielding_console_notif', { event }, unmask);
    else
      yield* act('The console reads what it was sent', 'yielding_console_notif', { event }, function* () {
        yield* readConsole();
        yield* unmask();
      });
  },
};

/** What waits in the UART raises its interrupt at once: while notifications are started, its handler asks for a bottom half again. */
function* unmask(): Op<void> {
  const was = yield* get(OPTEE.consoleRx);
  if (was === undefined) return;
  yield* act('Its interrupt may come again', 'pl011_rx_intr_enable', {}, () => set(OPTEE.consoleRx, undefined));
  if (was === WAITS && !(yield* getFlag(OPTEE.notifStarted))) yield* readConsole();
}

function* readConsole(): Op<void> {
  yield* step('A character is read', 'read_console');
}

/**
 * A character comes while the normal world runs: EL3 takes the interrupt to OP-TEE, whose handler only says that there
 * is work, if somebody asked to be told; otherwise it reads the character itself.
 */
export function* secureInterrupt(masks = false): Op<void> {
  if (masks && (yield* get(OPTEE.consoleRx)) !== undefined) {
    yield* change('A character comes, and nobody is told: its interrupt is masked', OPTEE.consoleRx, WAITS);
    return;
  }
  const struck = yield* callFault('secure interrupt');
  const lost = struck !== null && 'lose' in struck.do;
  const fault = struck?.index ?? null;
  yield* row({
    kind: 'irq',
    from: 'spmd',
    to: 'optee',
    irq: SECURE_UART,
    intid: 40,
    phase: lost ? 'lost' : 'raised',
    why: 'A character comes from outside',
    src: SRC,
    fault,
  });
  if (lost) return;
  const { secureWorld } = yield* machine<Machine>();
  yield* act('The top half', 'console_itr_cb', {}, function* () {
    const isStarted = yield* getFlag(OPTEE.notifStarted);
    if (isStarted && masks)
      yield* act('No more of these until the bottom half', 'pl011_rx_intr_disable', {}, () =>
        set(OPTEE.consoleRx, MASKED),
      );
    if (isStarted) yield* act('Tell Linux that there is work', 'notif_send_async', { value: 0 }, secureWorld.signal);
    else yield* readConsole();
  });
  yield* secureWorld.backToNormalWorld();
}
