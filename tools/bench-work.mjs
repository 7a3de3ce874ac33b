// One piece of the work of bench-before.mjs: prints how much was done and the CPU time that it took, as JSON.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const { model, cli, tree, what, temporary } = JSON.parse(process.argv[2]);

const times = (n, item) => Array.from({ length: n }, () => item);
const NOTIFY = { do: 'notify' };
const ROUND = [{ do: 'probe' }, ...times(50, NOTIFY), { do: 'remove' }];
const CYCLE = [{ do: 'probe' }, NOTIFY, { do: 'remove' }];
const PROBE = [{ do: 'probe' }, { do: 'remove' }];
/** Faults of each kind on the way of a probe. */
const FAULTS = [
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((nth) => ({ at: { call: 'FFA_MSG_SEND_DIRECT_REQ', nth }, do: { error: -6 } })),
  ...['FFA_FEATURES', 'FFA_MEM_SHARE', 'FFA_NOTIFICATION_BIND', 'FFA_NOTIFICATION_UNBIND', 'FFA_MEM_RECLAIM'].flatMap(
    (call) => [-1, -2, -3, -6].map((error) => ({ at: { call, nth: 1 }, do: { error } })),
  ),
  ...[
    'kzalloc',
    'tee_device_alloc',
    'tee_device_register',
    'rhashtable_init',
    'create_workqueue',
    'notify_request',
  ].flatMap((fn) => [-12, -16, -22].map((rc) => ({ at: { fn, nth: 1 }, do: { rc } }))),
];

async function loaded() {
  const m = await import(pathToFileURL(model).href);
  const scenario = (actions, faults = [], machine = {}) => {
    const parsed = m.parseScenario({ v: 1, faults, ...machine });
    if (!parsed.ok) throw new Error(JSON.stringify(parsed));
    // More actions than a person may write down.
    return { ...parsed.value, actions };
  };
  return { ...m, scenario };
}

/** Runs it once to warm up and then the times asked for, and counts what it says that it did. */
function measured(n, work) {
  work();
  const before = process.cpuUsage();
  let done = 0;
  for (let i = 0; i < n; i++) done += work();
  return { done, cpu: spent(before) };
}

function spent(before) {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** CPU time of a whole process with these arguments: it says so itself when it ends. */
function started(args) {
  const report = join(temporary, 'cpu.txt');
  const said = `import { writeFileSync } from 'node:fs'; process.on('exit', () => { const { user, system } = process.cpuUsage(); writeFileSync(${JSON.stringify(report)}, String(user + system)); });`;
  const starter = `const { main } = await import(${JSON.stringify(pathToFileURL(cli).href)}); await main(${JSON.stringify(args)}, ${JSON.stringify(tree)});`;
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', `${said}\n${starter}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`scope ${args.join(' ')} ended with ${status}: ${stderr}`);
  return Number(readFileSync(report, 'utf8'));
}

/** An ftrace file with stacks, made of the recorded ones (big-trace.mjs). */
function recording() {
  const file = join(temporary, 'read.txt');
  if (existsSync(file)) return file;
  const made = spawnSync(process.execPath, [fileURLToPath(new URL('big-trace.mjs', import.meta.url)), '10', file]);
  if (made.status !== 0) throw new Error(`no trace could be made: ${made.stderr}`);
  return file;
}

const WORK = {
  /** A hash of each run of a file of scenarios: rows, cells before the first, end. null: this tree does not know such a scenario. */
  async same() {
    const { parseScenario, run } = await loaded();
    const text = (x) => JSON.stringify(x, (_key, v) => (typeof v === 'bigint' ? `${v}n` : v));
    let rows = 0;
    const hashes = readFileSync(join(temporary, 'scenarios.jsonl'), 'utf8')
      .split('\n')
      .map((line) => {
        const parsed = parseScenario(JSON.parse(line));
        if (!parsed.ok) return null;
        const { trace, start, outcome, missedFaults, choicePoints } = run(parsed.value, 20_000);
        const hash = createHash('sha1');
        for (const row of trace.rows()) hash.update(text(row));
        rows += trace.length;
        return hash.update(text([start, outcome, missedFaults, choicePoints])).digest('hex');
      });
    return { hashes, rows, all: createHash('sha1').update(hashes.join()).digest('hex').slice(0, 16) };
  },
  /** 100,000 rows of probes, notifications and removes. */
  async mix() {
    const { simulate, scenario } = await loaded();
    const mix = scenario(times(30, ROUND).flat());
    return measured(3, () => simulate(mix).trace.length);
  },
  /** A short scenario, many times. */
  async probe() {
    const { simulate, scenario } = await loaded();
    const probe = scenario(PROBE);
    return measured(4, () => sum(times(300, probe), (s) => simulate(s).trace.length));
  },
  /** The same of machines of which nobody knows anything: each has another version of OP-TEE. */
  async first() {
    const { simulate, scenario } = await loaded();
    let build = 1;
    const machines = () => times(300, 0).map(() => scenario(PROBE, [], { optee: { osBuild: build++ } }));
    const lists = times(5, 0).map(machines);
    return measured(4, () => sum(lists.pop(), (s) => simulate(s).trace.length));
  },
  async 'load-ta'() {
    const { simulate, scenario } = await loaded();
    const load = scenario([{ do: 'probe' }, ...times(500, { do: 'load-ta' })]);
    return measured(3, () => simulate(load).trace.length);
  },
  /** Single faults, as an explorer tries them, by whole runs. */
  async faults() {
    const { run, scenario } = await loaded();
    const list = FAULTS.map((f) => scenario(PROBE, [f]));
    return measured(12, () => sum(list, (s) => run(s).trace.length));
  },
  /** The same by what comes of them only. */
  async endings() {
    const { ending, run, scenario } = await loaded();
    const list = FAULTS.map((f) => scenario(PROBE, [f]));
    return ending === undefined
      ? measured(12, () => sum(list, (s) => run(s).trace.length))
      : measured(60, () => sum(list, (s) => ending(s).rows));
  },
  /** A run of 27,000 rows and ten forks of it, which differ late. */
  async fork() {
    const { run, scenario } = await loaded();
    const actions = [...times(130, PROBE).flat(), { do: 'probe' }];
    const list = times(10, 0).map((_, i) =>
      scenario(actions, [{ at: { call: 'FFA_MEM_SHARE', nth: 200 + i }, do: { error: -6 } }]),
    );
    return measured(1, () => sum(list, (s) => run(s).trace.length));
  },
  /** Probe, notify, remove, run to its end again and again: what finds states of it where nothing else does. */
  async runs() {
    const { run, scenario } = await loaded();
    const cycle = scenario(CYCLE);
    return measured(40, () => {
      run(cycle);
      return 1;
    });
  },
  /** Distinct states of the same scenario, with an interrupt at any time. */
  async states() {
    const { Search, scenario } = await loaded();
    const cycle = scenario(CYCLE);
    return measured(3, () => {
      const search = new Search({ scenario: cycle, events: [{ do: 'notify', cpu: 1 }] });
      for (let bound = 0; bound <= 1; bound++) while (search.next(bound));
      return search.counts(1).states;
    });
  },
  read() {
    const file = recording();
    return { done: statSync(file).size / 1e6, cpu: started(['open', file, '--format', 'jsonl']) };
  },
  decode() {
    return { done: 1, cpu: started(['decode', '0x8400006f', '0x00008001', '0x0', '0x0']) };
  },
};

const sum = (list, of) => list.reduce((total, item) => total + of(item), 0);

process.stdout.write(JSON.stringify(await WORK[what]()));
