// The scenario as its JSON text, both ways. The parser is loaded with the part of the page that shows the text.
export { scenarioText } from '../../scenario/json.ts';
export { parseScenarioText } from '../../scenario/schema.ts';
