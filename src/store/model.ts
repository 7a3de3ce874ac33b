// What the view may ask of the scenario's format: checks and texts, nothing that runs or changes anything.
export { removeFault, siteOfRow } from '../scenario/fork.ts';
export { NOT_YET } from '../scenario/limits.ts';
export { DEFAULTS } from '../scenario/read/defaults.ts';
export { REVISIONS, revisionOf } from '../stack/linux/revisions.ts';
