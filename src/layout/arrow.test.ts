import { expect, test } from 'vitest';
import { frameArrow, functionArrow, tokenStations } from './arrow.ts';

test('an arrow begins and ends beside the bars of its lanes', () => {
  expect(frameArrow(100.5, 300.5, 18.5)).toMatchObject({ direction: 1, x1: 104.5, x2: 296.5 });
  expect(functionArrow(300.5, 100.5, 18.5)).toMatchObject({ direction: -1, x1: 296.5, x2: 104.5 });
});

test('the head points the way', () => {
  expect(frameArrow(100.5, 300.5, 20).head).toBe('M296.5 20l-8 -4v8z');
  expect(frameArrow(300.5, 100.5, 20).head).toBe('M104.5 20l8 -4v8z');
});

test('a token starts at the tail, rests at each ring and ends at the head', () => {
  const stations = tokenStations(frameArrow(0, 208, 0, [54, 154]), 0.1);
  expect(stations.map((s) => s.x)).toEqual([4, 54, 54, 154, 154, 204]);
  expect(stations.map((s) => Number(s.at.toFixed(2)))).toEqual([0, 0.2, 0.3, 0.7, 0.8, 1]);
});

test('stations are in order of time on the way back, too', () => {
  const at = tokenStations(frameArrow(208, 0, 0, [154, 54]), 0.09).map((s) => s.at);
  expect(at).toEqual([...at].sort((a, b) => a - b));
  expect(at.at(-1)).toBe(1);
});
