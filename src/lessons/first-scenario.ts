import { DEFAULTS } from '../scenario/read/defaults.ts';
import type { Scenario } from '../scenario/types.ts';

/** The scenario of the first lesson, with which the page opens: written out, so that the first load needs neither parser nor lessons. */
export const FIRST_SCENARIO: Scenario = { ...DEFAULTS, title: 'A probe, step by step', actions: [{ do: 'probe' }] };
