// The long run of the benchmarks, and its link.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** A scenario has at most 200 actions. One probe and 199 trusted applications make the most rows of them. */
export const LONG = { v: 1, title: 'A long run', actions: [{ do: 'probe' }, ...Array(199).fill({ do: 'load-ta' })] };

/** The fragment of a link, made by the command line as a person would. */
export function linkOf(scenario) {
  const scope = fileURLToPath(new URL('../src/cli/scope.mjs', import.meta.url));
  const made = spawnSync(process.execPath, [scope, 'link', '-'], { input: JSON.stringify(scenario), encoding: 'utf8' });
  if (made.status !== 0) throw new Error(`scope link: ${made.stderr}`);
  return made.stdout.trim().replace(/^[^#]*/, '');
}
