import { expect, test } from 'vitest';
import { ColumnTrace } from '../../import/column-trace.ts';
import { opened, recordingNames, traceText } from '../../import/fixtures/files.ts';
import { History } from '../../trace/history.ts';
import type { World } from '../../trace/world.ts';
import { RecordingHistory } from './recording-history.ts';

const cells = (w: World) => [...w.under('')].toSorted(([a], [b]) => (a < b ? -1 : 1));

test.each(recordingNames)('%s: every world and every write are those of the fold', async (name) => {
  const { trace } = await opened(traceText(name));
  if (!(trace instanceof ColumnTrace)) throw new Error('a recording without columns');
  const looked = new RecordingHistory(trace);
  const folded = new History(trace);
  for (let row = -1; row < trace.length; row++) expect(cells(looked.at(row))).toEqual(cells(folded.at(row)));
  for (const [key] of cells(folded.at(trace.length - 1))) expect(looked.writesOf(key)).toEqual(folded.writesOf(key));
  expect(looked.writesOf('no such cell')).toEqual([]);
});
