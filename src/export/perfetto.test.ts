import { describe, expect, test } from 'vitest';
import { perfettoLines } from './perfetto.ts';
import { taken } from './selection.ts';
import { type Subject, WHOLE } from './subject.ts';
import { SIGNS, SUBJECTS, signsSubject } from './subjects.fixture.ts';

interface Event {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid?: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly id?: number;
  readonly bp?: string;
  readonly s?: string;
  readonly cat?: string;
  readonly args?: { readonly name?: string; readonly row?: number };
}

const fileOf = (s: Subject): { readonly traceEvents: readonly Event[]; readonly displayTimeUnit: string } =>
  JSON.parse([...perfettoLines(s, WHOLE)].join('\n'));

// The rules of the "Trace Event Format" document and of Perfetto's importer of it: which fields each phase must have,
// that complete events of a thread nest, that a flow has a begin and an end that lie in slices.
describe.each(Object.entries({ ...SUBJECTS, signs: async () => signsSubject() }))('%s', (_, subject) => {
  test('keeps the rules of the format', async () => {
    const { traceEvents, displayTimeUnit } = fileOf(await subject());
    expect(displayTimeUnit).toBe('ns');
    for (const e of traceEvents) {
      expect('XisfM').toContain(e.ph);
      expect(typeof e.name).toBe('string');
      expect(Number.isInteger(e.pid)).toBe(true);
      if (e.ph === 'M') continue;
      expect(Number.isInteger(e.tid) && Number.isFinite(e.ts)).toBe(true);
      if (e.ph === 'X') expect(e.dur).toBeGreaterThanOrEqual(0);
      if (e.ph === 'i') expect(e.s).toBe('t');
      if (e.ph === 'f') expect(e.bp).toBe('e');
    }
    const named = traceEvents.filter((e) => e.name === 'thread_name').map((e) => `${e.pid} ${e.tid}`);
    const used = new Set(traceEvents.filter((e) => e.ph !== 'M').map((e) => `${e.pid} ${e.tid}`));
    expect(new Set(named)).toEqual(used);
    expect(named.length).toBe(used.size);
  });

  test('slices of a track nest, and flows begin and end in one', async () => {
    const { traceEvents } = fileOf(await subject());
    const slices = traceEvents.filter((e) => e.ph === 'X');
    const ends = (e: Event): readonly [number, number] => [ns(e.ts), ns((e.ts ?? 0) + (e.dur ?? 0))];
    const same = (a: Event, b: Event): boolean => a.pid === b.pid && a.tid === b.tid;
    for (const a of slices)
      for (const b of slices.filter((x) => same(a, x))) {
        const [[a1, a2], [b1, b2]] = [ends(a), ends(b)];
        expect(a2 <= b1 || b2 <= a1 || (a1 <= b1 && b2 <= a2) || (b1 <= a1 && a2 <= b2)).toBe(true);
      }
    const flows = traceEvents.filter((e) => e.ph === 's' || e.ph === 'f');
    for (const f of flows) {
      expect(flows.filter((g) => g.id === f.id).map((g) => g.ph)).toEqual(['s', 'f']);
      expect(slices.some((x) => same(x, f) && ends(x)[0] <= ns(f.ts) && ns(f.ts) <= ends(x)[1])).toBe(true);
    }
  });

  test('has a slice for each call that was answered, and every row that is neither its reply nor an end', async () => {
    const s = await subject();
    const { traceEvents } = fileOf(s);
    const answered = new Set([...s.trace.rows()].flatMap((e) => (e.kind === 'return' ? [e.of] : [])));
    const calls = traceEvents.filter((e) => e.cat === 'call' && e.ph === 'X').map((e) => e.args?.row);
    expect(new Set(calls)).toEqual(answered);
    const shown = new Set(traceEvents.map((e) => e.args?.row).filter((row) => row !== undefined));
    const rows = [...taken(s, WHOLE)].filter(
      ({ event: e }) => e.kind !== 'return' && !(e.kind === 'step' && e.enter !== null),
    );
    expect(shown).toEqual(new Set(rows.map(({ event }) => event.row)));
  });
});

test('what is in is what is shown', () => {
  const names = fileOf(signsSubject()).traceEvents.map((e) => e.name);
  for (const text of SIGNS) expect(names).toContain(`log: ${text}`);
});

const ns = (us: number | undefined): number => Math.round((us ?? Number.NaN) * 1000);
