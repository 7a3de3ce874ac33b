import { describe, expect, test } from 'vitest';
import { hex } from '../base/bits.ts';
import { opened } from './fixtures/files.ts';
import type { Recording } from './recording.ts';

// One call and its reply in the shapes that options of the kernel, trace-cmd, perf and journalctl give them.

const CALL = '0x8400006f 0x8001 0x0 0x2 0x0 0x0 0x0 0x0';
const REPLY = '0x84000070 0x80010000 0x0 0x0 0x4 0x7 0x0 0x0';
const named = (letter: string, words: string): string =>
  words
    .split(' ')
    .map((w, i) => `${letter}${i}=${w}`)
    .join(' ');
const arg = (words: string): string =>
  words
    .split(' ')
    .map((w, i) => `arg${i + 1}=${w}`)
    .join(' ');
const dotted = (words: string): string =>
  words
    .split(' ')
    .map((w, i) => `.a${i} = ${w}`)
    .join(', ');
const bare = (words: string): string => words.replaceAll('0x', '');
const full = (words: string): string =>
  bare(words)
    .split(' ')
    .map((w) => w.padStart(16, '0'))
    .join(' ');
const json = (line: string): string => JSON.stringify({ type: 'printf', data: `${line}\n` });
const A = `(__arm_ffa_fn_smc+0x4/0x90 [ffa_module]) ${named('a', CALL)}`;
const R = `(ffa_msg_send_direct_req.isra.0+0xab/0xd0 [ffa_module] <- __arm_ffa_fn_smc) ${named('r', REPLY)}`;
const ADDRESSED = [
  `(ffffffffc0285014) ${named('a', CALL)}`,
  `(ffffffffc0285014 <- ffffffffc028515b) ${named('r', REPLY)}`,
];
const [PA, PR] = ADDRESSED as [string, string];

const frames = (r: Recording): string[] =>
  [...r.trace.rows()].flatMap((e) => ('w' in e ? [e.w.map(hex).join(' ')] : []));

const TWO = [
  `            bash-154     [001] .....    11.525734: smc_in: ${A}`,
  `            bash-154     [001] .....    11.525754: smc_out: ${R}`,
] as const;
/** The same lines with their numbers. */
const NUMBERED = (
  [
    ['grep -n', ['12:', '14:']],
    ['grep -Hn with context', ['log/trace.txt:9:', 'log/trace.txt-10-']],
    ['cat -n', ['     9\t', '    10\t']],
    ['less -N', ['      9 ', '     10 ']],
  ] as const
).map(([name, before]) => [name, `${TWO.map((l, i) => before[i] + l).join('\n')}\n`, 'bash-154', 1] as const);

