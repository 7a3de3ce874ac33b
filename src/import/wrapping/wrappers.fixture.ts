// What tools put around the lines of a log or a trace, written from knowledge of each; and what is inside.

const CALL = '0x8400006f 0x8001 0x0 0x2 0x0 0x0 0x0 0x0';
const REPLY = '0x84000070 0x80010000 0x0 0x0 0x4 0x7 0x0 0x0';
const named = (letter: string, words: string): string =>
  words
    .split(' ')
    .map((w, i) => `${letter}${i}=${w}`)
    .join(' ');
const IN = `smc_in: (__arm_ffa_fn_smc+0x4/0x90 [ffa_module]) ${named('a', CALL)}`;
const OUT = `smc_out: (ffa_msg_send_direct_req.isra.0+0xab/0xd0 [ffa_module] <- __arm_ffa_fn_smc) ${named('r', REPLY)}`;

export const KERNEL: readonly string[] = [
  '[    1.100000] ARM FF-A: Driver version 1.2',
  '[    1.110000] ARM FF-A: Firmware version 1.2 found',
  '[    1.200000] usb 1-1: new high-speed USB device number 2 using xhci_hcd',
  '[    1.300000] optee: probing for conduit method.',
  '[    1.310000] optee: revision 4.10 (d5001fe0)',
  '[    1.400000] optee: Failed to initialize async notifications: -13',
  '[    1.500000] random: crng init done',
];

/** Texts of every kind that a tool may pass on. */
export const CONTENTS: { readonly [name: string]: readonly string[] } = {
  kernel: KERNEL,
  'messages without a time': KERNEL.map((l) => l.slice(15)),
  firmware: [
    'NOTICE:  BL31: v2.15.0(release):6a164dd',
    'INFO:    BL31: Initializing BL32',
    'INFO: Initializing Hafnium (SPMC)',
    'I/TC: OP-TEE version: 4.10.0',
    'D/TC:0 0 thread_spmc_msg_recv:2050 waiting',
    `VERBOSE: SPM(1): ${CALL}`,
    `VERBOSE: SPM(1): ${REPLY}`,
    'E/TC:0 0 spmc_sp_handle_mem_share:120 Failed',
  ],
  'a trace with stacks': [
    '# tracer: nop',
    '#',
    '# entries-in-buffer/entries-written: 2/2   #P:2',
    '#',
    `            bash-154     [001] .....    11.525734: ${IN}`,
    '            bash-154     [001] .....    11.525735: <stack trace>',
    ' => __arm_ffa_fn_smc',
    ' => ffa_msg_send_direct_req',
    ' => optee_ffa_probe',
    `            bash-154     [001] .....    11.525754: ${OUT}`,
    `            bash-154     [001] .....    11.525834: ${IN}`,
    `            bash-154     [001] .....    11.525854: ${OUT}`,
  ],
  'a pipe': [
    `            bash-154     [001] .....    11.525734: ${IN}`,
    '     kworker/0:1-32      [000] d..1.    11.525740: sched_switch: prev_comm=a prev_pid=1',
    `            bash-154     [001] .....    11.525754: ${OUT}`,
    '     kworker/0:1-32      [000] d..1.    11.525760: sched_switch: prev_comm=a prev_pid=1',
    `            bash-154     [001] .....    11.525834: ${IN}`,
    `            bash-154     [001] .....    11.525854: ${OUT}`,
  ],
};

