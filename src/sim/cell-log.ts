import type { Value } from '../trace/event.ts';
import type { World } from '../trace/world.ts';
import type { CellEnd } from './stretch.ts';

/** Which cells have been written, so that what came of it can be written again. */
export class CellLog {
  /** In the order in which they came to the place where they stand among the cells. */
  readonly #written = new Map<string, { dropped: boolean; there: boolean }>();

  wrote(key: string, value: Value | undefined): void {
    const known = this.#written.get(key);
    const there = value !== undefined;
    if (known?.there === true && there) return;
    if (known !== undefined) this.#written.delete(key);
    // A cell that is written and was not here before this log has perhaps not been there: it comes last in either case.
    this.#written.set(key, { dropped: !there || known !== undefined, there });
  }

  /** What came of it; rows are counted from `first`. */
  ends(world: World, first: number): CellEnd[] {
    return [...this.#written].map(([key, { dropped }]) => {
      const cell = world.cell(key);
      return { key, value: cell?.value, row: (cell?.row ?? first) - first, dropped };
    });
  }
}
