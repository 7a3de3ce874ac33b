import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import type { Pin } from '../../store/page/view.ts';
import type { Shown } from '../../store/session/showing.ts';
import { shown } from '../../store/shown.ts';
import { useScope } from '../../store/store.ts';
import { type PinStep, pinSteps, stepAt } from '../../words/pin-steps.ts';
import { Icon } from '../parts/icons.tsx';
import { useSettled } from '../parts/use-settled.ts';
import css from './pins.module.css';

/** Changes that would stand closer than this share of the run are drawn as one. */
const SLOTS = 160;
/** A stretch of less than this share of the run has no room for words. */
const LEGIBLE = 0.04;

/** Cells of the state along the whole run: a lane each, with its value from change to change. */
export function Pins(): ReactNode {
  const now = useSettled('state', shown);
  const cursor = useSettled('state', (s) => s.cursor);
  const pins = useScope((s) => s.pins);
  if (now === null || cursor < 0) return null;
  return (
    <section className={css.pins} aria-label="Watched cells">
      {pins.map((pin) => (
        <Lane key={pin.key} pin={pin} now={now} cursor={cursor} />
      ))}
    </section>
  );
}

interface LaneProps {
  readonly pin: Pin;
  readonly now: Shown;
  readonly cursor: number;
}

/** What is drawn of a lane: from a change to the next one that has room of its own. */
interface Stretch {
  readonly step: PinStep;
  readonly before: string;
  /** Shares of the run. */
  readonly from: number;
  readonly to: number;
  /** How many changes it stands for. */
  readonly changes: number;
}

function Lane({ pin, now, cursor }: LaneProps): ReactNode {
  const { trace, history } = now;
  const { seek, pause, togglePin } = useScope.getState();
  const { length } = trace;
  const steps = useMemo(
    () => (length === 0 ? [] : pinSteps(trace, history, pin.key)),
    [trace, history, length, pin.key],
  );
  const stretches = useMemo(() => stretchesOf(steps, length), [steps, length]);
  const track = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState(0);
  const held = stepAt(steps, cursor);
  const at = Math.min(stop, stretches.length - 1);

  const move = (e: KeyboardEvent): void => {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: stretches.length - 1 }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    e.stopPropagation();
    track.current?.querySelectorAll<HTMLElement>('button')[to]?.focus();
  };
  return (
    <div className={css.lane}>
      <span className={css.name} title={pin.key}>
        {pin.name}
      </span>
      <div
        ref={track}
        role="toolbar"
        className={css.track}
        aria-label={`${pin.name} along the run, ${stretches.length === 1 ? 'no change' : `${steps.length - 1} changes`}`}
        onKeyDown={move}
      >
        {stretches.map((s, i) => (
          <button
            key={s.step.row}
            type="button"
            className={
              s.step.row <= cursor && cursor < rowOf(s.to, length) ? `${css.stretch} ${css.here}` : css.stretch
            }
            style={{ left: `${s.from * 100}%`, width: `${(s.to - s.from) * 100}%` }}
            tabIndex={i === at ? 0 : -1}
            aria-label={nameOf(pin.name, s)}
            title={nameOf(pin.name, s)}
            onFocus={() => setStop(i)}
            onClick={() => {
              pause();
              seek(Math.max(s.step.row, 0));
            }}
          >
            {s.to - s.from < LEGIBLE ? '' : s.changes > 1 ? `${s.changes} changes` : s.step.text}
          </button>
        ))}
        <div className={css.cursor} style={{ left: `${(cursor / Math.max(length, 1)) * 100}%` }} />
      </div>
      <output className={css.value} title={held?.text}>
        {held?.text}
      </output>
      <button
        type="button"
        className={css.close}
        aria-label={`Stop watching ${pin.name}`}
        title="Stop watching"
        onClick={() => togglePin(pin)}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

const rowOf = (share: number, length: number): number => Math.round(share * length);

function nameOf(name: string, s: Stretch): string {
  if (s.step.row < 0) return `${name}: ${s.step.text} from the start`;
  const what = `${name}, row ${s.step.row}: ${s.before} → ${s.step.text}`;
  return s.changes === 1 ? what : `${what}, and ${s.changes - 1} more near it`;
}

/** The changes as stretches of the run; those too near to each other are one, at the first of them. */
function stretchesOf(steps: readonly PinStep[], length: number): readonly Stretch[] {
  const out: { step: PinStep; before: string; from: number; to: number; changes: number }[] = [];
  steps.forEach((step, i) => {
    const from = Math.max(step.row, 0) / Math.max(length, 1);
    const last = out.at(-1);
    if (last !== undefined && from - last.from < 1 / SLOTS && last.step.row >= 0) {
      last.changes++;
      return;
    }
    if (last !== undefined) last.to = from;
    out.push({ step, before: steps[i - 1]?.text ?? '', from, to: 1, changes: 1 });
  });
  return out.filter((s) => s.to > s.from);
}
