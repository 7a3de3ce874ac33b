import { problemText } from '../../base/result.ts';
import { hitKind } from '../../explore/best-hits.ts';
import { counterexample } from '../../explore/counterexample.ts';
import { readEvents } from '../../explore/events.ts';
import type { Hit } from '../../explore/hit.ts';
import type { Part } from '../../explore/part.ts';
import { Search } from '../../explore/search.ts';
import type { Situation } from '../../explore/situations.ts';
import { StateRecorder } from '../../explore/states/state-recorder.ts';
import { storyTo, type WantedState } from '../../explore/states/way-to-state.ts';
import { singleFaults, sweepBase } from '../../explore/sweep.ts';
import { trialSteps } from '../../explore/trial.ts';
import type { Scenario } from '../../scenario/types.ts';
import type { FromExplorer, PlacedTried, ToExplorer } from './explore-protocol.ts';

// The worker that tries everything: one question, told in portions, or one trial after the other. Who has heard enough ends the worker.

/** Milliseconds between two portions: often enough to be seen to go on, seldom enough to cost nothing. */
const BETWEEN = 80;
/** Milliseconds between two breaths. */
const BREATH = 30;

/**
 * Lets the browser end this worker when it wants to: one that never comes to rest it lets go on for two seconds (measured in
 * Chromium), and the cores are busy with what nobody waits for.
 */
const breath = (): Promise<void> => new Promise((done) => setTimeout(done));

/** Is it time to breathe? */
function breathing(): () => boolean {
  let last = performance.now();
  return () => {
    const now = performance.now();
    if (now - last < BREATH) return false;
    last = now;
    return true;
  };
}

const say = (message: FromExplorer, moves: readonly ArrayBufferLike[] = []): void =>
  self.postMessage(message, { transfer: moves as ArrayBuffer[] });

async function sweep({ scenario, ...part }: { readonly scenario: Scenario } & Part): Promise<void> {
  const base = sweepBase(scenario);
  if (!base.ok) {
    say({ kind: 'refused', what: problemText(base.error) });
    return;
  }
  say({ kind: 'places', sites: base.value.places.map((p) => p.site), total: base.value.total });
  let portion: PlacedTried[] = [];
  let told = performance.now();
  const breathes = breathing();
  for (const tried of singleFaults(base.value, part)) {
    portion.push(tried);
    if (breathes()) await breath();
    if (performance.now() - told < BETWEEN) continue;
    say({ kind: 'tried', tried: portion });
    portion = [];
    told = performance.now();
  }
  say({ kind: 'tried', tried: portion });
}

async function search(scenario: Scenario, text: string, bound: number): Promise<void> {
  const events = readEvents(text, scenario.cpus);
  if (!events.ok) {
    say({ kind: 'refused', what: problemText(events.error) });
    return;
  }
  const watcher = new StateRecorder();
  const searching = new Search({ scenario, events: events.value, watcher });
  const said = new Map<string, Hit>();
  const tell = (n: number): void => {
    for (const hit of searching.hits.list) {
      if (said.get(hitKind(hit)) === hit) continue;
      said.set(hitKind(hit), hit);
      const story = counterexample(scenario, events.value, hit);
      if (story !== null) say({ kind: 'found', story });
    }
    const portion = watcher.take();
    say({ kind: 'states', portion }, [portion.states.buffer, portion.steps.buffer, portion.ends.buffer]);
    say({ kind: 'counts', counts: searching.counts(n) });
  };
  let told = performance.now();
  const breathes = breathing();
  for (let n = 0; n <= bound; n++) {
    while (searching.next(n)) {
      if (breathes()) await breath();
      if (performance.now() - told < BETWEEN) continue;
      tell(n);
      told = performance.now();
    }
    tell(n);
  }
}

async function tryOut(situation: Situation): Promise<void> {
  const steps = trialSteps(situation);
  const breathes = breathing();
  for (;;) {
    const step = steps.next();
    if (step.done === true) {
      say({ kind: 'wrong', wrong: step.value });
      return;
    }
    if (breathes()) await breath();
  }
}

function story(scenario: Scenario, text: string, wanted: WantedState): void {
  const events = readEvents(text, scenario.cpus);
  const told = events.ok ? storyTo(scenario, events.value, wanted) : null;
  say(told === null ? { kind: 'refused', what: 'No scenario can tell this.' } : { kind: 'found', story: told });
}

async function answer(data: ToExplorer): Promise<void> {
  try {
    if (data.kind === 'trial') {
      await tryOut(data.situation);
      return;
    }
    if (data.kind === 'sweep') await sweep(data);
    else if (data.kind === 'story') story(data.scenario, data.events, data.wanted);
    else await search(data.scenario, data.events, data.bound);
    say({ kind: 'over' });
  } catch (error) {
    say({ kind: 'refused', what: error instanceof Error ? error.message : String(error) });
  }
}

self.onmessage = ({ data }: MessageEvent<ToExplorer>) => answer(data);
