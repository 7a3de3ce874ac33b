import { expect, test } from 'vitest';
import { run } from '../scenario/run.ts';
import { DEFAULTS } from '../scenario/schema.ts';
import { fittingLines, partsOf } from './fits.ts';
import { FORMATS, formatNamed } from './formats.ts';
import { runSubject } from './run-subject.ts';
import { WHOLE } from './subject.ts';

const long = () =>
  runSubject(
    run({
      ...DEFAULTS,
      actions: Array.from({ length: 30 }, () => ({ do: 'probe' }) as const).flatMap((a) => [
        a,
        { do: 'remove' } as const,
      ]),
    }),
  );

test('what is too long for its readers is refused with the rows of the parts that would do', async () => {
  const s = await long();
  const mermaid = formatNamed('mermaid');
  const lines = fittingLines(mermaid, s, WHOLE);
  expect(lines.ok ? '' : lines.error.what).toMatch(
    /^Mermaid draws at most 50,000 characters .* these rows make [0-9,]+\.$/,
  );
  const parts = partsOf(mermaid, s, WHOLE);
  expect(lines.ok ? '' : lines.error.remedy).toContain(`${parts.length} parts`);
  expect(parts[0]?.[0]).toBe(0);
  expect(parts.at(-1)?.[1]).toBe(s.trace.length);
  for (const [i, [from, end]] of parts.entries()) {
    if (i > 0) expect(from).toBe(parts[i - 1]?.[1]);
    expect(fittingLines(mermaid, s, { ...WHOLE, from, end }).ok).toBe(true);
  }
});

test('the others have no limit', async () => {
  const s = await long();
  for (const format of FORMATS.filter((f) => f.most === undefined && f.drawnFrom === undefined)) {
    const lines = fittingLines(format, s, WHOLE);
    expect(lines.ok && [...lines.value].length, format.name).toBeGreaterThan(0);
  }
});