const s = (i: number): string => String(i % 60).padStart(2, '0');
const esc = (l: string): string =>
  l.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const WRAPPERS: { readonly [name: string]: (line: string, i: number) => string } = {
  'diff +': (l) => `+${l}`,
  'plus blank': (l) => `+ ${l}`,
  docker: (l, i) => JSON.stringify({ log: `${l}\n`, stream: 'stdout', time: `2026-11-27T12:00:${s(i)}.123456789Z` }),
  'docker compose': (l) => `qemu-1  | ${l}`,
  'docker compose json': (l, i) =>
    `qemu-1  | ${JSON.stringify({ log: `${l}\n`, stream: 'stdout', time: `2026-11-27T12:00:${s(i)}.123456789Z` })}`,
  cri: (l, i) => `2026-11-27T12:00:${s(i)}.123456789Z stdout F ${l}`,
  lava: (l, i) => `- ${JSON.stringify({ dt: `2026-11-27T12:00:${s(i)}.123456`, lvl: 'target', msg: l })}`,
  'lava unquoted': (l, i) =>
    `- {dt: '2026-11-27T12:00:${s(i)}.123456', lvl: target, msg: '${l.replaceAll("'", "''")}'}`,
  github: (l, i) => `2026-11-27T12:00:${s(i)}.1234567Z ${l}`,
  'gh run view': (l, i) => `boot\tRun qemu\t2026-11-27T12:00:${s(i)}.1234567Z ${l}`,
  gitlab: (l, i) => `2026-11-27T12:00:${s(i)}.123456Z 01O ${l}`,
  jenkins: (l, i) => `12:00:${s(i)}  ${l}`,
  'jenkins branch': (l) => `[qemu] ${l}`,
  teamcity: (l, i) => `[12:00:${s(i)}]W:\t [Step 1/3] ${l}`,
  bitbake: (l) => `DEBUG: ${l}`,
  oeselftest: (l, i) => `2026-11-27 12:00:${s(i)},123 - oe-selftest - INFO - ${l}`,
  python: (l, i) => `2026-11-27 12:00:${s(i)},123 INFO serial: ${l}`,
  pylog: (l) => `INFO:console:${l}`,
  html: (l) => esc(l),
  'html br': (l) => `${esc(l)}<br>`,
  'html span': (l) => `<span class="line" id="x1">${esc(l)}</span>`,
  'html row': (l, i) => `<tr><td>${i}</td><td>${esc(l)}</td></tr>`,
  elastic: (l, i) =>
    JSON.stringify({ '@timestamp': `2026-11-27T12:00:${s(i)}.123Z`, host: { name: 'board' }, message: l }),
  'elastic hit': (l, i) =>
    JSON.stringify({
      _index: 'l',
      _source: { '@timestamp': `2026-11-27T12:00:${s(i)}.123Z`, host: { name: 'b' }, message: l },
    }),
  loki: (l, i) => JSON.stringify({ labels: { job: 'x' }, line: l, timestamp: `2026-11-27T12:00:${s(i)}.123Z` }),
  splunk: (l, i) => `"2026-11-27T12:00:${s(i)}.000+0000","board","${l.replaceAll('"', '""')}"`,
  'logcat epoch': (l, i) => `1795781229.1${s(i)}     0     0 I kernel  : ${l}`,
  'logcat monotonic': (l, i) => `    61.1${s(i)}     0     0 I kernel  : ${l}`,
  'logcat process': (l) => `I(    0) ${l}  (kernel)`,
  'logcat thread': (l) => `I(    0:    0) ${l}`,
  'logcat tag': (l) => `I/kernel  : ${l}`,
  'logcat printable': (l, i) => `11-27 12:00:${s(i)}.123  1234  1240 I serial  : ${l}`,
  moba: (l, i) => `[12:00:${s(i)}:123] ${l}`,
  coolterm: (l, i) => `12:00:${s(i)}.123 -> ${l}`,
  conserver: (l, i) => `[Fri Nov 27 12:00:${s(i)} 2026]${l}`,
  'ts brackets': (l, i) => `[2026-11-27 12:00:${s(i)}.123456] ${l}`,
  dots: (l, i) => `2026.11.27 12:00:${s(i)} ${l}`,
  compact: (l, i) => `20261127-1200${s(i)} ${l}`,
  'compact T': (l, i) => `20261127T1200${s(i)}.123456Z ${l}`,
  dlt: (l, i) => `${i} 2026/11/27 12:00:${s(i)}.123456 615123.17${s(i)} ${i} ECU1 SYS JOUR 0 log info verbose 1 ${l}`,
  'dlt brackets': (l, i) => `2026/11/27 12:00:${s(i)}.123456    61512${s(i)} 001 ECU1 SYS- JOUR 0 log info V 1 [${l}]`,
  shrinkwrap: (l, i) => `[${i % 2 ? '       tfa' : 'terminal_0'}] ${l}`,
  fvp: (l) => `[FVP] terminal_0: ${l}`,
  xen: (l) => `(d1) ${l}`,
  'xen time': (l, i) => `(XEN) [2026-11-27 12:00:${s(i)}] d1: ${l}`,
  vm: (l) => `VM 1: ${l}`,
  lttng: (l, i) =>
    `[12:00:${s(i)}.123456789] (+0.100000000) board printk_console: { cpu_id = 0 }, { msg = "${l}", msg_length = 33 }`,
  metalog: (l, i) => `Nov 27 12:00:${s(i)} [kernel] ${l}`,
  tai64n: (l, i) => `@400000006748a1${s(i)}2f3c4d5e ${l}`,
  'syslog uart': (l, i) => `Nov 27 12:00:${s(i)} labhost uart-log[812]: ${l}`,
  ser2net: (l, i) => `2026/11/27 12:00:${s(i)} ${l}`,
  labgrid: (l) => `← board │ ${l}`,
  robot: (l, i) => `20261127 12:00:${s(i)}.123 :  INFO : ${l}`,
  pytest: (l) => `INFO     console:serial.py:42 ${l}`,
  'zephyr twister': (l) => `DEBUG   - DEVICE: ${l}`,
  openqa: (l, i) => `[2026-11-27T12:00:${s(i)}.123456Z] [debug] ||| ${l}`,
  'serial js': (l, i) => `[COM3 12:00:${s(i)}] RX: ${l}`,
  hterm: (l, i) => `${s(i)}:123 > ${l}`,
  ansible: (l) => `ok: [board] => ${l}`,
  kas: (l, i) => `2026-11-27 12:00:${s(i)} - INFO     - ${l}`,
  'go log': (l, i) => `2026/11/27 12:00:${s(i)} main.go:12: ${l}`,
  klog: (l, i) => `I1127 12:00:${s(i)}.123456    1234 serial.go:12] ${l}`,
  logfmt: (l, i) => `time="2026-11-27T12:00:${s(i)}Z" level=info msg="${l.replaceAll('"', '\\"')}"`,
  spring: (l, i) => `2026-11-27T12:00:${s(i)}.123Z  INFO 1 --- [main] c.e.Serial : ${l}`,
  bullet: (l) => `  * ${l}`,
  'jira quote': (l) => `bq. ${l}`,
  rst: (l) => `    ${l}`,
  grep: (l, i) => `log.txt:${i + 1}:${l}`,
  irc: (l) => `[12:00] <alice> ${l}`,
  irc2: (l) => `12:00 < alice> ${l}`,
  weechat: (l, i) => `12:00:${s(i)}   alice | ${l}`,
  'mail bar': (l) => `| ${l}`,
  'mail name': (l) => `AB> ${l}`,
  'c string': (l) => `"${l.replaceAll('"', '\\"')}\\n"`,
  'c comment': (l) => ` * ${l}`,
  commit: (l) => `    ${l}`,
  'syslog-ng': (l, i) => `2026-11-27T12:00:${s(i)}+00:00 board kernel: ${l}`,
};
