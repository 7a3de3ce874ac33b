import { asyncInit } from './async-init.ts';
import type { Cause, Symptom } from './cause.ts';
import { errno, ffaStatus, teeResult } from './codes.ts';
import * as core from './core-messages.ts';
import * as messages from './probe-messages.ts';
import * as reports from './reports.ts';

/** Messages first; a bare number or name only where the line is nothing else. */
const SYMPTOMS: readonly Symptom[] = [
  asyncInit,
  messages.unexpectedError,
  messages.incompatibleApi,
  messages.exchangeError,
  messages.reclaim,
  core.irqMapping,
  core.setupFailed,
  core.bitmapCreate,
  core.registerCallback,
  core.unregisterCallback,
  core.infoFetch,
  core.retrieve,
  core.version,
  core.downgrading,
  core.partitionId,
  reports.sleeping,
  reports.hungTask,
  reports.opteePanic,
  reports.enableSecure,
  reports.stackTrace,
  reports.stackWait,
  reports.stackBottomHalf,
  errno,
  teeResult,
  ffaStatus,
];

/** One message that was found in a text, with what can lead to it. */
export interface Explanation {
  readonly symptom: string;
  /** The line of the text, from 1. */
  readonly line: number;
  readonly text: string;
  /** What the line says, in words. */
  readonly meaning: string;
  /** The most likely first; empty where the line is understood and nothing is known to lead to it. */
  readonly causes: readonly Cause[];
}

const MAX_LINES = 5000;
const MAX_LINE = 1000;

/**
 * What is behind a message of dmesg or of OP-TEE, an errno, a TEE result, an FF-A status or a stack trace, line by
 * line; each message once. Other lines of the text decide between causes (a cause's `evidence`). Lines of which
 * nothing is known give nothing: an empty list is "not known here".
 */
export function explain(text: string): readonly Explanation[] {
  const found: Explanation[] = [];
  const seen = new Set<string>();
  for (const [i, whole] of text.split(/\r?\n/, MAX_LINES).entries()) {
    const line = whole.slice(0, MAX_LINE).trim();
    for (const symptom of SYMPTOMS) {
      const m = symptom.matches.exec(line);
      if (m === null) continue;
      const key = `${symptom.id} ${m[0]}`;
      if (!seen.has(key) && !isPartOf(symptom, found)) {
        seen.add(key);
        const causes = ranked(symptom.causes(m), text);
        found.push({ symptom: symptom.id, line: i + 1, text: line, meaning: symptom.meaning(m), causes });
      }
      break;
    }
  }
  return found;
}

/** A function in a call trace belongs to the report above it, when that has the same causes. */
const isPartOf = (symptom: Symptom, found: readonly Explanation[]): boolean =>
  symptom.id.startsWith('stack-') &&
  found.some((f) => f.symptom === 'hung-task' || f.symptom === 'sleeping' || f.symptom === symptom.id);

/** Causes that another line of the text speaks for come first; the order is kept otherwise. */
function ranked(causes: readonly Cause[], text: string): readonly Cause[] {
  const shown = text.slice(0, MAX_LINES * 200);
  const [first, rest]: [Cause[], Cause[]] = [[], []];
  for (const c of causes) (c.evidence?.test(shown) === true ? first : rest).push(c);
  return [...first, ...rest];
}
