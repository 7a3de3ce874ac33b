import { type ReactNode, useId, useState } from 'react';
import { FollowedFile } from '../../store/recording/live/followed-file.ts';
import { SerialLine } from '../../store/recording/live/serial-line.ts';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import css from './follow-ways.module.css';
import { canFollowFiles, canReadPorts, chooseFile, choosePort } from './live-ways.ts';
import { SPEEDS, USUAL_SPEED } from './speeds.ts';

/** A file that grows, or a board at a serial port: rows come while they are written. */
export function FollowWays(): ReactNode {
  const follow = useScope((s) => s.followSource);
  const [speed, setSpeed] = useState<number>(USUAL_SPEED);
  const [problem, setProblem] = useState('');
  const id = useId();
  const files = canFollowFiles();
  const ports = canReadPorts();

  const tried = async (ask: () => Promise<void>): Promise<void> => {
    setProblem('');
    try {
      await ask();
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const followFile = (): Promise<void> =>
    tried(async () => {
      const handle = await chooseFile();
      if (handle !== null) void follow(new FollowedFile(handle));
    });
  const connect = (): Promise<void> =>
    tried(async () => {
      const port = await choosePort();
      if (port !== null) void follow(new SerialLine(port, speed));
    });

  return (
    <section className={css.ways} aria-label="Follow">
      <h4>While it is written</h4>
      <div className={css.buttons}>
        {files ? <Button onClick={() => void followFile()}>Follow a file</Button> : null}
        {ports ? (
          <>
            <Button onClick={() => void connect()}>Connect a serial port</Button>
            <label htmlFor={id}>Bits a second</label>
            <select id={id} value={speed} onChange={(e) => setSpeed(Number(e.target.value))}>
              {SPEEDS.map((s) => (
                <option key={s} value={s}>
                  {s}
                </option>
              ))}
            </select>
          </>
        ) : null}
      </div>
      <p>{whatCan(files, ports)}</p>
      <p role="status" className={css.problem}>
        {problem}
      </p>
    </section>
  );
}

/** What this browser can follow, and what to do about the rest. */
function whatCan(files: boolean, ports: boolean): ReactNode {
  if (files && ports)
    return 'Rows appear while a file grows or a board speaks. The port is only read, and nothing leaves this computer.';
  const what = files ? 'read a serial port' : ports ? 'follow a file' : 'follow a file or read a serial port';
  return (
    <>
      This browser cannot {what}: open this page in Chromium, Chrome or Edge, or follow it in a shell with{' '}
      <code>ffa-scope open --follow FILE</code>
      {ports ? null : (
        <>
          , or a port with <code>{'ffa-scope open - < /dev/ttyUSB0'}</code>
        </>
      )}
      .
    </>
  );
}
