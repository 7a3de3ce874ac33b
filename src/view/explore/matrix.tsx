import { type KeyboardEvent, memo, type ReactNode, useMemo, useRef, useState } from 'react';
import { errnoText } from '../../abi/errno.ts';
import type { Scenario } from '../../scenario/types.ts';
import { COLUMNS, ENDINGS, type EndingId, type Site, type Tried } from '../../store/session/exploring.ts';
import { CellDetail } from './cell-detail.tsx';
import { type Cell, cellKey, cellsOf, type Difference } from './cells.ts';
import css from './explore-dialog.module.css';
import { siteKey, siteName } from './site-name.ts';

interface Props {
  readonly sites: readonly Site[];
  readonly tried: readonly Tried[];
  readonly scenario: Scenario;
  /** What tells it from another one beside it: `v7.3 / OP-TEE SPMC`. */
  readonly name: string;
  /** What the same cell is in the matrix beside it, where it is something else; absent where none stands there. */
  readonly others?: ReadonlyMap<string, Difference>;
}

const GLYPHS = new Map<EndingId, string>(ENDINGS.map((e) => [e.id, e.glyph]));
const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
};

/** Places by answers: a cell is the worst that any answer of that kind does there. Arrows move, Enter opens. */
export function Matrix({ sites, tried, scenario, name, others }: Props): ReactNode {
  const table = useRef<HTMLTableElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const cells = useMemo(() => cellsOf(tried), [tried]);
  const first = cells.keys().next().value ?? null;
  const shown = chosen === null ? undefined : cells.get(chosen);
  const tabbed = shown === undefined ? first : chosen;
  const move = (e: KeyboardEvent): void => {
    const by = MOVES[e.key];
    const at = (e.target as HTMLElement).dataset.cell;
    if (by === undefined || at === undefined) return;
    e.preventDefault();
    const next = neighbour(cells, sites, at, by);
    table.current?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(next)}"]`)?.focus();
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className={css.scroll} tabIndex={0} aria-label={`Matrix of places and answers, ${name}`}>
        <table ref={table} className={css.matrix} onKeyDown={move}>
          <thead>
            <tr>
              <th scope="col">Place, in order</th>
              {COLUMNS.map(({ id, errno }) => (
                <th key={id} scope="col" title={errno === null ? id : `${id}: Linux reads ${errnoText(errno)}`}>
                  <span className={css.status}>{id.replaceAll('_', '_\u200b')}</span>
                  <small className={css.errno}>{errno ?? ''}</small>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sites.map((site, i) => {
              const here = COLUMNS.map(({ id }) => rowCell(cells, others, cellKey(site, id)));
              return (
                <MatrixRow
                  key={siteKey(site)}
                  site={site}
                  phase={sites[i - 1]?.action === site.action ? null : (scenario.actions[site.action]?.do ?? '')}
                  cells={here}
                  chosen={chosen !== null && here.some((c) => c?.key === chosen) ? chosen : null}
                  tabbed={tabbed !== null && here.some((c) => c?.key === tabbed) ? tabbed : null}
                  choose={setChosen}
                />
              );
            })}
          </tbody>
        </table>
      </section>
      {shown === undefined ? (
        <p className={css.hint}>Choose a cell to see what was answered and to open its run.</p>
      ) : (
        <CellDetail name={`${siteName(shown.site)}, ${shown.column}`} tried={shown.tried} scenario={scenario} />
      )}
    </>
  );
}

/** What of a cell is drawn. */
interface RowCell {
  readonly key: string;
  readonly worst: EndingId;
  readonly count: number;
  /** What it is in the matrix beside it, where that is something else. */
  readonly there: EndingId | null;
}

function rowCell(cells: ReadonlyMap<string, Cell>, others: Props['others'], key: string): RowCell | null {
  const cell = cells.get(key);
  if (cell === undefined) return null;
  return { key, worst: cell.worst, count: cell.tried.length, there: others?.get(key)?.there.worst ?? null };
}

interface RowProps {
  readonly site: Site;
  /** The action that begins with this place; null where it goes on. */
  readonly phase: string | null;
  /** One a column. */
  readonly cells: readonly (RowCell | null)[];
  readonly chosen: string | null;
  readonly tabbed: string | null;
  readonly choose: (key: string) => void;
}

// While a sweep runs a portion comes every tenth of a second, and is about a few of a hundred rows.
const MatrixRow = memo(Row, sameRow);

function sameRow(a: RowProps, b: RowProps): boolean {
  const sameCell = (x: RowCell | null, y: RowCell | null | undefined): boolean =>
    x === y || (x?.key === y?.key && x?.worst === y?.worst && x?.count === y?.count && x?.there === y?.there);
  return (
    siteKey(a.site) === siteKey(b.site) &&
    a.phase === b.phase &&
    a.chosen === b.chosen &&
    a.tabbed === b.tabbed &&
    a.choose === b.choose &&
    a.cells.every((cell, i) => sameCell(cell, b.cells[i]))
  );
}

function Row({ site, phase, cells, chosen, tabbed, choose }: RowProps): ReactNode {
  return (
    <tr className={phase === null ? '' : css.phase}>
      <th scope="row">
        {phase === null ? null : <i>{phase}</i>}
        <code>{siteName(site)}</code>
      </th>
      {cells.map((cell, column) => {
        const id = COLUMNS[column]?.id ?? '';
        return (
          <td key={id}>
            {cell === null ? null : (
              <button
                type="button"
                data-cell={cell.key}
                tabIndex={cell.key === tabbed ? 0 : -1}
                aria-pressed={cell.key === chosen}
                aria-label={`${siteName(site)}, ${id}: ${cell.worst}${cell.there === null ? '' : `, ${cell.there} beside it`}`}
                className={`${css[`tone-${cell.worst.replaceAll(' ', '-')}`]} ${cell.there === null ? '' : css.differs}`}
                onClick={() => choose(cell.key)}
                onFocus={() => choose(cell.key)}
              >
                {GLYPHS.get(cell.worst)}
                {cell.count > 1 ? <small>{cell.count}</small> : null}
              </button>
            )}
          </td>
        );
      })}
    </tr>
  );
}

/** The next cell in this direction that there is; the same one at the edge. */
function neighbour(
  cells: ReadonlyMap<string, Cell>,
  sites: readonly Site[],
  at: string,
  [down, right]: readonly [number, number],
): string {
  const cell = cells.get(at);
  if (cell === undefined) return at;
  let row = sites.findIndex((s) => siteKey(s) === siteKey(cell.site)) + down;
  let column = COLUMNS.findIndex((c) => c.id === cell.column) + right;
  while (sites[row] !== undefined && COLUMNS[column] !== undefined) {
    const key = `${siteKey(sites[row] as Site)} ${COLUMNS[column]?.id}`;
    if (cells.has(key)) return key;
    row += down;
    column += right;
  }
  return at;
}
