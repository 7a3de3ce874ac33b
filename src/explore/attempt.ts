import { EndingListener } from '../scenario/ending.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Footprint } from '../sim/footprint.ts';
import type { Candidate, Policy } from '../sim/policy.ts';
import { SECURE_UART } from '../stack/secure/optee-os/uart.ts';
import { Running } from '../stack/simulate.ts';
import type { AnyTime } from './events.ts';
import type { Arrived, Rest } from './rests.ts';
import type { Turn } from './turns.ts';

/** What a step was. */
export interface Step {
  /** `ran`: somebody took a step; `settled`: nothing runs, and the next action begins; `over`: nothing is left. */
  readonly how: 'ran' | 'settled' | 'over' | 'stopped';
  /** Who could have run, the one that did first of all asked for; empty where nobody was asked. */
  readonly candidates: readonly Candidate[];
  readonly taken: Candidate | null;
}

const NOBODY: readonly Candidate[] = [];

/**
 * One run under control: default steps, but for the turns that are given. An interrupt is taken at once, unless a turn let
 * something else run: then it stays pending until a turn takes it, or nothing else can run.
 */
export class Attempt {
  readonly running: Running;
  /** What has been broken and said so far. */
  readonly heard = new EndingListener();
  readonly arrived: Arrived[] = [];
  /** Whom the policy took, at each choice. */
  readonly chosen: string[] = [];
  /** Interrupts that were passed over. */
  readonly declined = new Set<string>();
  /** Who took the last step. */
  last = '';
  /** How many steps have been taken. */
  steps = 0;
  readonly #events: readonly AnyTime[];
  readonly #first: number;
  readonly #pick: ((candidates: readonly Candidate[]) => number) | null;
  #asked: readonly Candidate[] = NOBODY;
  #taken: Candidate | null = null;
  #wanted: string | null = null;
  #idle = true;

  /** `pick`: who runs where more than one could; the default, as above, when null. `from`: where it begins, if not at zero. */
  constructor(
    scenario: Scenario,
    events: readonly AnyTime[],
    pick: ((candidates: readonly Candidate[]) => number) | null = null,
    from: Rest | null = null,
  ) {
    this.#events = events;
    this.#pick = pick;
    this.#first = scenario.actions.length;
    const policy: Policy = { next: (candidates) => this.#choose(candidates) };
    const resting = from?.resting;
    this.running = new Running(scenario, {
      ...{ policy, watched: true, listener: this.heard },
      ...(resting && { from: resting }),
    });
    if (from === null) return;
    this.steps = from.steps;
    this.arrived.push(...from.arrived);
    this.chosen.push(...from.chosen);
    this.heard.violations.push(...from.violations);
  }

  /** Where others may begin that are equal to it up to here; null where something runs, waits or is pending. */
  get rest(): Rest | null {
    const { resting } = this.running;
    if (!this.#idle || resting === null) return null;
    const { steps, arrived, chosen, heard } = this;
    return { resting, steps, arrived: [...arrived], chosen: [...chosen], violations: [...heard.violations] };
  }

  /** Takes one step; `turns` are those of this step, in order. */
  step(turns: readonly Turn[]): Step {
    this.#asked = NOBODY;
    this.#taken = null;
    this.#wanted = null;
    const { running } = this;
    const idle = this.#idle;
    for (const turn of turns) {
      if ('take' in turn) this.#wanted = turn.take;
      else this.#arrive(turn.event, idle);
    }
    this.steps++;
    // A step in which nothing runs begins the next action, unless something has just happened.
    const arrives = turns.some((t) => 'event' in t);
    if (idle && !arrives) {
      this.#idle = false;
      return { how: running.startNext() ? 'settled' : 'over', candidates: NOBODY, taken: null };
    }
    this.#idle = false;
    const progress = running.kernel.advance();
    if (progress === 'settled') {
      this.#idle = true;
      this.last = '';
      return { how: 'settled', candidates: NOBODY, taken: null };
    }
    if (progress !== null) return { how: 'stopped', candidates: this.#asked, taken: this.#taken };
    this.last = running.kernel.ran;
    for (const irq of this.declined) if (this.last.startsWith(`${irq}#`)) this.declined.delete(irq);
    return { how: 'ran', candidates: this.#asked, taken: this.#taken };
  }

  /** Takes default steps up to this one, which nobody looks at: another run has been there. */
  comeTo(step: number): void {
    const { kernel } = this.running;
    while (this.steps < step) {
      if (this.#idle || this.declined.size > 0) {
        this.step([]);
        continue;
      }
      this.#wanted = null;
      const progress = kernel.advance(Number.POSITIVE_INFINITY, step - this.steps);
      if (progress !== null) {
        if (progress !== 'settled') return;
        this.#idle = true;
        this.last = '';
        this.steps++;
        continue;
      }
      this.steps += kernel.steps;
      this.last = kernel.ran;
    }
  }

  /** Nothing runs: the next step begins an action. At first nothing has begun. */
  get idle(): boolean {
    return this.#idle;
  }

  get rows(): number {
    return this.running.kernel.rows;
  }

  /** What the last step read and wrote. */
  get footprint(): Footprint {
    return this.running.kernel.footprint as Footprint;
  }

  /** Everything that decides how it can go on, and what it costs. */
  key(): string {
    const { running, arrived, declined } = this;
    const events = arrived.map((a) => a.event).sort();
    return `${running.stateKey()} ${this.#idle ? 'idle' : this.last} ${events} ${[...declined].sort()}`;
  }

  #arrive(event: number, idle: boolean): void {
    const { running } = this;
    const action = this.#events[event] as AnyTime;
    this.arrived.push({ event, started: running.started, after: idle ? null : this.rows - 1 });
    running.arrive(action, this.#first + event, idle ? 'itself' : 'others');
  }

  /** Is this context the event's own? */
  isOf(context: string, event: number): boolean {
    const action = this.#events[event] as AnyTime;
    return action.do === 'notify'
      ? context.startsWith(`${SECURE_UART}.${action.cpu ?? 0}#`)
      : context === `action ${this.#first + event}`;
  }

  #choose(candidates: readonly Candidate[]): number {
    this.#asked = candidates;
    const wanted = this.#wanted === null ? -1 : candidates.findIndex((c) => c.id === this.#wanted);
    const free = candidates.findIndex((c) => !this.declined.has(c.id));
    const chosen = this.#pick?.(candidates) ?? (wanted >= 0 ? wanted : Math.max(free, 0));
    const taken = candidates[chosen] as Candidate;
    this.#taken = taken;
    if (taken.kind === 'context') for (const c of candidates) if (c.kind === 'interrupt') this.declined.add(c.id);
    this.chosen.push(taken.id);
    return chosen;
  }
}
