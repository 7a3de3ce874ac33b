// What the view may ask of the scenario's format: checks and texts, nothing that runs or changes anything.
export { addFault, removeFault, siteOfRow } from '../scenario/fork.ts';
export { faultJson, scenarioText } from '../scenario/json.ts';
export { DEFAULTS, LIMITS, NOT_YET, parseScenarioText } from '../scenario/schema.ts';
