/** What a person knows of the machine to be recorded. */
export interface Machine {
  /** Is the FF-A core a module (CONFIG_ARM_FFA_TRANSPORT=m) or built in? */
  readonly core: 'module' | 'built in';
  /** How Linux reaches the firmware: HVC under a hypervisor. */
  readonly conduit: 'smc' | 'hvc';
  /** `$arg2` in a return probe needs Linux 6.9. */
  readonly kernel: '6.9 or newer' | 'older';
  readonly what: 'probe' | 'remove' | 'anything';
}

/** What to type to learn the rest of `Machine`, and whether the kernel can be recorded at all. */
export const DETECT = `uname -r                               # 6.9 or newer: the result can be read with $arg2
ls /sys/kernel/tracing/kprobe_events   # missing: this kernel is built without CONFIG_KPROBE_EVENTS
grep __arm_ffa_fn_ /proc/kallsyms      # [ffa_module] behind it: a module, or not loaded while no line comes; else built in
tr -d '\\0' < /proc/device-tree/psci/method; echo   # smc, or hvc under a hypervisor`;

/** The same as a script that asks, records, restores and packs; `page` is where this page came from, ending in a slash. */
export const byScript = (page: string): string => `curl -fO ${page}ffa-record.sh   # or copy the file to the board
sh ffa-record.sh -c     # can this kernel be recorded? If not, it says why
sh ffa-record.sh        # records how the FF-A core and optee are loaded: ffa.trace.txt.gz
sh ffa-record.sh -- sh -c 'rmmod optee; modprobe optee'   # or what this command does`;

const registers = (letter: string, base: string): string =>
  Array.from({ length: 8 }, (_, i) => `${letter}${i}=+${8 * i}(${base}):x64`).join(' ');

/** The function that every call of the FF-A core goes through. */
const symbolOf = (m: Machine): string => `${m.core === 'module' ? 'ffa_module:' : ''}__arm_ffa_fn_${m.conduit}`;

const ACTION: Readonly<Record<Machine['what'], string>> = {
  probe: 'modprobe optee        # built in: echo arm-ffa-1 > /sys/bus/arm_ffa/drivers/optee/bind',
  remove: 'rmmod optee           # built in: echo arm-ffa-1 > /sys/bus/arm_ffa/drivers/optee/unbind',
  anything: 'sleep 10              # do now what you want to see',
};

/** The block to type as root; what it prints into ffa.trace.txt is what the page opens. */
export function recipe(m: Machine): string {
  return m.kernel === 'older' ? withBpftrace(m) : withFtrace(m);
}

const withFtrace = (m: Machine): string => `cd /sys/kernel/tracing
echo 0 > tracing_on; echo 16384 > buffer_size_kb; echo mono > trace_clock
echo 'p:ffa/smc_in ${symbolOf(m)} ${registers('a', '%x0')}' >> kprobe_events
echo 'r:ffa/smc_out ${symbolOf(m)} ${registers('r', '$arg2')}' >> kprobe_events
echo stacktrace > events/ffa/smc_in/trigger
echo 1 > events/ffa/enable
echo 'name == "ARM-FFA-SRI"' > events/irq/irq_handler_entry/filter
echo 1 > events/irq/irq_handler_entry/enable
echo > trace; echo 1 > tracing_on
${ACTION[m.what]}
echo 0 > tracing_on; cat trace > ~/ffa.trace.txt`;

/** One call with its reply a line, as the table of registers that the page reads. */
function withBpftrace(m: Machine): string {
  const words = (pointer: string): string =>
    Array.from({ length: 8 }, (_, i) => `*(uint64 *)(${pointer} + ${8 * i})`).join(', ');
  const format = Array.from({ length: 8 }, () => '%lx').join(' ');
  const fn = `__arm_ffa_fn_${m.conduit}`;
  return `bpftrace -e '
kprobe:${fn} { @in[tid] = arg0; @out[tid] = arg1; }
kretprobe:${fn} /@in[tid]/ {
  $a = @in[tid]; $r = @out[tid];
  printf("${format} -> ", ${words('$a')});
  printf("${format}\\n", ${words('$r')});
  delete(@in[tid]); delete(@out[tid]);
}' > ~/ffa.registers.txt &
sleep 2               # until the probes are in place
${ACTION[m.what]}
kill %1`;
}

/** How to leave the machine as it was. */
export function stopRecipe(m: Machine): string {
  if (m.kernel === 'older') return 'kill %1               # the probes go with bpftrace';
  return `cd /sys/kernel/tracing
echo 0 > tracing_on
echo 0 > events/ffa/enable; echo 0 > events/irq/irq_handler_entry/enable
echo '!stacktrace' > events/ffa/smc_in/trigger; echo 0 > events/irq/irq_handler_entry/filter
echo '-:ffa/smc_in' >> kprobe_events; echo '-:ffa/smc_out' >> kprobe_events
echo 1408 > buffer_size_kb; echo local > trace_clock; echo > trace; echo 1 > tracing_on`;
}

/** What a person should know before typing it, as sentences. */
export function remarks(m: Machine): readonly string[] {
  const all = [
    'It needs root and tracefs. Nothing is loaded into the kernel, and nothing leaves the machine but the file that you take.',
    m.kernel === 'older'
      ? 'It costs two probes for each FF-A call. There are no stacks, no times and no interrupts, and a call that never returns is not printed. This variant was not tried on a machine.'
      : 'It costs two probes and a stack trace for each FF-A call, and 16 MB of memory for each CPU while it is on. Calls take longer: trust the order and the registers, not the times.',
    m.core === 'module'
      ? 'The module may be loaded later: the kernel takes the probe and arms it at every load. It says “might be able to register after target module is loaded”.'
      : 'Built in, the FF-A core starts before anybody can type this. To see its start, put the two definitions on the kernel command line as kprobe_event=, with commas for the spaces.',
    'Read the trace before a module goes away: functions of a module that is gone are printed as addresses.',
    ...(m.kernel === 'older'
      ? []
      : [
          'Once the probes are defined, trace-cmd record -e ffa or perf record -a -e ffa:smc_in -e ffa:smc_out can take the place of tracing_on: the page opens trace.dat and perf.data as they are.',
        ]),
    'arm_smccc_1_2_smc itself cannot be probed: it is notrace.',
    'A probe on a kernel without CONFIG_ARM_FFA_TRANSPORT is accepted and the trace stays empty: Debian 13’s own 6.12 is such a kernel. Its backport of 7.x has the option, but loads neither ffa-module nor optee by itself.',
    'Where the function is not in /proc/kallsyms although the core is loaded, the compiler has put it into its callers.',
    'Do not run trace-cmd reset meanwhile: it deletes probes that were written by hand. A module that was built without patchable entries switches ftrace off for all that come after it; the log then has an “ftrace bug”.',
  ];
  return m.conduit === 'hvc'
    ? [...all, 'HVC reaches the hypervisor: what it passes on to the secure world is not seen here.']
    : all;
}
