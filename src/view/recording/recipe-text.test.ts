import { describe, expect, test } from 'vitest';
import readme from '../../../README.md?raw';
import { type Machine, recipe, remarks, stopRecipe } from './recipe-text.ts';

const MODULE: Machine = { core: 'module', conduit: 'smc', kernel: '6.9 or newer', what: 'probe' };

describe('the recipe', () => {
  test('is the one that made the recordings', () => {
    const lines = recipe(MODULE).split('\n');
    // docs/recordings.md#recipe tells what it rests on; the README has it letter by letter.
    expect(lines).toContain(
      "echo 'p:ffa/smc_in ffa_module:__arm_ffa_fn_smc a0=+0(%x0):x64 a1=+8(%x0):x64 a2=+16(%x0):x64 a3=+24(%x0):x64 a4=+32(%x0):x64 a5=+40(%x0):x64 a6=+48(%x0):x64 a7=+56(%x0):x64' >> kprobe_events",
    );
    expect(lines).toContain(
      "echo 'r:ffa/smc_out ffa_module:__arm_ffa_fn_smc r0=+0($arg2):x64 r1=+8($arg2):x64 r2=+16($arg2):x64 r3=+24($arg2):x64 r4=+32($arg2):x64 r5=+40($arg2):x64 r6=+48($arg2):x64 r7=+56($arg2):x64' >> kprobe_events",
    );
    expect(lines).toContain('echo stacktrace > events/ffa/smc_in/trigger');
  });

  test('a core that is built in has no module in front of its function', () => {
    const text = recipe({ ...MODULE, core: 'built in' });
    expect(text).not.toContain('ffa_module');
    expect(text).toContain('p:ffa/smc_in __arm_ffa_fn_smc');
    expect(remarks({ ...MODULE, core: 'built in' }).join(' ')).toContain('kprobe_event=');
  });

  test('HVC has its own function, in both variants', () => {
    expect(recipe({ ...MODULE, conduit: 'hvc' })).not.toContain('__arm_ffa_fn_smc');
    expect(recipe({ ...MODULE, conduit: 'hvc', kernel: 'older' })).toContain('kretprobe:__arm_ffa_fn_hvc');
  });

  test('before 6.9 no return probe reads an argument', () => {
    const text = recipe({ ...MODULE, kernel: 'older' });
    expect(text).not.toContain('$arg2');
    expect(text.match(/\*\(uint64 \*\)/g)).toHaveLength(16);
    expect(remarks({ ...MODULE, kernel: 'older' }).join(' ')).toContain('not tried on a machine');
  });

  test('what it turns on is turned off', () => {
    const stop = stopRecipe(MODULE);
    for (const event of ['ffa/smc_in', 'ffa/smc_out']) expect(stop).toContain(`-:${event}`);
    expect(stop).toContain("echo '!stacktrace' > events/ffa/smc_in/trigger");
  });
});

test('the README shows the same block', () => {
  const blocks = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map((m) => m[1] ?? '');
  const shown = blocks
    .find((b) => b.includes('kprobe_events'))
    ?.trimEnd()
    .split('\n');
  const typed = recipe(MODULE)
    .split('\n')
    .map((line) => line.replace(/ +#.*$/, '').replace('~/', ''));
  expect(shown).toEqual(typed);
});
