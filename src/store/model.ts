// What the view may ask of the scenario's format: checks and texts, nothing that runs or changes anything.
export { removeFault, siteOfRow } from '../scenario/fork.ts';
export { scenarioText } from '../scenario/json.ts';
export { DEFAULTS, NOT_YET, parseScenarioText } from '../scenario/schema.ts';