/** Name, text, the task, the CPU. */
const SHAPES: readonly (readonly [string, string, string, number])[] = [
  [
    'the function graph tracer',
    [
      '# tracer: function_graph',
      '# CPU  DURATION                  FUNCTION CALLS',
      ' ------------------------------------------',
      ' 1)    <idle>-0    =>   bash-154   ',
      ' ------------------------------------------',
      '',
      ' 1)               |  ffa_msg_send_direct_req.isra.0() {',
      ` 1)               |      /* smc_in: ${A} */`,
      ' 1)               |      /* <stack trace>',
      ' => kprobe_trace_func',
      ' => __arm_ffa_fn_smc',
      ' => optee_ffa_probe */',
      ' 1)   ==========> |',
      ' 1)   0.5 us      |      irq_enter();',
      ' 1)   <========== |',
      ' 1)   1.234 us    |    } /* __arm_ffa_fn_smc */',
      ` 1)               |  /* smc_out: ${R} */`,
      ' 1) + 12.345 us   |  }',
      ' 1) # 1234.5 us   |  }',
    ].join('\n'),
    'bash-154',
    1,
  ],
  [
    'the graph tracer with times and tasks',
    `   54.042145 |   0)   bash-154    |               |  f() {\n   54.042146 |   0)   bash-154    |               |    /* smc_in: ${A} */\n   54.042150 |   0)   bash-154    |   1.234 us    |    g();\n   54.042156 |   0)   bash-154    |               |  /* smc_out: ${R} */\n`,
    'bash-154',
    0,
  ],
  [
    'latency-format',
    `#  cmd     pid     |||||| time  |   caller\n    bash-154       1d..1. 18873us : smc_in: ${A}\n    bash-154       1..... 18973us!: <stack trace>\n => __arm_ffa_fn_smc\n => f\n    bash-154       1..... 19873us+: smc_out: ${R}\n`,
    'bash-154',
    1,
  ],
  [
    'latency-format with another clock',
    `    bash-154       1..... 18873 : smc_in: ${A}\n    bash-154       1..... 19873 : smc_out: ${R}\n`,
    'bash-154',
    1,
  ],
  [
    'verbose',
    `            bash     154   1 0 00000000 [0000002a] [0000000000000030] 18.873ms (+0.123ms): smc_in: ${A}\n            bash     154   1 0 00000000 [0000002b] [0000000000000031] 18.973ms (+0.100ms): smc_out: ${R}\n`,
    'bash-154',
    1,
  ],
  [
    'sym-addr',
    `            bash-154     [001] .....    11.525734: smc_in: ${A.replace(')', ' <ffffffffc0513014>)')}\n            bash-154     [001] .....    11.525735: <stack trace>\n => __arm_ffa_fn_smc+0x5/0x90 [ffa_module] <ffffffffc0513015>\n => f+0xab/0xd0 [ffa_module] <ffffffffc05130ab>\n            bash-154     [001] .....    11.525754: smc_out: ${R.replace(' <- ', ' <ffffffffc051315b> <- ').replace(')', ' <ffffffffc0513010>)')}\n`,
    'bash-154',
    1,
  ],
  [
    'trace-cmd report -l',
    `cpus=2\n    bash-154     1.....    19.973627: smc_in:               ${PA}\n    bash-154     1.....    19.973727: smc_out:              ${PR}\n`,
    'bash-154',
    1,
  ],
  [
    'perf script -F with pid, period and addresses below',
    `bash  170/171  [001]     8.647477:          1  ffa:smc_in: ${PA}\n            ffffffffc0285015 __arm_ffa_fn_smc+0x5 (ffa_module)\n\nbash  170/171  [001]     8.648597:          1 ffa:smc_out: ${PR}\n`,
    'bash-171',
    1,
  ],
  ['perf script -F cpu,event,trace', ` [001]  ffa:smc_in: ${PA}\n [001]  ffa:smc_out: ${PR}\n`, 'trace', 1],
  [
    'perf script -F time,event,trace',
    `     8.747477:  ffa:smc_in: ${PA}\n     8.747478: ffa:smc_out: ${PR}\n`,
    'trace',
    0,
  ],
  [
    'perf trace -T',
    ` 12345678.433 (         ): bash/219 ffa:smc_in(__probe_ip: -1071099884, a0: 2214592623, a1: 32769, a3: 2)\n 12345679.433 (         ): bash/219 ffa:smc_out(__probe_func: -1071099884, __probe_ret_ip: -1071099557, r0: 2214592624, r1: 2147549184, r4: 4, r5: 7)\n`,
    'bash-219',
    0,
  ],
  [
    'fprobe events with the names that the kernel makes',
    `            bash-154     [001] .....    11.525734: __arm_ffa_fn_smc__entry: ${A}\n            bash-154     [001] .....    11.525754: __arm_ffa_fn_smc__exit: ${R}\n`,
    'bash-154',
    1,
  ],
  [
    'words of 32 bits with a sign',
    `            bash-154     [001] .....    11.525734: smc_in: (__arm_ffa_fn_smc+0x4/0x90) a0=-2080374673 a1=32769 a2=0 a3=2 a4=0 a5=0 a6=0 a7=0\n            bash-154     [001] .....    11.525754: smc_out: (f+0x1/0x2 <- __arm_ffa_fn_smc) r0=-2080374672 r1=-2147418112 r2=0 r3=0 r4=4 r5=7 r6=0 r7=0\n`,
    'bash-154',
    1,
  ],
  ...NUMBERED,
  [
    'trace-cmd report -t --ts-diff',
    `cpus=2\n        bash-154   [001] d....    19.973627123: (+0.000)    smc_in:               ${PA}\n        bash-154   [001] d....    19.973627246: (+123.456)  smc_out:              ${PR}\n`,
    'bash-154',
    1,
  ],
  [
    'the function tracer with func-args (Linux 6.15)',
    `            bash-154     [001] .....    11.525730: ffa_msg_send_direct_req(src_id=0, dst_id=0x8001) <-ffa_sync_send_receive\n            bash-154     [001] .....    11.525734: smc_in: ${A}\n            bash-154     [001] .....    11.525754: smc_out: ${R}\n`,
    'bash-154',
    1,
  ],
  [
    'a text before the registers, as $comm prints it',
    `            bash-154     [001] .....    11.525734: smc_in: ${A.replace('a0=', 'comm="ba sh" a0=')}\n            bash-154     [001] .....    11.525754: smc_out: ${R}\n`,
    'bash-154',
    1,
  ],
  [
    'the id by another name, arguments counted from 0 in the reply',
    `            bash-154     [001] .....    11.525734: smc_in: ${A.replace('a0=', 'fid=')}\n            bash-154     [001] .....    11.525754: smc_out: ${R.replaceAll(/ r(?=\d)/g, ' arg')}\n`,
    'bash-154',
    1,
  ],
  [
    'commas between the registers',
    `            bash-154     [001] .....    11.525734: smc_in: ${A.replaceAll(' a', ', a').replace('), a0', ') a0')}\n            bash-154     [001] .....    11.525754: smc_out: ${R}\n`,
    'bash-154',
    1,
  ],
  [
    'perf probe with addresses, named after the function',
    `            bash   154 [001]     8.647477: probe:__arm_ffa_fn_smc: (ffffffffc0285014) ${arg(CALL)}\n            bash   154 [001]     8.648597: probe:__arm_ffa_fn_smc__return: (ffffffffc028515b <- ffffffffc0285014) ${arg(REPLY)}\n`,
    'bash-154',
    1,
  ],
  [
    'perf script -F ip,sym: the place behind the registers',
    `            bash   154 [001]     8.647477: ffa:smc_in: ${PA} ffffffffc0285014 __arm_ffa_fn_smc+0x4 (ffa_module)\n            bash   154 [001]     8.648597: ffa:smc_out: ${PR} ffffffffc028515b [unknown] (ffa_module)\n`,
    'bash-154',
    1,
  ],
  [
    'perf script -D',
    `0 8647477000 0x1234 [0x98]: PERF_RECORD_SAMPLE(IP, 0x1): 154/154: 0xffffffffc0285014 period: 1 addr: 0\n ... thread: bash:154\n ...... dso: <not found>\n.\n. ... raw event: size 152 bytes\n.  0000:  09 00 00 00 01 00 98 00 00 00 00 00 00 00 00 00  ................\n            bash   154 [001]     8.647477: ffa:smc_in: ${PA}\n            bash   154 [001]     8.648597: ffa:smc_out: ${PR}\n`,
    'bash-154',
    1,
  ],
  [
    'bpf_trace_printk with words without 0x',
    `            bash-154     [001] d.... 11.525734: bpf_trace_printk: smc_in ${bare(CALL)}\n            bash-154     [001] d.... 11.525754: bpf_trace_printk: smc_out ${bare(REPLY)}\n`,
    'bash-154',
    1,
  ],
  [
    'trace_printk in the conduit, with what is typed around it',
    `            bash-154     [001] .....    11.525734: __arm_ffa_fn_smc: ${named('a', CALL)}\n            bash-154     [001] .....    11.525754: ffa_msg_send_direct_req: ${named('r', REPLY)}\nroot@board:~# \nScript done on 2026-11-27 12:01:00+00:00 [COMMAND_EXIT_CODE="0"]\n`,
    'bash-154',
    1,
  ],
  ['bpftrace -f json', `${json(`> ${bare(CALL)}`)}\n${json(`< ${bare(REPLY)}`)}\n`, 'console', 0],
  [
    'bpftrace in the form of a call and its result',
    `smc(${CALL.replaceAll(' ', ', ')}) = (${REPLY.replaceAll(' ', ', ')})\n`,
    'console',
    0,
  ],
  [
    'bpftrace with words of 16 digits',
    `[8647477000] cpu 1 pid 154 bash: CALL ${full(CALL)}\n[8647477900] cpu 1 pid 154 bash: RET ${full(REPLY)}\n`,
    'CPU 1',
    1,
  ],
  ['structures as C writes them', `arg = { ${dotted(CALL)} }\nres = { ${dotted(REPLY)} }\n`, 'console', 0],
  [
    'one line of bpftrace each',
    `Attaching 2 probes...\n12:01:02 bash/154 cpu1 smc_in  ${named('a', CALL)}\n12:01:02 bash/154 cpu1 smc_out ${named('r', REPLY)}\n`,
    'CPU 1',
    1,
  ],
];

