/** How large a scenario may be. A run is bounded by its rows; these bound what is read. */
export const LIMITS = { actions: 200, faults: 500, choices: 10_000, title: 200, text: 1_000_000 } as const;
