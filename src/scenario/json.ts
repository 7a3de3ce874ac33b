import { hex } from '../base/bits.ts';
import type { Fault, FaultDo } from '../sim/fault.ts';
import type { Action, TxContents } from '../stack/config.ts';
import type { Json, JsonObject } from './json-value.ts';
import { ACTIONS } from './read/action.ts';
import { DEFAULTS } from './read/defaults.ts';
import { capsByName, errnoLabel, statusLabel } from './read/vocabulary.ts';
import { txJson } from './tx-json.ts';
import type { Scenario } from './types.ts';

export type { JsonObject } from './json-value.ts';

export interface JsonOptions {
  /** Write fields that equal their default, too. */
  readonly full?: boolean;
}

/**
 * The canonical JSON of a scenario: names where there are names, words in hexadecimal, and without `full` nothing that
 * equals its default. `parseScenario` of it gives the same scenario again.
 */
export function scenarioToJson(s: Scenario, options: JsonOptions = {}): JsonObject {
  const full = options.full === true;
  const optee: JsonObject = { ...s.optee, osBuild: word(s.optee.osBuild), caps: caps(s.optee.caps) };
  const d = DEFAULTS;
  const all: JsonObject = {
    title: s.title,
    driver: s.driver,
    fixes: s.fixes,
    secure: s.secure,
    cpus: s.cpus,
    threads: s.threads,
    gic: s.gic,
    nsInterrupts: s.nsInterrupts,
    partitions: s.partitions,
    optee: full ? optee : without(optee, { ...d.optee, osBuild: word(d.optee.osBuild), caps: caps(d.optee.caps) }),
    bound: s.bound,
    held: s.held,
    actions: s.actions.map((a) => actionJson(a, full)),
    faults: s.faults.map((f) => faultJson(f, full)),
    choices: s.choices,
    seed: s.seed,
  };
  if (full) return { v: 1, ...all };
  return {
    v: 1,
    ...without(all, { ...d, optee: {}, actions: d.actions.map((a) => actionJson(a, false)), faults: [] }),
  };
}

/** The JSON as text, one field a line and short values on one line; ends in a newline. */
export function scenarioText(s: Scenario, options: JsonOptions = {}): string {
  const fields = Object.entries(scenarioToJson(s, options)).map(([name, value]) => {
    const rows = (name === 'actions' || name === 'faults') && Array.isArray(value) && value.length > 1;
    const text = rows ? `[\n    ${value.map(inline).join(',\n    ')}\n  ]` : inline(value);
    return `  ${JSON.stringify(name)}: ${text}`;
  });
  return `{\n${fields.join(',\n')}\n}\n`;
}

const inline = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([name, v]) => `${JSON.stringify(name)}: ${inline(v)}`);
  return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
};

function actionJson(a: Action, full: boolean): JsonObject {
  const loose = a as unknown as Readonly<Record<string, unknown>>;
  const out: Record<string, Json> = { do: a.do };
  for (const [field, { byDefault }] of Object.entries(ACTIONS[a.do])) {
    const value = loose[field] ?? byDefault;
    if (value === undefined || (!full && value === byDefault)) continue;
    out[field] =
      a.do === 'sp' && field === 'id' ? word(a.id) : field === 'tx' ? txJson(value as TxContents, full) : plain(value);
  }
  if (a.with !== undefined) out.with = a.with;
  if (a.after !== undefined) out.after = a.after;
  return out;
}

/** One fault as it is written in a scenario. */
export function faultJson(f: Fault, full = false): JsonObject {
  const { nth, ...name } = f.at;
  return { at: full || nth !== 1 ? { ...name, nth } : { ...name }, do: doJson(f.do) };
}

function doJson(d: FaultDo): JsonObject {
  if ('error' in d) return { error: statusLabel(d.error) ?? d.error };
  if ('reply' in d) return { reply: Object.fromEntries([...d.reply].map(([i, w]) => [`w${i}`, hex(w)])) };
  if ('rc' in d) {
    const name = errnoLabel(d.rc);
    return name === null ? { rc: d.rc } : { errno: name };
  }
  return d;
}

const word = (n: number): string => hex(BigInt(n));
const caps = (mask: number): Json => capsByName(mask) ?? word(mask);

/** Registers are bigint in a scenario and hexadecimal text in its JSON. */
function plain(value: unknown): Json {
  if (typeof value === 'bigint') return hex(value);
  return Array.isArray(value) ? value.map(plain) : (value as Json);
}

/** The fields that differ from `defaults`. */
function without(object: JsonObject, defaults: { readonly [name: string]: unknown }): JsonObject {
  return Object.fromEntries(
    Object.entries(object).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name])),
  );
}
