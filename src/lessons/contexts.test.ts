import { expect, test } from 'vitest';
import { run } from '../scenario/run.ts';
import { LESSONS } from './gallery.ts';

// The state of a row is the one in which it runs: no row runs in a context that the state says begins with the next.
test.each(LESSONS.map((l) => [l.name, l.scenario] as const))(
  '%s: at every row the state has who runs on its CPU, and an OP-TEE thread for who runs on one',
  (_, scenario) => {
    const { trace, history } = run(scenario);
    const wrong: string[] = [];
    for (const e of trace.rows()) {
      if (e.kind === 'violation' || e.kind === 'choice' || e.kind === 'irq') continue;
      const world = history.at(e.row);
      const here = world.get(`cpu.${e.cpu}`);
      // Behind it may stand what else holds there: `, atomic`.
      if (!String(here).startsWith(`${e.ctx}, ${e.ctxKind}`))
        wrong.push(`row ${e.row}: ${e.ctx}, ${e.ctxKind}, and the state says ${String(here)}`);
      if (e.ctxKind !== 'secure-thread') continue;
      const threads = Array.from({ length: scenario.threads }, (_t, i) => world.get(`optee.thread.${i}`));
      if (!threads.includes(`active, ${e.ctx}`))
        wrong.push(`row ${e.row}: on a thread, and the state has ${threads.join('; ')}`);
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  },
);
