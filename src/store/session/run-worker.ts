import { run } from '../../scenario/run.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import { firstDifference } from '../../study/align.ts';
import type { FromRunner, ToRunner } from './run-protocol.ts';
import { scenarioKey } from './scenario-key.ts';

// The worker that runs scenarios: the page never waits for the model. It lives as long as the page, so that it is warm.

/** Rows in a portion: the page takes one in some milliseconds. */
const PORTION = 500;
/** Rows of all runs together that are kept here for the next comparison. */
const MOST_ROWS = 60_000;

const kept = new Map<string, Run>();

const say = (message: FromRunner): void => self.postMessage(message);

/** The run of a scenario, again where it is still here: the two that are compared were often run a moment ago. */
function runOf(scenario: Scenario): Run {
  const key = scenarioKey(scenario);
  const made = kept.get(key) ?? run(scenario);
  kept.delete(key);
  kept.set(key, made);
  let rows = 0;
  for (const { trace } of kept.values()) rows += trace.length;
  for (const [old, { trace }] of kept) {
    if (rows <= MOST_ROWS || old === key) break;
    kept.delete(old);
    rows -= trace.length;
  }
  return made;
}

function answer(asked: ToRunner): void {
  const { id } = asked;
  if (asked.kind === 'difference') {
    say({ kind: 'difference', id, row: firstDifference(runOf(asked.a).trace, runOf(asked.b).trace) });
    return;
  }
  const { trace, history: _, ...rest } = runOf(asked.scenario);
  for (let at = 0; at < trace.length; at += PORTION)
    say({ kind: 'rows', id, rows: [...trace.rows(at, Math.min(at + PORTION, trace.length))] });
  say({ kind: 'end', id, rest });
}

self.onmessage = ({ data }: MessageEvent<ToRunner>): void => {
  try {
    answer(data);
  } catch (error) {
    say({ kind: 'failed', id: data.id, what: error instanceof Error ? error.message : String(error) });
  }
};
