import { describe, expect, test, vi } from 'vitest';
import { StandInPort, sinkOf, text } from './live.fixture.ts';
import { SerialLine } from './serial-line.ts';

async function connected() {
  const port = new StandInPort();
  const source = new SerialLine(port, 115_200);
  const sink = sinkOf();
  source.start(sink);
  await vi.waitFor(() => expect(source.status.state).toBe('live'));
  return { port, source, sink };
}

describe('a board at a serial port', () => {
  test('its bytes come in order, lines cut anywhere, and every one of them is kept', async () => {
    const { port, source, sink } = await connected();
    expect(source.status).toMatchObject({ kind: 'serial', name: 'Serial port 0403:6001', speed: 115_200 });
    port.says('[    1.0] arm_');
    port.says('ffa: hel');
    port.says('lo\n');
    await vi.waitFor(() => expect(text(sink)).toBe('[    1.0] arm_ffa: hello\n'));
    await source.stop();
    expect(source.status).toMatchObject({ state: 'ended', received: 25, handed: 25 });
    expect(await source.kept().text()).toBe('[    1.0] arm_ffa: hello\n');
    expect(port).toMatchObject({ speeds: [115_200], closed: 1 });
  });

  test('paused: the port is read on, what comes waits and is counted, and nothing is lost', async () => {
    const { port, source, sink } = await connected();
    port.says('one\n');
    await vi.waitFor(() => expect(text(sink)).toBe('one\n'));
    source.pause(true);
    port.says('two\n');
    await vi.waitFor(() => expect(source.status.waiting).toBe(4));
    expect(text(sink)).toBe('one\n');
    source.pause(false);
    expect(text(sink)).toBe('one\ntwo\n');
    source.pause(true);
    port.says('three\n');
    await vi.waitFor(() => expect(source.status.waiting).toBe(6));
    await source.stop();
    expect(text(sink)).toBe('one\ntwo\nthree\n');
    expect(source.status).toMatchObject({ waiting: 0, handed: 14 });
  });

  test('an overrun and a damaged byte are counted, and it reads on', async () => {
    const { port, source, sink } = await connected();
    port.says('one\n');
    await vi.waitFor(() => expect(text(sink)).toBe('one\n'));
    port.stumbles('BufferOverrunError');
    await vi.waitFor(() => expect(source.status.overruns).toBe(1));
    port.says('two\n');
    await vi.waitFor(() => expect(text(sink)).toBe('one\ntwo\n'));
    for (const [i, name] of ['FramingError', 'ParityError', 'BreakError'].entries()) {
      port.stumbles(name);
      await vi.waitFor(() => expect(source.status.damaged).toBe(i + 1));
    }
    port.says('three\n');
    await vi.waitFor(() => expect(text(sink)).toBe('one\ntwo\nthree\n'));
    expect(source.status.state).toBe('live');
    await source.stop();
  });

  test('unplugged: what came is kept, and it can be connected again; the torn line ends there', async () => {
    const { port, source, sink } = await connected();
    port.says('one\ntw');
    await vi.waitFor(() => expect(text(sink)).toBe('one\ntw'));
    port.unplug();
    await vi.waitFor(() => expect(source.status.state).toBe('lost'));
    expect(source.status.note).toContain('The device has been lost');
    source.again();
    await vi.waitFor(() => expect(source.status.state).toBe('live'));
    port.says('three\n');
    await vi.waitFor(() => expect(text(sink)).toBe('one\ntw\nthree\n'));
    await source.stop();
    expect(await source.kept().text()).toBe('one\ntwthree\n');
  });

  test('a port that is in use is said, and can be asked for again', async () => {
    const port = new StandInPort();
    port.refuses = new DOMException(
      "Failed to execute 'open' on 'SerialPort': Failed to open serial port.",
      'NetworkError',
    );
    const source = new SerialLine(port, 9600);
    source.start(sinkOf());
    await vi.waitFor(() => expect(source.status.state).toBe('lost'));
    expect(source.status.note).toMatch(/^The port cannot be opened: Failed to open serial port\. Close what else/);
    port.refuses = null;
    source.again();
    await vi.waitFor(() => expect(source.status.state).toBe('live'));
    await source.stop();
    expect(port.speeds).toEqual([9600]);
  });

  test('a wrong speed is noticed, and another one is set without a loss of what came', async () => {
    const { port, source, sink } = await connected();
    port.says(Uint8Array.from({ length: 96 }, (_, i) => 0x80 + ((i * 37) % 0x80)));
    await vi.waitFor(() => expect(source.status.odd).toBe(true));
    source.again(1_500_000);
    await vi.waitFor(() => expect(source.status).toMatchObject({ state: 'live', speed: 1_500_000, odd: false }));
    port.says('text\n');
    await vi.waitFor(() => expect(text(sink)).toMatch(/\ntext\n$/));
    expect(port.speeds).toEqual([115_200, 1_500_000]);
    await source.stop();
    expect(source.kept().size).toBe(101);
    expect(source.status.received).toBe(101);
  });
});
