import { saidBy } from './one.ts';
import { ffaDriver, ffaSmccc, modprobe, opteeCore, runtimeSvc } from './places.ts';
import { cannot } from './show.ts';
import type { Evidence, Symptom } from './symptom.ts';

// What modprobe and insmod say when one of the modules does not load: the errno of the module's init function, or of the
// init function of a module that it needs, as the words of strerror().

const said = saidBy('kernel', 'stops');
const NAME = String.raw`could not insert (?:module )?'?(?<module>optee|ffa[-_]module|ffa[-_]core|tee)(?:\.ko(?:\.\w+)?)?'?: `;
const NO_MODULES = cannot('The model has its modules loaded; the run of the message of the FF-A core shows the call.');

const NO_FFA_SAID: Evidence = {
  line: /FFA_VERSION returned not supported/,
  says: 'The FF-A core says so itself: the firmware does not know FF-A.',
};
const UNKNOWN: Evidence = {
  line: /(?:optee|ffa\w*): Unknown symbol (?<symbol>\S+)/,
  says: 'The kernel names what is missing: {symbol}.',
};

export const moduleMessages: readonly Symptom[] = [
  said({
    id: 'module-not-supported',
    pattern: new RegExp(`${NAME}Operation not supported`),
    says: 'The module {module} was not loaded: −EOPNOTSUPP (−95), from its own init function or from that of a module that it needs.',
    examples: [
      "modprobe: ERROR: could not insert 'optee': Operation not supported",
      "modprobe: ERROR: could not insert 'ffa_module': Operation not supported",
      'insmod: ERROR: could not insert module ffa-module.ko: Operation not supported',
    ],
    title: 'The FF-A core did not load, because the firmware has no FF-A',
    because:
      'ffa-module answers −EOPNOTSUPP where FFA_VERSION is not known to the firmware, or where there is no conduit. optee built as a module beside it needs its symbols, so it does not load either, not even to reach OP-TEE by its SMC interface.',
    next: 'Read what "ARM FF-A" says in dmesg. Without FF-A in the firmware use a kernel with CONFIG_ARM_FFA_TRANSPORT=y or n: with =m optee depends on it.',
    source: [
      modprobe('insmod_insert'),
      ffaDriver('ffa_version_check'),
      ffaSmccc('ffa_transport_init'),
      runtimeSvc('handle_runtime_svc'),
    ],
    pro: [NO_FFA_SAID],
    show: NO_MODULES,
    follows: [{ of: ['no-firmware', 'smccc-conduit'], says: 'So the module does not load.' }],
  }),
  said({
    id: 'module-unknown-symbol',
    pattern: new RegExp(`${NAME}Unknown symbol in module`),
    says: 'The module {module} was not loaded: it needs functions that no loaded module has.',
    examples: [
      "modprobe: ERROR: could not insert 'optee': Unknown symbol in module, or unknown parameter (see dmesg)",
      'insmod: ERROR: could not insert module optee.ko: Unknown symbol in module',
    ],
    title: 'ffa-core or tee is not loaded, or is of another kernel',
    because:
      'optee needs tee and, where FF-A is a module, ffa-core (ffa_driver_register); ffa-module needs ffa-core. insmod loads nothing else by itself. After an update the files in /lib/modules may be of another build than the kernel that runs.',
    next: 'Use modprobe optee after depmod -a; compare uname -r with modinfo -F vermagic optee.',
    source: [modprobe('insmod_insert'), opteeCore('optee_core_init')],
    pro: [UNKNOWN],
    show: NO_MODULES,
  }),
  said({
    id: 'module-no-device',
    pattern: new RegExp(`${NAME}No such device`),
    says: 'The module {module} was not loaded: −ENODEV (−19) from its init function.',
    examples: ["modprobe: ERROR: could not insert 'optee': No such device"],
    title: 'This is the kernel that writes down a crash, and optee stays out of it',
    because:
      'optee answers −ENODEV in a kdump kernel: threads of OP-TEE may hang in the kernel that crashed, and nobody could wake them. That no OP-TEE is there is no reason: then the module loads, and finds nothing to probe.',
    next: 'Look for "elfcorehdr=" in /proc/cmdline. In another kernel read the lines of optee in dmesg.',
    source: [opteeCore('optee_core_init')],
    show: NO_MODULES,
  }),
  said({
    id: 'module-refused',
    pattern: new RegExp(
      `${NAME}(?<why>Permission denied|Invalid argument|Cannot allocate memory|Input/output error|No data available)`,
    ),
    says: 'The module {module} was not loaded ({why}): its init function gave up, or that of a module that it needs.',
    examples: [
      "modprobe: ERROR: could not insert 'ffa_module': Permission denied",
      "modprobe: ERROR: could not insert 'ffa_module': Invalid argument",
    ],
    title: 'A call of the FF-A core was refused while it started',
    because:
      'ffa-module passes on the errno of what failed first: "Permission denied" is FF-A’s DENIED, for buffers that are mapped already, say; "Invalid argument" a version that does not fit or INVALID_PARAMETERS; "Cannot allocate memory" NO_MEMORY.',
    next: 'Read the line of "ARM FF-A" in dmesg: it names the call.',
    source: [modprobe('insmod_insert'), ffaDriver('ffa_init')],
    show: NO_MODULES,
    follows: [
      {
        of: ['rxtx-map', 'no-partitions', 'version-*', 'own-id', 'setup-partitions'],
        says: 'So the module does not load.',
      },
    ],
  }),
];
