// The names of the secure worlds, which the first paint needs; what else the page asks of a scenario is in scenario-format.ts.
export { SECURE_WORLD_FACTS } from '../../stack/secure/facts.ts';
