import { describe, expect, test } from 'vitest';
import { jsonText, recordingNames, traceText } from '../../import/fixtures/files.ts';
import { parseArgs } from '../args.ts';
import type { Io } from '../io.ts';
import { openCommand } from './open.ts';

/** Runs the command on this text, which the file or standard input gives in pieces of seven bytes. */
async function open(text: string | Error, ...argv: readonly string[]) {
  let out = '';
  let err = '';
  async function* pieces(): AsyncIterable<Uint8Array> {
    if (text instanceof Error) throw text;
    const bytes = new TextEncoder().encode(text);
    for (let i = 0; i < bytes.length; i += 7) yield bytes.slice(i, i + 7);
  }
  const io: Io = {
    out: async (t) => {
      out += t;
    },
    err: (t) => {
      err += t;
    },
    stdin: pieces,
    file: pieces,
    follow: pieces,
    shipped: pieces,
    ended: async () => {},
  };
  const args = parseArgs(openCommand, ['recording', ...argv]);
  if (!args.ok) throw new Error(args.error.what);
  return { result: await openCommand.run(args.value, io), out, err };
}

interface JsonEvent {
  kind: string;
  row: number;
  of?: number;
  w: string[];
}

describe.each([...recordingNames])('%s', (name) => {
  test('prints the frames of its JSON as JSON lines', async () => {
    const { out, result } = await open(traceText(name), '--format', 'jsonl');
    expect(result).toEqual({ ok: true, value: 0 });
    const events = out
      .trimEnd()
      .split('\n')
      .map((l) => JSON.parse(l) as JsonEvent);
    const replies = new Map(events.filter((e) => e.kind === 'return').map((e) => [e.of, e.w]));
    const frames = events.filter((e) => e.kind === 'call').map((e) => [e.w, replies.get(e.row)]);
    const smc = (JSON.parse(jsonText(name)) as { kind: string; call: string[]; ret: string[] }[]).filter(
      (r) => r.kind === 'smc',
    );
    expect(frames).toEqual(smc.map((r) => [r.call, r.ret]));
  });
});

test('what it prints as JSON lines can be opened again, with the same frames and names', async () => {
  const first = await open(traceText('f-async-uart'), '--format', 'jsonl');
  const again = await open(first.out, '--format', 'jsonl');
  expect(again.err).toContain('JSON lines');
  expect(again.out).toBe(first.out);
});

test('says nothing against the probe of the machine and exits with 0', async () => {
  const { result, err } = await open(traceText('b-probe'), '--check', 'optee');
  expect(result).toEqual({ ok: true, value: 0 });
  expect(err).toContain('13 equal, 0 allowed, 0 departures, 0 unknown');
});

test('names the departures of the patched OP-TEE at their rows and exits with 1', async () => {
  const { result, out } = await open(traceText('i8-fault-6'), '--check', 'optee');
  expect(result).toEqual({ ok: true, value: 1 });
  expect(out).toMatch(/^row 34: departs from OT-DEVICE-PTA-GET\. .*TEE_ERROR_GENERIC/m);
  expect(out).toMatch(/^row 49: departs from LINUX-PROBE-HANG\. insmod-63 never returns/m);
  const lines = (await open(traceText('i8-fault-6'), '--check', 'optee', '--format', 'jsonl')).out
    .trimEnd()
    .split('\n');
  const departures = lines.map((l) => JSON.parse(l) as JsonEvent).filter((e) => e.kind === 'departure');
  expect(departures.map((d) => d.row)).toEqual([34, 49]);
});

test('counts what was not understood and shows where', async () => {
  const { result, err } = await open(`${traceText('c-remove')}\nthis is no line of a trace\n`);
  expect(result).toEqual({ ok: true, value: 0 });
  expect(err).toContain('1 lines were not understood');
  expect(err).toContain('line 126:');
});

test('a file that cannot be read, and one that is no recording, are one sentence', async () => {
  const missing = await open(Object.assign(new Error('x'), { code: 'ENOENT' }));
  expect(missing.result).toMatchObject({ ok: false, error: { what: 'there is no such file.', where: 'recording' } });
  const poem = await open('The quick brown fox\njumps over the lazy dog\n');
  expect(poem.result).toMatchObject({ ok: false, error: { where: 'recording' } });
  expect(poem.out).toBe('');
});

describe('a recording that grows', () => {
  test('rows are printed as their lines come, and the end is summed up', async () => {
    const lines = traceText('b-probe').split('\n');
    const printedAt: number[] = [];
    let out = '';
    let err = '';
    async function* board(): AsyncIterable<Uint8Array> {
      for (const line of lines) {
        yield new TextEncoder().encode(`${line}\n`);
        printedAt.push(out.split('\n').length - 1);
      }
    }
    const io: Io = {
      out: async (t) => {
        out += t;
      },
      err: (t) => {
        err += t;
      },
      stdin: board,
      file: board,
      follow: board,
      shipped: board,
      ended: async () => {},
    };
    const args = parseArgs(openCommand, ['board.log', '--follow', '--format', 'jsonl']);
    if (!args.ok) throw new Error(args.error.what);
    expect(await openCommand.run(args.value, io)).toEqual({ ok: true, value: 0 });
    const first = lines.findIndex((l) => l.includes('smc_in'));
    // The row of a line is there before the next line but one comes: a stack may still belong to it.
    expect(printedAt[first + 1]).toBeGreaterThan(0);
    expect(out.trimEnd().split('\n').length).toBe(
      (await open(traceText('b-probe'), '--format', 'jsonl')).out.trimEnd().split('\n').length,
    );
    expect(err).toContain('ftrace text');
  });
});

describe('--check says nothing good of what it has not seen', () => {
  test('a file that is cut, and one without a reply, exit with 1', async () => {
    const cut = await open(jsonText('b-probe').slice(0, 2000), '--check', 'optee');
    expect(cut.result).toEqual({ ok: true, value: 1 });
    expect(cut.err).toContain('a file that is cut');
    const none = await open('[    1.0] ARM FF-A: Driver version 1.1\n', '--check', 'optee');
    expect(none.result).toEqual({ ok: true, value: 1 });
    expect(none.err).toContain('no reply that could be compared');
  });
});
