import { fail, ok, type Result } from '../base/result.ts';
import { fittingLines } from '../export/fits.ts';
import type { Format } from '../export/formats.ts';
import { oneFile } from '../export/one-file.ts';
import type { Choice, Subject } from '../export/subject.ts';
import { type Io, readText } from './io.ts';
import { writeLines } from './write-lines.ts';

/** Writes what is taken of a run or a recording; a problem where its readers take less. */
export async function writeExport(format: Format, s: Subject, c: Choice, io: Io): Promise<Result<null>> {
  const lines = fittingLines(format, s, c);
  if (!lines.ok) return lines;
  if (format.framed === undefined) {
    await writeLines(lines.value, io);
    return ok(null);
  }
  const viewer = await viewerOf(io);
  if (viewer === null)
    return fail('the page is not built here.', '--format html', 'In a clone, run npm run build first.');
  await io.out(await oneFile(viewer, s, c));
  return ok(null);
}

/** The viewer that ships with the program: a module of the page, whose name viewer.json says. Null where none is built. */
async function viewerOf(io: Io): Promise<string | null> {
  try {
    const { part } = JSON.parse(await readText(io.shipped('dist/viewer.json'))) as { part: string };
    const code = Buffer.from(await readText(io.shipped(`dist/${part}`))).toString('base64');
    const { default: viewer } = (await import(/* @vite-ignore */ `data:text/javascript;base64,${code}`)) as {
      default: string;
    };
    return viewer;
  } catch {
    return null;
  }
}
