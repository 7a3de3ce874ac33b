import { NEWEST } from '../../stack/linux/revisions.ts';
import type { Scenario } from '../types.ts';
import { DEFAULTS } from './defaults.ts';

/** What the page begins a scenario with: the newest kernel. The format's own defaults stay as links and files have them. */
export const FRESH: Scenario = { ...DEFAULTS, driver: NEWEST };
