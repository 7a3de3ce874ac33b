// npm test: everything but Firefox. What needs nothing of another step runs beside it, as many as there are cores; what a
// step prints is shown whole when it is over, or as it comes where it runs alone. Ends with the time of each step; exit 1
// where one failed. Steps after a failed one are not begun. Ctrl-C ends all of them.
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const inModules = (path) => `node_modules/${path}`;
const vite = inModules('vite/bin/vite.js');

/** Groups of steps in their order: the steps of a group run beside each other. A step is a command for Node, or several in turn. */
const GROUPS = [
  {
    build: [[vite, 'build'], ['tools/build-cli.mjs']],
    types: [[inModules('typescript/bin/tsc'), '-p', '.']],
    'types of the core': [[inModules('typescript/bin/tsc'), '-p', 'tsconfig.core.json']],
    lint: [[inModules('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings']],
    'unused code': [[inModules('knip/bin/knip.js'), '--no-progress']],
    lockfile: [['tools/lockcheck.mjs']],
  },
  { 'unit tests': [[inModules('vitest/vitest.mjs'), 'run', '--coverage']] },
  // Alone: how long a mutant is tried is a matter of time.
  { 'mutants of the change': [['tools/mutate.mjs', '--change']] },
  { 'browser tests': [[inModules('@playwright/test/cli.js'), 'test', '-c', 'e2e']] },
];

const running = new Set();
let stopped = null;

/** Runs one command of Node. Kept: what it prints comes when it is over, in one piece. */
function command(args, kept) {
  return new Promise((ended) => {
    // A group of its own, so that what it started ends with it.
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: kept ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'inherit', 'inherit'],
      detached: process.platform !== 'win32',
    });
    running.add(child);
    const said = [];
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (piece) => said.push(piece));
    const over = (ok, why) => {
      running.delete(child);
      ended({ ok, said: Buffer.concat(said).toString() + why });
    };
    child.on('error', (e) => over(false, `${args[0]} cannot be started: ${e.message}\n`));
    child.on('close', (code, signal) =>
      over(code === 0, signal === null ? '' : `${args[0]} was ended by ${signal}.\n`),
    );
  });
}

/** So long a step may take to end by itself. */
const GRACE = 10_000;

function stop(signal) {
  if (stopped === null) setTimeout(() => end('SIGKILL'), GRACE).unref();
  stopped ??= signal;
  end(signal);
}

function end(signal) {
  for (const child of running) {
    try {
      if (process.platform === 'win32') child.kill(signal);
      else process.kill(-child.pid, signal);
    } catch {
      // It has ended by itself.
    }
  }
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop(signal));

const times = [];
let failed = false;

async function step(name, commands, kept) {
  const began = performance.now();
  let text = '';
  let ok = true;
  for (const args of commands) {
    if (!ok || stopped !== null) break;
    const result = await command(args, kept);
    text += result.said;
    ok = result.ok;
  }
  const seconds = (performance.now() - began) / 1000;
  times.push({ name, seconds, ok });
  if (!ok) failed = true;
  process.stdout.write(`${text}── ${name}: ${ok ? 'passed' : 'FAILED'} after ${seconds.toFixed(1)} s\n`);
}

const began = performance.now();
for (const group of GROUPS) {
  if (failed || stopped !== null) break;
  const waiting = Object.entries(group);
  const kept = waiting.length > 1;
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined && stopped === null; next = waiting.shift())
      await step(next[0], next[1], kept);
  };
  await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, lane));
}
const whole = (performance.now() - began) / 1000;
const lines = times.map(
  ({ name, seconds, ok }) => `${seconds.toFixed(1).padStart(7)} s  ${name}${ok ? '' : ': FAILED'}`,
);
process.stdout.write(`\n${lines.join('\n')}\n${whole.toFixed(1).padStart(7)} s  in all\n`);
if (stopped !== null) process.stdout.write(`Stopped by ${stopped}: what is not listed was not begun.\n`);
process.exitCode = failed || stopped !== null ? 1 : 0;
