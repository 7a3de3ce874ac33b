import { FIRST_SCENARIO } from '../../lessons/first-scenario.ts';
import { type MadeRun, runInPieces } from '../../scenario/run.ts';
import type { Scenario } from '../../scenario/types.ts';
import { firstDifference } from '../../study/align.ts';
import { reactionsIn, reactionsToRecorded } from '../../study/inject/reactions.ts';
import type { PackedTrace } from '../../trace/packed-trace.ts';
import { CHUNK_ROWS } from '../../trace/row-chunk.ts';
import { TableTeller } from '../../trace/table-news.ts';
import { aheadFragment } from './ahead-name.ts';
import type { RunPortion } from './arriving-run.ts';
import { RunAhead } from './run-ahead.ts';
import { type CutPortion, RunPortions } from './run-portions.ts';
import type { FromRunner, ToRunner } from './run-protocol.ts';
import { scenarioKey } from './scenario-key.ts';

// The worker that runs scenarios: the page never waits for the model. It lives as long as the page, so that it is warm.

/** Rows of all runs together that are kept here for the next comparison. */
const MOST_ROWS = 600_000;

const kept = new Map<string, MadeRun>();

const teller = new TableTeller();

const ahead = new RunAhead(CHUNK_ROWS);

const say = (message: FromRunner): void => self.postMessage(message);

/** Keeps a run for the next comparison, and forgets those that were asked for longest ago. */
function keep(key: string, made: MadeRun): MadeRun {
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
function runOf(scenario: Scenario, hear: (soFar: Pick<MadeRun, 'trace' | 'start'>) => void = () => {}): MadeRun {
  const key = scenarioKey(scenario);
  const known = kept.get(key);
  if (known !== undefined) return keep(key, known);
  const begun = ahead.take(key);
  const pieces = begun?.pieces ?? runInPieces(scenario, CHUNK_ROWS);
  for (let piece = begun?.first ?? pieces.next(); ; piece = pieces.next()) {
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
  let last: CutPortion | null = null;
  // While the run goes on a portion goes as soon as it is full; the last one goes with the end: a short run is one message.
  const tell = ({ trace, start }: Pick<MadeRun, 'trace' | 'start'>, isOver = false): void => {
    portions ??= new RunPortions(trace);
    for (let next = portions.next(isOver); next !== null; next = portions.next(isOver)) {
      if (last !== null) send({ kind: 'rows', id, start, portion: told(last, trace) }, last);
      last = next;
    }
    if (isOver || last === null) return;
    send({ kind: 'rows', id, start, portion: told(last, trace) }, last);
    last = null;
  };
  const made = runOf(asked.scenario, tell);
  tell(made, true);
  const { trace, history: __, outcome, ...rest } = made;
  const { steps: ___, frames: ____, ...short } = outcome;
  const portion = last === null ? null : told(last, trace);
  send({ kind: 'end', id, portion, rest: { ...rest, outcome: short } }, last);
}

/** Only what is sent is told: of a run that fails some portions are not. */
const told = (portion: CutPortion, trace: PackedTrace): RunPortion => ({ ...portion, news: teller.news(trace.tables) });

/** The memory of the rows changes hands. */
const send = (message: FromRunner, portion: CutPortion | null): void =>
  self.postMessage(message, portion === null ? [] : [portion.rows]);

const fragment = aheadFragment(self.name);
// Who asks for the link is told what is wrong.
if (fragment !== null) ahead.begin(fragment, FIRST_SCENARIO).catch(() => {});

self.onmessage = ({ data }: MessageEvent<ToRunner>): void => {
  const { id } = data;
  const fail = (error: unknown): void =>
    say({ kind: 'failed', id, what: error instanceof Error ? error.message : String(error) });
  if (data.kind === 'link') {
    ahead.link(data.text).then((link) => say({ kind: 'link', id, link }), fail);
    return;
  }
  try {
    answer(data);
  } catch (error) {
    fail(error);
  }
};
