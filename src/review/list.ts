import { ok, type Result } from '../base/result.ts';
import { decodeLink, isLink } from '../scenario/link.ts';
import { parseScenarioText } from '../scenario/schema.ts';
import type { Scenario } from '../scenario/types.ts';
import type { Subject } from './subject.ts';

/** A scenario on a line of a list: its JSON or a link. */
export async function readScenarioLine(line: string): Promise<Result<Scenario>> {
  if (!isLink(line) || line.trimStart().startsWith('{')) return parseScenarioText(line);
  const link = await decodeLink(line);
  return link.ok ? ok(link.value.scenario) : link;
}

/** The same as what is reviewed; `number` is the line, from 1. null for an empty line. */
export async function readSubject(line: string, number: number): Promise<Result<Subject> | null> {
  if (line.trim() === '') return null;
  const read = await readScenarioLine(line);
  if (!read.ok) return read;
  const { title } = read.value;
  return ok({ name: `line ${number}`, number, title: title === '' ? 'untitled' : title, scenario: read.value });
}
