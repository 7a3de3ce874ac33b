import { fail, ok, type Result } from '../base/result.ts';
import { nearest } from '../base/search.ts';
import { GALLERY_NAMES, galleryScenario } from '../lessons/gallery.ts';
import { decodeLink, isLink } from '../scenario/link.ts';
import { parseScenarioText } from '../scenario/schema.ts';
import type { Scenario } from '../scenario/types.ts';
import { fileTrouble, type Io, readText } from './io.ts';

/**
 * The scenario that an operand names: `-` for standard input, a link, the name of a lesson, or else a file. What is read
 * from a file or from standard input is JSON or a link. A file with the name of a lesson is written `./probe`.
 */
export async function loadScenario(operand: string, io: Io): Promise<Result<Scenario>> {
  if (isLink(operand)) return fromLink(operand, io);
  const shipped = galleryScenario(operand);
  if (shipped !== null) return ok(shipped);
  const name = operand === '-' ? 'standard input' : operand;
  let text: string;
  try {
    text = await readText(operand === '-' ? io.stdin() : io.file(operand));
  } catch (error) {
    const near = nearest(operand, GALLERY_NAMES);
    return fail(
      fileTrouble(error),
      name,
      near === null ? 'Name a file, a link or a lesson.' : `The lesson is named ${near}.`,
    );
  }
  if (isLink(text) && !text.trimStart().startsWith('{')) return fromLink(text, io);
  const read = parseScenarioText(text);
  return read.ok ? read : fail(read.error.what, [name, read.error.where].filter(Boolean).join(', '), read.error.remedy);
}

async function fromLink(text: string, io: Io): Promise<Result<Scenario>> {
  const link = await decodeLink(text);
  if (!link.ok) return link;
  for (const note of link.value.notes) io.err(`ffa-scope: ${note}\n`);
  return ok(link.value.scenario);
}
