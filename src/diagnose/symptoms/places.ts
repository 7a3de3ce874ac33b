import type { Place } from './symptom.ts';

// The sources that the table was read in, once each.

const at =
  (file: string, version: string) =>
  (fn: string): Place => ({ file, fn, version });

const LINUX = 'Linux 6.12.117';
const OPTEE = 'OP-TEE 4.10 (d5001fe0)';
const TFA = 'TF-A 2.15 (6a164dda)';
const HAFNIUM = 'Hafnium (21bfbdc1)';

export const ffaDriver = at('drivers/firmware/arm_ffa/driver.c', LINUX);
export const ffaDriver73 = at('drivers/firmware/arm_ffa/driver.c', 'Linux 7.3.4');
export const ffaBus = at('drivers/firmware/arm_ffa/bus.c', LINUX);
export const ffaSmccc = at('drivers/firmware/arm_ffa/smccc.c', LINUX);
export const opteeFfa = at('drivers/tee/optee/ffa_abi.c', LINUX);
export const opteeFfa73 = at('drivers/tee/optee/ffa_abi.c', 'Linux 7.3.4');
export const opteeSmc = at('drivers/tee/optee/smc_abi.c', LINUX);
export const opteeCore = at('drivers/tee/optee/core.c', LINUX);
export const opteeCall = at('drivers/tee/optee/call.c', LINUX);
export const opteeDevice = at('drivers/tee/optee/device.c', LINUX);
export const driverCore = at('drivers/base/dd.c', LINUX);
export const teeCore = at('drivers/tee/tee_core.c', LINUX);
export const teeShm = at('drivers/tee/tee_shm.c', LINUX);
export const modprobe = at('tools/modprobe.c', 'kmod 34');
export const gicV3 = at('drivers/irqchip/irq-gic-v3.c', LINUX);
export const kvmFfa = at('arch/arm64/kvm/hyp/nvhe/ffa.c', LINUX);

export const spmc = at('core/arch/arm/kernel/thread_spmc.c', OPTEE);
export const mobjFfa = at('core/arch/arm/mm/mobj_ffa.c', OPTEE);
export const notif = at('core/kernel/notif.c', OPTEE);
export const partition = at('core/arch/arm/kernel/secure_partition.c', OPTEE);

export const spmd = at('services/std_svc/spmd/spmd_main.c', TFA);
export const spmdPm = at('services/std_svc/spmd/spmd_pm.c', TFA);
export const spmdLogical = at('services/std_svc/spmd/spmd_logical_sp.c', TFA);
export const runtimeSvc = at('common/runtime_svc.c', TFA);
export const el3Spmc = at('services/std_svc/spm/el3_spmc/spmc_main.c', TFA);
export const el3Memory = at('services/std_svc/spm/el3_spmc/spmc_shared_mem.c', TFA);

export const hfApi = at('src/api.c', HAFNIUM);
export const hfMemory = at('src/ffa_memory.c', HAFNIUM);
export const hfNotifications = at('src/ffa/spmc/notifications.c', HAFNIUM);
export const hfDirect = at('src/ffa/spmc/direct_messaging.c', HAFNIUM);
export const hfCycles = at('src/ffa/spmc/cpu_cycles.c', HAFNIUM);
export const hfHandler = at('src/arch/aarch64/hypervisor/handler.c', HAFNIUM);
export const hfFile = (file: string, fn: string): Place => at(file, HAFNIUM)(fn);

/** What a machine showed: a finding of docs/recordings.md, by its number. */
export const recorded = (finding: string): Place => ({
  file: `docs/recordings.md#${finding}`,
  fn: '',
  version: '',
});

/** `Linux 6.12.117 drivers/firmware/arm_ffa/driver.c, ffa_irq_map()`; a document of this project is its path. */
export const placeText = ({ file, fn, version }: Place): string =>
  `${version}${version === '' ? '' : ' '}${file}${fn === '' ? '' : `, ${fn}()`}`;

export const placesText = (places: readonly Place[]): string => places.map(placeText).join('; ');
