import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { GALLERY_NAMES } from '../lessons/gallery.ts';
import { decodeLink, encodeLink } from '../scenario/link.ts';
import { DEFAULTS } from '../scenario/schema.ts';
import { allCommands } from './commands.ts';
import type { Io } from './io.ts';
import { scope } from './scope.ts';

/** A world with these files and this standard input, given in pieces of three bytes so that characters are torn. */
async function at(argv: readonly string[], given: { files?: Record<string, string>; stdin?: string } = {}) {
  let out = '';
  let err = '';
  async function* pieces(text: string): AsyncIterable<Uint8Array> {
    const bytes = new TextEncoder().encode(text);
    for (let i = 0; i < bytes.length; i += 3) yield bytes.slice(i, i + 3);
  }
  async function* missing(): AsyncIterable<Uint8Array> {
    yield* pieces('');
    throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
  }
  const io: Io = {
    async out(text) {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    stdin: () => pieces(given.stdin ?? ''),
    file: (path) => {
      const text = given.files?.[path];
      return text === undefined ? missing() : pieces(text);
    },
    follow: missing,
    shipped: (path) => (given.files?.[path] === undefined ? missing() : pieces(given.files[path])),
    ended: async () => {},
  };
  const exit = await scope(argv, io);
  return { exit, out, err };
}

describe('run', () => {
  test('prints the trace, one row after the other', async () => {
    const { exit, out, err } = await at(['run', 'probe']);
    expect({ exit, err }).toEqual({ exit: 0, err: '' });
    expect(out).toMatch(/^ *0 .*\n/);
    expect(out).toContain('FFA_MSG_SEND_DIRECT_REQ GET_API_VERSION');
  });

  test('prints one JSON line an event', async () => {
    const { out } = await at(['run', 'probe', '--format', 'jsonl']);
    const rows = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { row: number });
    expect(rows.map((r) => r.row)).toEqual(rows.map((_, i) => i));
  });

  test('prints the rows of a long run as they come, up to its limit, and knows of its broken rules', async () => {
    const stdin = JSON.stringify({
      v: 1,
      actions: [{ do: 'probe' }, { do: 'session' }],
      faults: [
        { at: { call: 'FFA_MSG_SEND_DIRECT_REQ' }, do: { interrupt: 1 } },
        { at: { call: 'FFA_RUN', nth: 'all' }, do: { reply: { w0: '0x84000062' } } },
      ],
    });
    const { exit, out } = await at(['run', '-', '--format', 'jsonl', '--limit', '9000', '--check'], { stdin });
    const lines = out.trimEnd().split('\n');
    expect([exit, lines.length]).toEqual([1, 9001]);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ row: 9000, rule: 'LIMIT', text: 'stopped after 9000 rows' });
    const kept = await at(['run', '-', '--limit', '50', '--check'], { stdin });
    expect([kept.exit, kept.out.includes('LIMIT: stopped after 50 rows')]).toEqual([1, true]);
  });

  test.each([
    ['0', 'jsonl', /"0" is no number of rows.*from 1 to 2000000000/],
    ['2000000001', 'jsonl', /is no number of rows/],
    ['many', 'jsonl', /"many" is no number of rows/],
    ['1000001', 'svg', /needs all rows in memory, so it takes 1000000 at most.*--format jsonl/],
  ])('--limit %s with %s is refused in a sentence', async (limit, format, why) => {
    const { exit, out, err } = await at(['run', 'probe', '--limit', limit, '--format', format]);
    expect([exit, out]).toEqual([2, '']);
    expect(err).toMatch(why);
  });

  test('a choice of somebody who could not run ends the run with a sentence, and with 2', async () => {
    const json = JSON.stringify({
      v: 1,
      actions: [{ do: 'probe' }, { do: 'session', with: 'previous' }],
      choices: [0, 9],
    });
    const problem = /choices\[1\] is 9, but only 2 could run there \(0: .*, 1: .*\); take 0 to 1/;
    const { exit, out, err } = await at(['run', '-'], { stdin: json });
    expect([exit, err.split('\n').length]).toEqual([2, 2]);
    expect(err).toMatch(problem);
    expect(out).toMatch(/VIOLATION CHOICE: choices\[1\] is 9/);
    const batch = await at(['batch', '-'], { stdin: `${json}\n{"v":1}\n` });
    const [bad, good] = batch.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { error?: string; result?: number });
    expect([bad?.error, good?.result]).toEqual([expect.stringMatching(problem), 0]);
  });

  test('reads a file, standard input and a link, and they are the same', async () => {
    const json = '{"v":1,"title":"Grüße","bound":[0,1]}';
    const link = (await at(['link', '-'], { stdin: json })).out.trim();
    const outcome = ['--format=outcome'];
    const first = await at(['run', 'a.json', ...outcome], { files: { 'a.json': json } });
    expect(JSON.parse(first.out)).toMatchObject({ result: 0, bottom_half_value: 2 });
    expect(await at(['run', '-', ...outcome], { stdin: json })).toEqual(first);
    expect(await at(['run', link, ...outcome])).toEqual(first);
    expect(await at(['run', '-', ...outcome], { stdin: `${link}\n` })).toEqual(first);
  });

  test('fills in every default on request', async () => {
    const { out } = await at(['run', '-', '--format', 'scenario'], { stdin: '{"v":1}' });
    expect(JSON.parse(out)).toMatchObject({ v: 1, driver: 'v6.12', cpus: 2, seed: 1, choices: [] });
  });

  test('says which faults never struck', async () => {
    const stdin =
      '{"v":1,"actions":[{"do":"probe"}],"faults":[{"at":{"call":"FFA_NOTIFICATION_BIND","nth":9},"do":"drop"}]}';
    const { exit, err } = await at(['run', '-', '--format', 'outcome'], { stdin });
    expect(exit).toBe(0);
    expect(err).toBe(
      'ffa-scope run: faults[0] never struck: {"at":{"call":"FFA_NOTIFICATION_BIND","nth":9},"do":{"drop":true}}\n',
    );
  });
});

