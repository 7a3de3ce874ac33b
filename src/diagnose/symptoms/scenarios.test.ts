import { describe, expect, test } from 'vitest';
import { expectKept } from '../../base/kept-lines.fixture.ts';
import { run } from '../../scenario/run.ts';
import { parseScenario } from '../../scenario/schema.ts';
import { explain } from '../explain.ts';
import { findRow } from '../find-row.ts';
import { SYMPTOMS } from './index.ts';

// Each cause of each example that has a run is run, and must show what it claims: the row where it goes wrong, and the
// very message, where Linux or OP-TEE of the model prints it.

const cases = SYMPTOMS.flatMap((s) =>
  s.examples.flatMap((example) =>
    (explain(example)[0]?.causes ?? []).map((cause) => ({ symptom: s, example, cause, id: cause.id })),
  ),
);
const shown = cases.filter((c) => 'scenario' in c.cause.show);

describe.each(shown)('$example: $id', ({ symptom, example, cause }) => {
  test('its scenario runs, has the row that fails, and prints the message', () => {
    if (!('scenario' in cause.show)) throw new Error('without a run');
    const scenario = parseScenario(cause.show.scenario);
    if (!scenario.ok) throw new Error(`${scenario.error.where}: ${scenario.error.what}`);
    const { trace, missedFaults } = run(scenario.value);
    expect(missedFaults).toEqual([]);
    const { row: match } = cause.show;
    const at = findRow(trace, match);
    const e = at === null ? null : trace.row(at);
    if (e?.kind === 'return' && 'reply' in match) {
      const asked = trace.row(e.of);
      expect(asked.kind === 'call' && [asked.name, asked.service]).toContain(match.reply);
      const replies = [...trace.rows()].flatMap((r) => {
        const of = r.kind === 'return' ? trace.row(r.of) : null;
        return of?.kind === 'call' && [of.name, of.service].includes(match.reply) ? [r.row] : [];
      });
      expect(at).toBe(replies.at(match.nth < 0 ? match.nth : match.nth - 1));
    } else if (e?.kind === 'step' && 'step' in match) expect([e.fn, e.rc]).toEqual([match.step, match.rc]);
    else if (e?.kind === 'log' && 'log' in match) expect(e.text).toContain(match.log);
    else expect(e).toMatchObject({ kind: 'violation', rule: 'violation' in match ? match.violation : null });
    const log = [...trace.rows()].flatMap((e) => (e.kind === 'log' || e.kind === 'violation' ? [e.text] : []));
    if (/^(optee|ARM FF-A): /.test(example)) expect(log.map(plain)).toContain(plain(example));
    else expect(log.some((text) => symptom.pattern.test(text))).toBe(true);
  });
});

/** Numbers that depend on the machine: handles. */
const plain = (text: string): string => text.replace(/0x1000\d{8}/, 'HANDLE');

test('which causes of which messages have a run is as it was', () => {
  const lines = cases.map(({ example, id, cause: { show } }) => {
    const what = 'scenario' in show ? `shown by "${show.scenario.title}", ${JSON.stringify(show.row)}` : show.cannot;
    return `${example}: ${id}: ${what}`;
  });
  expectKept(new URL('shown.txt', import.meta.url), lines);
});

test('every cause has a run, or says why it has none', () => {
  for (const { cause } of cases) if ('cannot' in cause.show) expect(cause.show.cannot).toMatch(/^[A-Z].*\.$/);
  const without = cases.length - shown.length;
  process.stdout.write(
    `${SYMPTOMS.length} messages, ${cases.length} causes of examples: ${shown.length} with a run, ${without} without\n`,
  );
});
