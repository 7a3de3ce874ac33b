import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FollowedFile } from './followed-file.ts';
import { StandInFile, sinkOf, text } from './live.fixture.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Past the next look at the file. */
const look = (): Promise<unknown> => vi.advanceTimersByTimeAsync(500);

function following(content: string) {
  const file = new StandInFile('board.log', content);
  const source = new FollowedFile(file);
  const sink = sinkOf();
  source.start(sink);
  return { file, source, sink };
}

describe('a file that is followed', () => {
  test('comes whole, and then what is appended, once each; stopping reads what was written until then', async () => {
    const { file, source, sink } = following('one\n');
    await look();
    expect(text(sink)).toBe('one\n');
    file.append('two\nthr');
    await look();
    await look();
    file.append('ee\n');
    await source.stop();
    file.append('late\n');
    await look();
    expect(text(sink)).toBe('one\ntwo\nthree\n');
    expect(source.status).toMatchObject({ state: 'ended', received: 14, handed: 14, waiting: 0, note: '' });
  });

  test('is looked at about once in 500 ms', async () => {
    const { file } = following('one\n');
    await vi.advanceTimersByTimeAsync(5000);
    expect(file.looks).toBeLessThanOrEqual(11);
  });

  test('became shorter: it is read from its begin, the torn line ends, and it is said', async () => {
    const { file, source, sink } = following('one\ntwo\nthr');
    await look();
    file.write('a\n');
    await look();
    expect(text(sink)).toBe('one\ntwo\nthr\na\n');
    expect(source.status.note).toContain('board.log became shorter');
    expect(source.status.received).toBe(13);
  });

  test('was replaced by another that is longer: it is read from its begin, and it is said', async () => {
    const { file, source, sink } = following('one\n');
    await look();
    file.write('another file\n');
    await look();
    expect(text(sink)).toBe('one\nanother file\n');
    expect(source.status.note).toContain('was replaced');
  });

  test('is not there for a while: it is said, and it is read on when it is back', async () => {
    const { file, source, sink } = following('one\n');
    await look();
    file.fails = new DOMException('gone', 'NotFoundError');
    await look();
    expect(source.status).toMatchObject({ state: 'lost' });
    expect(source.status.note).toContain('is not there any more');
    file.fails = null;
    file.append('two\n');
    await look();
    expect(source.status).toMatchObject({ state: 'live', note: 'board.log can be read again.' });
    expect(text(sink)).toBe('one\ntwo\n');
  });

  test('was written to between the look and the reading: it is looked at again at once', async () => {
    const { file, source, sink } = following('one\n');
    await look();
    file.append('two\n');
    file.failsOnce = new DOMException('changed', 'NotReadableError');
    await look();
    expect(text(sink)).toBe('one\ntwo\n');
    expect(source.status.state).toBe('live');
  });

  test('is paused: what stands in it is counted, and comes afterwards', async () => {
    const { file, source, sink } = following('one\n');
    await look();
    source.pause(true);
    file.append('two\n');
    await look();
    await look();
    expect(text(sink)).toBe('one\n');
    expect(source.status).toMatchObject({ state: 'paused', waiting: 4 });
    source.pause(false);
    await look();
    expect(text(sink)).toBe('one\ntwo\n');
    expect(source.status).toMatchObject({ state: 'live', waiting: 0 });
  });

  test('a reader that is far behind is not given more: the file keeps it', async () => {
    const { source, sink } = following('x'.repeat(20 << 20));
    sink.read = 0;
    await vi.advanceTimersByTimeAsync(3000);
    const given = sink.bytes;
    expect(given).toBeLessThanOrEqual(9 << 20);
    sink.read = given;
    await vi.advanceTimersByTimeAsync(3000);
    sink.read = sink.bytes;
    await vi.advanceTimersByTimeAsync(3000);
    expect(source.status.received).toBe(20 << 20);
    expect(sink.bytes).toBe(20 << 20);
  });
});