test.each(SHAPES)('%s', async (_, text, task, cpu) => {
  const r = await opened(text);
  expect(frames(r)).toEqual([CALL, REPLY]);
  expect([...r.trace.rows()]).toMatchObject([
    { kind: 'call', ctx: task, cpu },
    { kind: 'return', ctx: task, cpu, of: 0 },
  ]);
  expect(r.report).toMatchObject({ notUnderstood: 0, unanswered: 0, orphans: 0, notes: [] });
});

test('events that perf lost are counted', async () => {
  const r = await opened(
    `            bash     170 [001]     8.647477:  ffa:smc_in: ${PA}\n            bash     170 [001]     8.647478: PERF_RECORD_LOST lost 12\n            bash     170 [001]     8.648597: ffa:smc_out: ${PR}\n`,
  );
  expect(r.report.lost).toBe(12);
  expect(frames(r)).toEqual([CALL, REPLY]);
});

describe('journals with their fields', () => {
  const TEXTS = ['ARM FF-A: Driver version 1.1', 'optee: Failed to initialize async notifications: -13'];
  const entries = TEXTS.map((MESSAGE, i) => ({
    _TRANSPORT: 'kernel',
    PRIORITY: i === 0 ? '6' : '3',
    MESSAGE: MESSAGE as string | number[],
    _SOURCE_MONOTONIC_TIMESTAMP: String(13_722_760 + i * 100_000),
  }));
  const one = (o: object): string => JSON.stringify(o);
  const fields = (o: object, indent: string): string =>
    Object.entries(o)
      .map(([k, v]) => `${indent}${k}=${String(v)}\n`)
      .join('');
  test.each([
    ['json', entries.map(one).join('\n')],
    ['json-pretty', entries.map((o) => JSON.stringify(o, null, '\t')).join('\n')],
    ['json-sse', entries.map((o) => `data: ${one(o)}\n\n`).join('')],
    ['json-seq', entries.map((o) => `\u001e${one(o)}\n`).join('')],
    ['json with bytes', entries.map((o) => one({ ...o, MESSAGE: [...Buffer.from(String(o.MESSAGE))] })).join('\n')],
    ['export', entries.map((o, i) => `__CURSOR=s=1;i=${i}\n${fields(o, '')}\n`).join('')],
    [
      'export with a length',
      entries
        .map(({ MESSAGE, ...o }) => {
          const length = Buffer.alloc(8);
          length.writeBigUInt64LE(BigInt(MESSAGE.length));
          return `__CURSOR=s=1\n${fields(o, '')}MESSAGE\n${length.toString('latin1')}${String(MESSAGE)}\n_PID=1\n\n`;
        })
        .join(''),
    ],
    [
      'verbose',
      entries
        .map((o, i) => `Fri 2026-11-27 07:38:28.50713${i} UTC [s=9156abde;i=18b;b=6c]\n${fields(o, '    ')}`)
        .join(''),
    ],
    [
      'dmesg --json',
      JSON.stringify(
        { dmesg: entries.map((o, i) => ({ pri: Number(o.PRIORITY), time: 13.72276 + i / 10, msg: o.MESSAGE })) },
        null,
        3,
      ),
    ],
  ])('%s', async (_, text) => {
    const r = await opened(new TextEncoder().encode(text));
    expect([...r.trace.rows()]).toMatchObject([
      { who: 'arm_ffa', level: 'info', text: TEXTS[0], at: 0 },
      { who: 'optee-driver', level: 'error', text: TEXTS[1], at: 100e6 },
    ]);
    expect(r.report.notUnderstood).toBe(0);
  });

  test('an entry that is cut costs itself alone', async () => {
    const text = entries.map(one).join('\n');
    const r = await opened(`${text.slice(0, 40)}\n${text}`);
    expect(r.report).toMatchObject({ notUnderstood: 1, logs: 2 });
  });
});
