import { describe, expect, test } from 'vitest';
import { readStory } from '../../diagnose/story/story-reader.ts';
import { opened, recordingNames, traceText } from '../../import/fixtures/files.ts';
import { openRecording } from '../../import/open.ts';
import { BarIndex, barsOf } from '../../layout/bars.ts';
import { MARK, marksOf, marksUpTo } from '../../study/marks.ts';
import { jsonLine } from '../../trace/jsonl.ts';
import type { Trace } from '../../trace/trace.ts';
import type { OpenRecording } from './recording.ts';
import { type Part, PartReceiver, PartSender, type Sent } from './recording-parts.ts';
import { surveyOf } from './survey.ts';

const across = ({ part, buffers }: Sent): Part => structuredClone(part, { transfer: buffers });
const bytesOf = (text: string): Uint8Array[] => {
  const bytes = new TextEncoder().encode(text);
  const size = Math.ceil(bytes.length / 8);
  return Array.from({ length: 8 }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
};
const lines = (t: Trace): string[] => [...t.rows()].map(jsonLine);

/** What the page holds after each part and at the end, beside the recording as it is read at once. */
async function sent(text: string, name: string): Promise<{ states: OpenRecording[]; end: OpenRecording }> {
  const sender = new PartSender();
  const receiver = new PartReceiver(name, text.length);
  const states: OpenRecording[] = [];
  const whole = await openRecording(bytesOf(text), {
    onProgress(_, soFar) {
      const now = soFar();
      if (now !== null) states.push(receiver.take(across(sender.next(now, 0.5, 50))));
    },
  });
  if (!whole.ok) throw new Error(whole.error.what);
  const survey = surveyOf(whole.value, name);
  while (whole.value.format === 'JSON lines' && sender.rows < whole.value.trace.length)
    states.push(receiver.take(across(sender.next(whole.value, 1, 50))));
  return { states, end: receiver.take(across(sender.last(whole.value, survey))) };
}

describe.each([...recordingNames])('%s', (name) => {
  test('in the end the page holds what reading at once gives, with its marks, bars and worlds', async () => {
    const { end, states } = await sent(traceText(name), `${name}.txt`);
    const whole = await opened(traceText(name));
    const { trace, history } = end.shown;
    expect(end).toMatchObject({ name: `${name}.txt`, format: 'ftrace text', complete: true, readTo: null });
    expect(lines(trace)).toEqual(lines(whole.trace));
    const departs = new Set(end.checked.departures.rows);
    expect([...marksOf(trace)]).toEqual(
      [...marksOf(whole.trace)].map((m, row) => m | (departs.has(row) ? MARK.departure : 0)),
    );
    const own = new BarIndex(whole.trace);
    own.within(0, whole.trace.length);
    for (let row = 0; row < trace.length; row += 7)
      expect(barsOf(trace).within(row, row + 30)).toEqual(own.within(row, row + 30));
    for (const e of whole.trace.rows()) for (const c of e.changes) expect(history.writesOf(c.key)).toContain(e.row);
    // The states on the way are beginnings of it, and stay what they were.
    for (const s of states) {
      expect(s.complete).toBe(false);
      expect(marksUpTo(s.shown.trace, s.shown.trace.length)).toHaveLength(s.shown.trace.length);
      expect([...s.shown.trace.rows()].map((e) => e.at)).toEqual(
        [...whole.trace.rows(0, s.shown.trace.length)].map((e) => e.at),
      );
    }
  });
});

test('rows without columns arrive in portions', async () => {
  const text = lines((await opened(traceText('g3-user-ta-load'))).trace).join('\n');
  const { end, states } = await sent(text, 'g.jsonl');
  expect(lines(end.shown.trace)).toEqual(text.split('\n'));
  expect(states.length).toBeGreaterThan(3);
  const lengths = states.map((s) => s.shown.trace.length);
  expect(lengths.every((n, i) => n - (lengths[i - 1] ?? 0) <= 50)).toBe(true);
  expect(states[0]?.shown.trace.row(0)).toBe(end.shown.trace.row(0));
  const trace = end.shown.trace;
  expect([...end.shown.history.at(trace.length - 1).under('')].length).toBeGreaterThan(0);
  expect(() => trace.row(trace.length)).toThrow(RangeError);
});

test('what the lines of a followed file tell is there before its end, and stays where a part brings nothing new', async () => {
  const text = '[   64.100301] ARM FF-A: Notification bitmap create error -13\n';
  const story = readStory(text);
  const sender = new PartSender();
  const receiver = new PartReceiver('board.log', 0);
  const now = await opened(text);
  const first = receiver.take(across(sender.next(now, 0.5, 50, story)));
  expect(first.complete).toBe(false);
  expect(first.story.stories.map((s) => s.first.causes[0]?.id)).toEqual(['bitmap-destroy-refused']);
  expect(receiver.take(across(sender.next(now, 0.5))).story).toEqual(first.story);
});
