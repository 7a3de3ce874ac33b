import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

// public/ffa-record.sh asks the kernel before it sets anything up: what it says of kernels that cannot be recorded is tried
// with a folder in place of / and with programs that answer as on those machines.

const script = fileURLToPath(new URL('../../../public/ffa-record.sh', import.meta.url));
let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ffa-record-'));
});
afterEach(() => rmSync(root, { recursive: true }));

interface Kernel {
  readonly release: string;
  readonly config: string | null;
  readonly kallsyms: string;
  readonly method?: string;
  readonly modinfo?: boolean;
  readonly user?: string;
  readonly dmesg?: string;
}

const DEBIAN: Kernel = {
  release: '7.3.4+deb13-arm64',
  config: 'CONFIG_KPROBE_EVENTS=y\nCONFIG_ARM_FFA_TRANSPORT=m\n',
  kallsyms: 'ffff800080311c88 T kprobe_trace_func\nffff80007b25dc18 t __arm_ffa_fn_smc\t[ffa_module]\n',
};

function file(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function check(k: Kernel): { readonly status: number | null; readonly said: string } {
  file('sys/kernel/tracing/trace', '');
  file('sys/kernel/tracing/kprobe_events', '');
  file('proc/kallsyms', k.kallsyms);
  if (k.config !== null) file(`boot/config-${k.release}`, k.config);
  if (k.method !== undefined) file('proc/device-tree/psci/method', `${k.method}\0`);
  const program = (name: string, body: string): void => {
    file(`bin/${name}`, `#!/bin/sh\n${body}\n`);
    chmodSync(join(root, 'bin', name), 0o755);
  };
  program('id', `echo ${k.user ?? '0'}`);
  program('uname', `echo ${k.release}`);
  program('modinfo', `exit ${k.modinfo === false ? 1 : 0}`);
  program('dmesg', `printf '%s\\n' '${k.dmesg ?? ''}'`);
  const env = { ...process.env, PATH: `${join(root, 'bin')}:${process.env.PATH}`, FFA_RECORD_ROOT: root };
  const { status, stderr } = spawnSync('sh', [script, '-c'], { env, encoding: 'utf8' });
  return { status, said: stderr };
}

test.each<readonly [string, Kernel, number, RegExp]>([
  ['the core is a module', DEBIAN, 0, /can be recorded: __arm_ffa_fn_smc of ffa_module/],
  [
    'the core is built in, under a hypervisor',
    { ...DEBIAN, kallsyms: 'ffff80007b25dc18 t __arm_ffa_fn_hvc\n', method: 'hvc' },
    0,
    /can be recorded: __arm_ffa_fn_hvc\./,
  ],
  ['the module is not loaded yet', { ...DEBIAN, kallsyms: '' }, 0, /of ffa_module/],
  ['the configuration cannot be read', { ...DEBIAN, config: null }, 0, /can be recorded/],
  [
    'Debian 13’s own kernel has no FF-A',
    { ...DEBIAN, release: '6.12.118+deb13-arm64', config: 'CONFIG_KPROBE_EVENTS=y\n', kallsyms: '' },
    2,
    /without CONFIG_ARM_FFA_TRANSPORT/,
  ],
  ['before 6.9', { ...DEBIAN, release: '6.6.1' }, 2, /no \$arg2 in return probes/],
  [
    'the function was put into its callers',
    { ...DEBIAN, config: 'CONFIG_ARM_FFA_TRANSPORT=y\n', kallsyms: 'ffff T ffa_device_probe\n' },
    2,
    /put this static function into its callers/,
  ],
  ['there is no such module', { ...DEBIAN, config: null, kallsyms: '', modinfo: false }, 2, /neither built in nor/],
  ['not root', { ...DEBIAN, user: '1000' }, 2, /needs root/],
  ['ftrace is broken', { ...DEBIAN, dmesg: '[ 1.0] ------------[ ftrace bug ]------------' }, 0, /patchable entries/],
])('%s', (_, kernel, status, said) => {
  const r = check(kernel);
  expect(r.said).toMatch(said);
  expect(r.status).toBe(status);
});