describe('batch', () => {
  test('answers each line in order, and a bad one does not stop the rest', async () => {
    const stdin = `{"v":1,"bound":[0]}\nnope\n\n{"v":1,"cpus":9}\r\n${await encodeLink(DEFAULTS)}`;
    const { exit, out } = await at(['batch', '-'], { stdin });
    const lines = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(exit).toBe(0);
    expect(lines.map((l) => l.bottom_half_value ?? l.error)).toEqual([
      1,
      'line 1, column 1: "n" is not expected. Write a value here.',
      'cpus: 9 is outside 1..8. Write a whole number from 1 to 8.',
      0,
    ]);
  });

  test('a file that is not there is bad input', async () => {
    expect(await at(['batch', 'no.jsonl'])).toEqual({
      exit: 2,
      out: '',
      err: 'ffa-scope: no.jsonl: there is no such file. Name a file with one scenario a line.\n',
    });
  });
});

describe('decode', () => {
  test('names every field of a call and its reply', async () => {
    const { exit, out } = await at([
      'decode',
      '0x8400007f',
      '0x80010000',
      '0',
      '8',
      '--reply',
      '0x84000060',
      '0',
      '0xfffffffa',
    ]);
    expect(exit).toBe(0);
    expect(out).toContain('FFA_NOTIFICATION_BIND {3}');
    expect(out).toContain('FFA_ERROR DENIED −6');
  });

  test.each([
    [['8400007f'], 'ffa-scope: call w0: "8400007f" is not a word of at most 64 bits. Write 0x8400007f.\n'],
    [['84000080'], 'ffa-scope: call w0: "84000080" is not a word of at most 64 bits. Write 0x84000080.\n'],
    [['1', 'x'], 'ffa-scope: call w1: "x" is not a word of at most 64 bits. Write it as 0x8400007f.\n'],
    [['1', '--reply'], 'ffa-scope: reply: there is no register. Write w0, and w1 to w7 where they are not zero.\n'],
  ])('%j is refused', async (words, err) => {
    expect(await at(['decode', ...words])).toEqual({ exit: 2, out: '', err });
  });
});

