import { fail, ok, type Result } from '../base/result.ts';
import { NS_INTERRUPTS } from '../stack/config.ts';
import { FIX_IDS, type FixId } from '../stack/linux/fix-ids.ts';
import { REVISION_IDS } from '../stack/linux/revisions.ts';
import { SECURE_WORLD_IDS } from '../stack/secure/facts.ts';
import { jsonProblem } from './json-syntax.ts';
import { LIMITS } from './limits.ts';
import { checkActions, readAction } from './read/action.ts';
import { DEFAULTS } from './read/defaults.ts';
import { readFault } from './read/fault.ts';
import { readOptee } from './read/optee.ts';
import { asObject, record, withDefault } from './read/record.ts';
import { integer, line, list, oneOf, type Read, word32 } from './read/value.ts';
import type { Scenario } from './types.ts';

export { LIMITS } from './limits.ts';
export { DEFAULTS } from './read/defaults.ts';

/** The version of the format that this program reads. */
export const FORMAT_VERSION = 1;

/** Notification ids 0..63, each once, in the order in which they are written. */
const readIds: Read<readonly number[]> = (value, where) => {
  const ids = list(integer(0, 63), 64, 'ids')(value, where);
  if (!ids.ok) return ids;
  const at = ids.value.findIndex((id, i) => ids.value.indexOf(id) !== i);
  return at < 0 ? ids : fail(`id ${ids.value[at]} is listed twice.`, `${where}[${at}]`, 'List each id once.');
};

/** Each fix once, in the order of the table, whatever the order in which they are written. */
const readFixes: Read<readonly FixId[]> = (value, where) => {
  const fixes = list(oneOf(FIX_IDS, 'fix'), FIX_IDS.length, 'fixes')(value, where);
  if (!fixes.ok) return fixes;
  const twice = fixes.value.findIndex((id, i) => fixes.value.indexOf(id) !== i);
  if (twice >= 0) return fail(`${fixes.value[twice]} is listed twice.`, `${where}[${twice}]`, 'List each fix once.');
  return ok(FIX_IDS.filter((id) => fixes.value.includes(id)));
};

const readGic: Read<2 | 3> = (value, where) => {
  const n = integer(2, 3)(value, where);
  return n.ok ? ok(n.value === 2 ? 2 : 3) : n;
};

const readPartitions: Read<1 | 2> = (value, where) => {
  const n = integer(1, 2)(value, where);
  return n.ok ? ok(n.value === 1 ? 1 : 2) : n;
};

const readVersion: Read<1> = (value, where) => {
  const n = integer(1, Number.MAX_SAFE_INTEGER)(value, where);
  if (!n.ok) return fail(n.error.what, where, 'Write "v": 1.');
  if (n.value === FORMAT_VERSION) return ok(1);
  return fail(
    `the scenario is of version ${n.value}, and this program reads version ${FORMAT_VERSION}.`,
    where,
    'Open it with a newer FF-A Scope.',
  );
};

const readFields = record(
  {
    v: { read: readVersion },
    title: withDefault(line(LIMITS.title), DEFAULTS.title),
    driver: withDefault(oneOf(REVISION_IDS, 'driver'), DEFAULTS.driver),
    fixes: withDefault(readFixes, DEFAULTS.fixes),
    secure: withDefault(oneOf(SECURE_WORLD_IDS, 'secure world'), DEFAULTS.secure),
    cpus: withDefault(integer(1, 8), DEFAULTS.cpus),
    threads: withDefault(integer(1, 16), DEFAULTS.threads),
    gic: withDefault(readGic, DEFAULTS.gic),
    nsInterrupts: withDefault(oneOf(NS_INTERRUPTS, 'way with interrupts'), DEFAULTS.nsInterrupts),
    partitions: withDefault(readPartitions, DEFAULTS.partitions),
    optee: withDefault(readOptee, DEFAULTS.optee),
    bound: withDefault(readIds, DEFAULTS.bound),
    held: withDefault(readIds, DEFAULTS.held),
    actions: withDefault(list(readAction, LIMITS.actions, 'actions'), DEFAULTS.actions),
    faults: withDefault(list(readFault, LIMITS.faults, 'faults'), DEFAULTS.faults),
    choices: withDefault(list(integer(0, 0xffff), LIMITS.choices, 'choices'), DEFAULTS.choices),
    seed: withDefault(word32, DEFAULTS.seed),
  },
  'a scenario',
);

/**
 * A scenario from a JSON value: every field but `v` may be left out. Total: any value gives a scenario or one problem,
 * which names the path, what is wrong there, and the remedy.
 */
export function parseScenario(json: unknown): Result<Scenario> {
  const object = asObject(json, '', 'a scenario');
  if (!object.ok) return object;
  // The version first: a newer format may have fields that are unknown here.
  if (!Object.hasOwn(object.value, 'v')) return fail('the version of the format is missing.', 'v', 'Write "v": 1.');
  const version = readVersion(object.value.v, 'v');
  if (!version.ok) return version;
  const read = readFields(json, '');
  if (!read.ok) return read;
  const scenario: Scenario = read.value;
  const both = scenario.held.findIndex((id) => scenario.bound.includes(id));
  if (both >= 0)
    return fail(
      `id ${scenario.held[both]} is in bound and in held.`,
      `held[${both}]`,
      'An id that another driver holds is bound already: list it once.',
    );
  const actions = checkActions(scenario.actions, scenario.cpus);
  return actions.ok ? ok(scenario) : actions;
}

/** A scenario from the text of a JSON file. A mistake in the JSON itself is shown with its line and column. */
export function parseScenarioText(text: string): Result<Scenario> {
  if (text.length > LIMITS.text)
    return fail(`the text has ${text.length} characters.`, '', `A scenario has at most ${LIMITS.text}.`);
  const bare = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const problem = jsonProblem(bare);
  return problem === null ? parseScenario(JSON.parse(bare)) : { ok: false, error: problem };
}
