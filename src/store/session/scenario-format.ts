// What the page may ask of the scenario's format: checks and texts, nothing that runs anything.
export { removeFault } from '../../scenario/fork.ts';
export { onPlatform, type Platform, platformText } from '../../scenario/platform.ts';
export { DEFAULTS } from '../../scenario/read/defaults.ts';
export { FRESH } from '../../scenario/read/fresh.ts';
export { FIX_IDS, type FixId } from '../../stack/linux/fix-ids.ts';
export { REVISIONS, revisionOf } from '../../stack/linux/revisions.ts';
export { SECURE_WORLD_FACTS } from '../../stack/secure/facts.ts';
