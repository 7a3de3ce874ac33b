import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { LiveStatus } from '../../store/recording/live/live-source.ts';
import { useScope } from '../../store/store.ts';
import { count } from '../../words/format.ts';
import { Badge } from '../parts/badge.tsx';
import { Button } from '../parts/button.tsx';
import css from './follow-strip.module.css';
import { remarks, stateWord } from './follow-text.ts';
import strip from './reading-strip.module.css';
import { sizeText } from './recording-text.ts';
import { SaveBytes } from './save-bytes.tsx';
import { SPEEDS } from './speeds.ts';

/** While a source is followed: how it does, what came, and the ways to hold it back, keep it or drop it. */
export function FollowStrip({ following }: { readonly following: LiveStatus }): ReactNode {
  const reading = useScope((s) => s.reading);
  const stop = useScope((s) => s.stopReading);
  const pause = useScope((s) => s.pauseFollowing);
  const again = useScope((s) => s.followAgain);
  const silent = useSilence(following.received);
  const keep = useRef<HTMLButtonElement>(null);
  // What was pressed to come here is gone.
  useEffect(() => {
    if (document.activeElement === document.body) keep.current?.focus();
  }, []);
  if (reading === null) return null;
  const { name, kind, state, received, speed } = following;
  const ending = reading.stopping || reading.checking;
  return (
    <section className={strip.strip} aria-label="Follow">
      <span role="status" className={css.state}>
        <Badge tone={TONE[state]}>{ending ? 'Checking' : stateWord(following)}</Badge> <b title={name}>{name}</b>
      </span>
      <span className={strip.far}>
        {sizeText(received)}, {count(reading.lines)} lines, {count(reading.rows)} rows, {count(reading.notUnderstood)}{' '}
        not understood
      </span>
      <div role="status" aria-label="Remarks" className={css.remarks}>
        {remarks(following, reading.bytes, silent).map((said) => (
          <p key={said}>{said}</p>
        ))}
      </div>
      <Newest />
      <span className={css.buttons}>
        {speed === null ? null : <Speed speed={speed} disabled={ending} set={again} />}
        {state === 'lost' ? (
          <Button disabled={ending} onClick={() => again()}>
            {kind === 'serial' ? 'Connect again' : 'Try again'}
          </Button>
        ) : (
          <Button
            disabled={ending || state === 'connecting'}
            aria-pressed={state === 'paused'}
            title="What comes while it is paused waits, and is read afterwards"
            onClick={() => pause(state !== 'paused')}
          >
            {state === 'paused' ? 'Go on' : 'Pause'}
          </Button>
        )}
        {kind === 'serial' ? <SaveBytes name={name} /> : null}
        <Button
          ref={keep}
          disabled={ending}
          title="Reads no further: what has come is the recording, and is put beside the profile"
          onClick={() => stop(true)}
        >
          {kind === 'serial' ? 'Disconnect and keep' : 'Stop and keep'}
        </Button>
        <Button title="Takes the rows away; what was open before is open again" onClick={() => stop(false)}>
          Drop
        </Button>
      </span>
    </section>
  );
}

const TONE: Readonly<Record<LiveStatus['state'], 'ok' | 'warn' | 'plain'>> = {
  ...{ connecting: 'plain', live: 'ok', paused: 'warn', lost: 'warn', ended: 'plain' },
};

/** Who looks at an older row is told of the new ones, and how to come back to them. */
function Newest(): ReactNode {
  const last = useScope((s) => (s.recording?.complete === false ? s.recording.shown.trace.length - 1 : -1));
  const below = useScope((s) => (s.tab === 'recording' ? last - s.cursor : 0));
  const seek = useScope((s) => s.seek);
  if (last < 0 || below <= 0) return null;
  return (
    <Button title="The newest row stays in sight from then on (End)" onClick={() => seek(last)}>
      {count(below)} {below === 1 ? 'newer row' : 'newer rows'}
    </Button>
  );
}

interface SpeedProps {
  readonly speed: number;
  readonly disabled: boolean;
  set(speed: number): void;
}

function Speed({ speed, disabled, set }: SpeedProps): ReactNode {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>Bits a second</label>
      <select id={id} value={speed} disabled={disabled} onChange={(e) => set(Number(e.target.value))}>
        {SPEEDS.map((s) => (
          <option key={s} value={s}>
            {s}
          </option>
        ))}
      </select>
    </>
  );
}

/** For how many seconds this count has stayed the same. */
function useSilence(received: number): number {
  const [silent, setSilent] = useState({ received, seconds: 0 });
  useEffect(() => {
    setSilent({ received, seconds: 0 });
    const timer = setInterval(() => setSilent((s) => ({ ...s, seconds: s.seconds + 1 })), 1000);
    return () => clearInterval(timer);
  }, [received]);
  return silent.received === received ? silent.seconds : 0;
}
