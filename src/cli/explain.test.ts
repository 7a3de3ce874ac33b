import { describe, expect, test } from 'vitest';
import type { Io } from './io.ts';
import { scope } from './scope.ts';

const LOG = `[    0.412611] ARM FF-A: Driver version 1.1
[    0.415120] GICv3: [Firmware Bug]: Illegal GSI8 translation request
[    0.415388] ARM FF-A: Failed to create IRQ mapping!
[    0.415907] ARM FF-A: Notification setup failed -95, not enabled
[    2.207915] optee: Failed to initialize async notifications: -95
[    2.281442] optee: initialized driver
`;

async function at(argv: readonly string[], given: string) {
  const said = { out: '', err: '' };
  async function* text(): AsyncIterable<Uint8Array> {
    yield new TextEncoder().encode(given);
  }
  const io: Io = {
    async out(more) {
      said.out += more;
    },
    err: (more) => {
      said.err += more;
    },
    stdin: text,
    file: text,
    follow: text,
    shipped: text,
    ended: async () => {},
  };
  return { exit: await scope(argv, io), ...said };
}

describe('explain', () => {
  test('tells one story: the first cause with its evidence, and what follows', async () => {
    const { exit, out, err } = await at(['explain', '-'], LOG);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toMatch(/^First cause, line 3: ACPI has no way to ask for an SGI/);
    expect(out).toMatch(/\+ line 2: .*refuses interrupt 8/);
    expect(out).toMatch(/What follows from it:\n +1 line 4: /);
    expect(out).toMatch(/ok line 6: optee works/);
    expect(out).not.toContain('device tree has no node');
  });

  test('tells what a number alone can be, and says when it knows nothing', async () => {
    expect((await at(['explain', '-'], '-13')).out).toContain('DENIED');
    expect((await at(['explain', '-'], 'usb 1-1: new high-speed USB device')).out).toMatch(/^Nothing is known of this/);
  });
});

test('open tells the story in a few lines on standard error', async () => {
  const { err } = await at(['open', 'boot.log'], LOG);
  expect(err).toContain('ffa-scope open: first cause, line 3: ACPI has no way to ask for an SGI');
  expect(err.split('\n').filter((l) => /follows|next:/.test(l)).length).toBeGreaterThan(0);
});
