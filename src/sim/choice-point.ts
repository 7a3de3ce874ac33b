/** A moment at which more than one context could run; the scenario's `choices` has one entry for each. */
export interface ChoicePoint {
  /** The row that was written next. */
  readonly row: number;
  /** Who could run, the default first. */
  readonly options: readonly string[];
  readonly chosen: number;
}
