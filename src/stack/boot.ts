import type { Look } from '../sim/effect.ts';
import { getWord, type Op, set } from '../sim/effects.ts';
import type { FaultPlan } from '../sim/fault.ts';
import type { InterruptHandler } from '../sim/interrupts.ts';
import { Kernel } from '../sim/kernel.ts';
import { listed } from '../sim/policy.ts';
import { CORE } from '../trace/keys.ts';
import type { MachineConfig } from './config.ts';
import { ipi, pendingInterrupt, schedReceiverInterrupt, schedReceiverWork } from './linux/arm-ffa/delivery.ts';
import { init } from './linux/arm-ffa/init.ts';
import { DRV_INFO } from './linux/arm-ffa/state.ts';
import { fixedCore } from './linux/fix-ids.ts';
import { hold } from './linux/other-driver.ts';
import { revisionOf } from './linux/revisions.ts';
import { opteeDevice } from './linux/user/optee-module.ts';
import type { Machine } from './machine.ts';
import { MAX_ROWS, type RunOptions } from './run-options.ts';
import { MASKING_UART, SECURE_UART, secureInterrupt } from './secure/optee-os/uart.ts';
import { secureWorldOf } from './secure/worlds.ts';
import { keepSetup, knownSetup, startsBooted } from './setups.ts';

/** The machine before its first action. */
export function boot(config: MachineConfig, faults: FaultPlan, options: RunOptions): Kernel {
  const receiverWork = schedReceiverWork();
  const fixes = config.driver === 'fixed' ? config.fixes : [];
  const machine: Machine = {
    config,
    secureWorld: secureWorldOf(config.secure),
    core: fixedCore(revisionOf(config.driver).core, fixes),
    fixes: new Set(fixes),
    supplicant: { taBytes: 10 * 4096, ranges: (pages) => pages },
  };
  const isSecure = (irq: string): boolean => irq === SECURE_UART || irq === MASKING_UART;
  const enabled = (irq: string, now: Look): boolean =>
    irq === 'IPI' || isSecure(irq) || now.read(DRV_INFO.interrupts).includes(irq);
  const interrupt = (irq: string): InterruptHandler => {
    if (isSecure(irq)) return { name: SECURE_UART, kind: 'secure-atomic', body: secureInterrupt(irq === MASKING_UART) };
    if (irq === 'IPI') return { name: 'IPI', kind: 'ipi', body: ipi() };
    return irq === 'SRI'
      ? { name: 'ARM-FFA-SRI', kind: 'hardirq', body: schedReceiverInterrupt(receiverWork) }
      : { name: 'ARM-FFA-NPI', kind: 'hardirq', body: pendingInterrupt() };
  };
  const { cpus, seed, choices } = config;
  const { maxRows = MAX_ROWS, policy = listed(choices), before, from, seen: _, isActed: __, ...how } = options;
  const parts = { cpus, seed, policy, faults, maxRows, machine, enabled, isSecure, interrupt, ...how };
  const setup = from?.setup ?? (before === undefined ? knownSetup(config, options) : null);
  if (setup !== null) return new Kernel({ ...parts, setup });

  const kernel = new Kernel(parts);
  place(kernel, config);
  kernel.prelude(inPlace(config));
  if (before === undefined) keepSetup(config, options, kernel);
  else kernel.prelude(before());
  return kernel;
}

/** Cells that exist from the first moment, so that the panel shows them and a change has a before. */
function place(kernel: Kernel, config: MachineConfig): void {
  for (const [key, value] of secureWorldOf(config.secure).cells(config)) kernel.place(key, value);
  kernel.place(CORE.state, 'not loaded');
  kernel.place(CORE.notifEnabled, false);
}

/** What is so before the first row: booted unless the scenario boots it, ids bound, ids held by another driver. */
function* inPlace(config: MachineConfig): Op<void> {
  if (startsBooted(config)) yield* init();
  const device = yield* opteeDevice();
  if (device !== null) for (const id of config.held) yield* hold(device, false, id);
  const raw = config.bound.reduce((bitmap, id) => bitmap | (1n << BigInt(id)), 0n);
  const { boundCell } = secureWorldOf(config.secure);
  yield* set(boundCell, (yield* getWord(boundCell)) | raw);
}
