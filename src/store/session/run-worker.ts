import { FIRST_SCENARIO } from '../../lessons/first-scenario.ts';
import { decodeLink } from '../../scenario/link.ts';
import { runInPieces } from '../../scenario/run.ts';
import type { Run, Scenario } from '../../scenario/types.ts';
import { firstDifference } from '../../study/align.ts';
import { reactionsIn, reactionsToRecorded } from '../../study/inject/reactions.ts';
import type { RunPortion } from './arriving-run.ts';
import { RunPortions } from './run-portions.ts';
import type { FromRunner, ToRunner } from './run-protocol.ts';
import { scenarioKey } from './scenario-key.ts';

// The worker that runs scenarios: the page never waits for the model. It lives as long as the page, so that it is warm.

/** Rows in a portion: the page takes one in some milliseconds. */
const PORTION = 500;
/** Rows of all runs together that are kept here for the next comparison. */
const MOST_ROWS = 60_000;

const kept = new Map<string, Run>();

const say = (message: FromRunner): void => self.postMessage(message);

/** Keeps a run for the next comparison, and forgets those that were asked for longest ago. */
function keep(key: string, made: Run): Run {
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

/** The run of a scenario, again where it is still here: the two that are compared were often run a moment ago. */
function runOf(scenario: Scenario, hear: (soFar: Pick<Run, 'trace' | 'start'>) => void = () => {}): Run {
  const key = scenarioKey(scenario);
  const known = kept.get(key);
  if (known !== undefined) return keep(key, known);
  const pieces = runInPieces(scenario, PORTION);
  for (;;) {
    const piece = pieces.next();
    if (piece.done === true) return keep(key, piece.value);
    hear(piece.value);
  }
}

function answer(asked: Exclude<ToRunner, { readonly kind: 'link' }>): void {
  const { id } = asked;
  if (asked.kind === 'difference') {
    say({ kind: 'difference', id, row: firstDifference(runOf(asked.a).trace, runOf(asked.b).trace) });
    return;
  }
  if (asked.kind === 'reactions') {
    const { at, faults } = asked.asked;
    const reactions = 'scenario' in at ? reactionsIn(at.scenario, at.row, faults) : reactionsToRecorded(at, faults);
    say({ kind: 'reactions', id, reactions });
    return;
  }
  let portions: RunPortions | null = null;
  let last: RunPortion | null = null;
  // A portion is held back until there is another: the last one goes with the end, and a short run is one message.
  const tell = ({ trace, start }: Pick<Run, 'trace' | 'start'>): void => {
    portions ??= new RunPortions(trace);
    for (let next = portions.next(trace, PORTION); next !== null; next = portions.next(trace, PORTION)) {
      if (last !== null) say({ kind: 'rows', id, start, portion: last });
      last = next;
    }
  };
  const made = runOf(asked.scenario, tell);
  tell(made);
  const { trace: _, history: __, outcome, ...rest } = made;
  const { steps: ___, frames: ____, ...told } = outcome;
  say({ kind: 'end', id, portion: last, rest: { ...rest, outcome: told } });
}

self.onmessage = ({ data }: MessageEvent<ToRunner>): void => {
  const { id } = data;
  const fail = (error: unknown): void =>
    say({ kind: 'failed', id, what: error instanceof Error ? error.message : String(error) });
  if (data.kind === 'link') {
    decodeLink(data.text).then((link) => say({ kind: 'link', id, link }), fail);
    return;
  }
  try {
    answer(data);
  } catch (error) {
    fail(error);
  }
};

// Who opens the page without a link sees the first lesson: it is run while the page is still being loaded, and cut, since
// code that runs for the first time takes longer than what it does.
const { trace: first } = runOf(FIRST_SCENARIO);
new RunPortions(first).next(first, PORTION);
