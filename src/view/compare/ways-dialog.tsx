import { type ReactNode, useEffect, useState } from 'react';
import { busy } from '../../store/busy.ts';
import { FRESH } from '../../store/session/scenario-format.ts';
import { runWays, type WayLine, type Ways } from '../../store/session/ways.ts';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import css from './ways-dialog.module.css';

const COLUMNS = [
  { way: 'async', title: 'Asynchronous: a notification, id below 64' },
  { way: 'sync', title: 'Synchronous: RPC wait and send, key 64' },
] as const;

/** A wake-up as an asynchronous notification and as an RPC, run on the driver that is open and read from the traces. */
export function WaysDialog(): ReactNode {
  const driver = useScope((s) => s.current?.scenario.driver ?? FRESH.driver);
  const openDialog = useScope((s) => s.openDialog);
  const [ways, setWays] = useState<Ways | null>(null);
  const [problem, setProblem] = useState('');
  useEffect(() => {
    const over = busy();
    let wanted = true;
    runWays(driver)
      .then(
        (made) => wanted && setWays(made),
        (error: unknown) => wanted && setProblem(`The runs could not be made: ${String(error)}. Reload the page.`),
      )
      .finally(over);
    return () => {
      wanted = false;
    };
  }, [driver]);
  return (
    <Dialog title={`Bottom half and synchronous, driver ${driver}`} wide onClose={() => openDialog(null)}>
      <p className={css.intro}>
        Two runs, and four more for what happens when somebody is missing. Every line is read from a row of its run.
      </p>
      {problem === '' ? null : <p role="alert">{problem}</p>}
      {ways === null ? null : <WaysTable ways={ways} />}
    </Dialog>
  );
}

function WaysTable({ ways }: { readonly ways: Ways }): ReactNode {
  const open = useScope((s) => s.open);
  const openDialog = useScope((s) => s.openDialog);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reachable by keyboard
    <section className={css.scroll} tabIndex={0} aria-label="The two ways side by side">
      <table className={css.table}>
        <thead>
          <tr>
            <td />
            {COLUMNS.map(({ way, title }) => (
              <th key={way} scope="col">
                {title}
                <Button
                  className={css.open ?? ''}
                  aria-label={`Open the run: ${ways[way].title}`}
                  onClick={() => {
                    openDialog(null);
                    void open(ways[way]);
                  }}
                >
                  Open this run
                </Button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ways.rows.map((row) => (
            <tr key={row.title}>
              <th scope="row">{row.title}</th>
              {COLUMNS.map(({ way }) => (
                <td key={way}>
                  <Lines lines={row[way]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Lines({ lines }: { readonly lines: readonly WayLine[] }): ReactNode {
  return (
    <ul className={css.lines}>
      {lines.map((l, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place in the list
        <li key={i} className={l.row === null ? css.nothing : undefined}>
          <span>{l.text}</span>
          {l.row === null ? null : <small>row {l.row}</small>}
          {l.registers === undefined ? null : <code>{l.registers.join('  ')}</code>}
        </li>
      ))}
    </ul>
  );
}
