import { type ReactNode, useMemo } from 'react';
import { compareWays, type WayLine } from '../../store/session/ways.ts';
import { useScope } from '../../store/store.ts';
import { Button } from '../parts/button.tsx';
import { Dialog } from '../parts/dialog.tsx';
import css from './ways-dialog.module.css';

/** A wake-up as an asynchronous notification and as an RPC, run on the driver that is open and read from the traces. */
export function WaysDialog(): ReactNode {
  const driver = useScope((s) => s.current?.run.scenario.driver ?? 'v6.12');
  const open = useScope((s) => s.open);
  const openDialog = useScope((s) => s.openDialog);
  const ways = useMemo(() => compareWays(driver), [driver]);
  const columns = [
    { way: 'async', title: 'Asynchronous: a notification, id below 64' },
    { way: 'sync', title: 'Synchronous: RPC wait and send, key 64' },
  ] as const;
  return (
    <Dialog title={`Bottom half and synchronous, driver ${driver}`} wide onClose={() => openDialog(null)}>
      <p className={css.intro}>
        Two runs, and four more for what happens when somebody is missing. Every line is read from a row of its run.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways has to be reachable by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label="The two ways side by side">
        <table className={css.table}>
          <thead>
            <tr>
              <td />
              {columns.map(({ way, title }) => (
                <th key={way} scope="col">
                  {title}
                  <Button
                    className={css.open ?? ''}
                    aria-label={`Open the run: ${ways[way].title}`}
                    onClick={() => {
                      openDialog(null);
                      open(ways[way]);
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
                {columns.map(({ way }) => (
                  <td key={way}>
                    <Lines lines={row[way]} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Dialog>
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