describe('link and gallery', () => {
  test('a link stands behind the address of a page', async () => {
    const { out } = await at(['link', 'probe', '--page', 'https://example.org/scope/#old']);
    expect(out).toMatch(/^https:\/\/example\.org\/scope\/#s=1\.[A-Za-z0-9_-]+\n$/);
  });

  test('lists the lessons and prints one', async () => {
    expect((await at(['gallery'])).out).toContain(' 3  eacces-walk       The -EACCES walk\n');
    expect((await at(['gallery', 'all-taken'])).out).toMatch(/^4\. All 64 taken\n/);
    expect((await at(['gallery', 'all-take'])).err).toBe(
      'ffa-scope: ffa-scope gallery: no lesson is named "all-take". Write all-taken.\n',
    );
  });
});

describe('bad input is one line that says what, where, and the remedy', () => {
  test.each([
    [[], 'ffa-scope: no command is given. See ffa-scope --help.'],
    [['rum'], 'ffa-scope: there is no command "rum". Write ffa-scope run.'],
    [
      ['run'],
      'ffa-scope: ffa-scope run: something is missing. Write ffa-scope run SCENARIO [--format FORMAT] [--limit ROWS] [--check].',
    ],
    [
      ['run', 'a', 'b'],
      'ffa-scope: ffa-scope run: "b" is one operand too many. Write ffa-scope run SCENARIO [--format FORMAT] [--limit ROWS] [--check].',
    ],
    [['run', 'probe', '--chek'], 'ffa-scope: ffa-scope run: there is no flag --chek. Write --check.'],
    [['run', 'probe', '-x'], 'ffa-scope: ffa-scope run: there is no flag -x. See ffa-scope run --help.'],
    [['run', 'probe', '--format'], 'ffa-scope: ffa-scope run: --format needs a value. Write --format FORMAT.'],
    [['run', 'probe', '--format', 'json'], 'ffa-scope: ffa-scope run: --format has no "json". Write --format jsonl.'],
    [['run', 'probe', '--check=1'], 'ffa-scope: ffa-scope run: --check takes no value. Write --check.'],
    [['run', 'prob'], 'ffa-scope: prob: there is no such file. The lesson is named probe.'],
    [
      ['run', '#s=1.AAEA'],
      'ffa-scope: the link: the link is cut off: only 4 characters of it arrived. Copy the whole link again from where it was shared.',
    ],
  ])('%j', async (argv, line) => {
    expect(await at(argv)).toEqual({ exit: 2, out: '', err: `${line}\n` });
  });

  test('in a file it names the file, the line and the column', async () => {
    const { err } = await at(['run', 'a.json'], { files: { 'a.json': '{\n "v": 1,\n}' } });
    expect(err).toBe('ffa-scope: a.json, line 3, column 1: a comma stands before }. Remove that comma.\n');
  });
});

test('help lists every command, and each has its own', async () => {
  const { exit, out, err } = await at(['--help']);
  expect({ exit, err }).toEqual({ exit: 0, err: '' });
  for (const command of await allCommands()) {
    expect(out).toContain(`  ${command.name}`);
    const own = await at([command.name, '--help']);
    expect(own.exit).toBe(0);
    expect(own.out).toMatch(new RegExp(`^NAME\n  ffa-scope ${command.name} - `));
    expect(await at(['help', command.name])).toEqual(own);
    for (const flag of Object.keys(command.flags)) expect(own.out).toContain(`\n  --${flag}`);
  }
  expect((await at(['help', 'rum'])).err).toBe('ffa-scope: there is no command "rum". Write ffa-scope help run.\n');
});

test('the version is that of the package', async () => {
  expect((await at(['--version'])).out).toBe(`ffa-scope ${manifest.version}\n`);
});

describe('serve', () => {
  test.each([
    [
      ['serve', 'no.txt'],
      'ffa-scope: no.txt: there is no such file. Name a file that can be read, a link or a lesson.\n',
    ],
    [['serve', '--port', '99999'], 'ffa-scope: --port: 99999 is no port. Write a number from 1 to 65535.\n'],
    [['serve', '-'], 'ffa-scope: ffa-scope serve: standard input is read once. Name a file.\n'],
    [
      ['serve', 'probe'],
      'ffa-scope: ffa-scope serve: the page is not built here. In a clone, run npm run build first.\n',
    ],
  ])('%j is bad input', async (argv, err) => {
    expect(await at(argv)).toEqual({ exit: 2, out: '', err });
  });

  test('a scenario is a link below a secret path, and a recording is not', async () => {
    const files = { 'a.json': '{"v":1}', 'a.log': 'optee: initialized driver', 'dist/index.html': '<html></html>' };
    const scenario = await at(['serve', 'a.json'], { files });
    expect(scenario.exit).toBe(0);
    expect(scenario.out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{16}\/#s=1\.[\w-]+\n$/);
    expect((await at(['serve', 'a.log'], { files })).out).toMatch(/\/[0-9a-f]{16}\/\n$/);
  });
});

describe('diff', () => {
  test('one scenario on two drivers: where they part, how each ends, a link to both, and 1', async () => {
    const { exit, out, err } = await at(['diff', 'sleeping', '--drivers', 'v1,v6.12']);
    expect([exit, err]).toEqual([1, '']);
    expect(out).toMatch(/^ {2}A {2}.*; v1 \/ OP-TEE SPMC; \d+ rows$/m);
    expect(out).toMatch(/^\d+ rows equal, \d+ only in A, \d+ only in B\.$/m);
    expect(out).toMatch(/^First difference, row \d+$/m);
    expect(out).toMatch(/A {2}probe 0, bottom_half_value 0, breaks I23$/m);
    expect(out).toMatch(/B {2}probe 0, bottom_half_value 0, nothing is wrong$/m);
    for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(72);
    const link = out.slice(out.indexOf('#s=')).trim();
    expect(link).toContain('&b=1.');
    const again = await at(['run', '-', '--format', 'scenario'], { stdin: link });
    expect(JSON.parse(again.out)).toMatchObject({ driver: 'v6.12' });
  });

  test('two scenarios that do the same have no difference, and 0', async () => {
    const files = { 'a.json': '{"v":1,"seed":1}', 'b.json': '{"v":1,"title":"B"}' };
    const { exit, out } = await at(['diff', 'a.json', 'b.json'], { files });
    expect(exit).toBe(0);
    expect(out).toMatch(/^No difference in \d+ rows\.$/m);
  });

  test('a run that is the beginning of another parts where it ends', async () => {
    const { exit, out } = await at(['diff', 'probe', 'remove', '--format', 'json']);
    const { first, rows } = JSON.parse(out) as {
      first: { row: number; a: unknown; b: unknown };
      rows: { equal: number };
    };
    expect([exit, first.a, first.row]).toEqual([1, null, rows.equal]);
    expect(first.b).toEqual(expect.any(String));
    expect((await at(['diff', 'probe', 'remove', '--format', 'md'])).out).toMatch(/^\| in the end \|/m);
  });

  test.each([
    [['diff', 'probe'], /nothing to compare it with/],
    [['diff', 'probe', '--drivers', 'v1'], /--drivers needs two names/],
    [['diff', 'probe', '--drivers', 'v1,v6.21'], /named "v6.21". Did you mean v6.12/],
    [['diff', 'probe', '--drivers', 'v1,optee'], /optee is no driver alone/],
    [['diff', '-', '-'], /standard input can be one of the two only/],
    [['diff', 'probe', 'nowhere.json'], /nowhere.json: there is no such file/],
  ])('%j is bad input in a line', async (argv, says) => {
    const { exit, out, err } = await at(argv);
    expect([exit, out, err.trimEnd().split('\n').length]).toEqual([2, '', 1]);
    expect(err).toMatch(says);
  });
});

describe('review', () => {
  test('every lesson and variant is a line with its verdict, at most 72 wide, and the sum adds up', async () => {
    const { exit, out } = await at(['review', 'v1', 'v6.12']);
    const lines = out.trimEnd().split('\n');
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(72);
    const entries = lines.filter((l) => /^(broken|fixed|different|the same|not run) /.test(l));
    expect(entries).toHaveLength(GALLERY_NAMES.length);
    const sum = [
      ...(lines
        .slice(1, 3)
        .join(' ')
        .match(/\d+(?= (broken|fixed|different|the same))/g) ?? []),
    ];
    expect(sum.reduce((n, x) => n + Number(x), 0)).toBe(entries.length);
    expect(exit).toBe(entries.some((l) => l.startsWith('broken')) ? 1 : 0);
    expect(out).toMatch(/^fixed +7 One notification, end to end +row \d+\n {4}Was: I23: /m);
  });

  test('a list: a scenario or a link a line; a bad line is told and the rest go on', async () => {
    const leak = '{"v":1,"title":"L","actions":[{"do":"kexec"}]}';
    const stdin = `{"v":1}\n\n{"v":2}\n${leak}\n`;
    const { exit, out, err } = await at(['review', 'v6.12', 'v6.12/optee', '--on', '-', '--format', 'json'], { stdin });
    const { runs, verdicts } = JSON.parse(out) as { runs: { name: string; link: string }[]; verdicts: object };
    expect(exit).toBe(2);
    expect(err).toMatch(/^ffa-scope review: line 3: v: the scenario is of version 2/);
    expect(runs.map((r) => [r.name, r.link])).toEqual([
      ['line 1', ''],
      ['line 4', ''],
    ]);
    expect(verdicts).toMatchObject({ 'the same': 2, broken: 0 });
  });

  test('Markdown has a row a scenario, and its link opens both at the row', async () => {
    const { out } = await at(['review', 'v1', 'v6.12', '--format', 'md', '--page', 'https://x.example/']);
    const rows = out.split('\n').filter((l) => /^\| (broken|fixed|different|the same) \|/.test(l));
    expect(rows).toHaveLength(GALLERY_NAMES.length);
    const [, row, link] = /\[row (\d+)\]\((https:\/\/x\.example\/#s=[^)]+)\)/.exec(rows[0] ?? '') ?? [];
    const opened = await decodeLink(link ?? '');
    if (!opened.ok) throw new Error(opened.error.what);
    expect([opened.value.view.row, opened.value.base?.driver, opened.value.scenario.driver]).toEqual([
      Number(row),
      'v1',
      'v6.12',
    ]);
  });

  test.each([
    [['review', 'v1', 'v9'], /named "v9"/],
    [['review', 'v1/optee/x', 'v1'], /more than one slash/],
    [['review', 'v1', 'v1', '--on', 'nowhere'], /nowhere: there is no such file/],
    [['review', 'v1'], /something is missing/],
  ])('%j is bad input in a line', async (argv, says) => {
    const { exit, out, err } = await at(argv);
    expect([exit, out, err.trimEnd().split('\n').length]).toEqual([2, '', 1]);
    expect(err).toMatch(says);
  });
});
