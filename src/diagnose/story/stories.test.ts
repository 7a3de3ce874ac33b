import { expect, test } from 'vitest';
import { printStory } from './print.ts';
import { readStory } from './story-reader.ts';

const TEXT = `[    9.924566] ARM FF-A: Failed to register callback for 36 - -22
[    9.929264] ARM FF-A: Failed to register callback for 45 - -22
[   10.000000] optee: Failed to initialize async notifications: -22
[   10.100000] optee: initialized driver
`;

test('one cause that shows itself with several numbers is one story', () => {
  const { stories } = readStory(TEXT);
  expect(stories.map((s) => [s.first.line, s.again.map((f) => f.line)])).toEqual([[1, [2]]]);
  expect(stories[0]?.consequences.map((c) => [c.line, c.good])).toEqual([
    [3, false],
    [4, true],
  ]);
});

test('a story in a few lines names where it stands again', () => {
  expect(printStory(readStory(TEXT), 'brief').slice(0, 2)).toEqual([
    "first cause, line 1: Two ids share a bucket of Linux's notifier hash",
    '  and again: line 2',
  ]);
});

const BOOT = '[    0.000000] Booting Linux on physical CPU 0x0000000000\n';

test('a story ends with what its own start of the machine says, once, and not with that of another', () => {
  const failed = '[    1.000000] optee: Failed to initialize async notifications: -22\n';
  const works = '[    1.100000] optee: initialized driver\n';
  const ends = (text: string) =>
    readStory(text).stories.map((s) => s.consequences.filter((c) => c.good).map((c) => c.line));
  expect(ends(`${BOOT}${failed}${works}`)).toEqual([[3]]);
  expect(ends(`${BOOT}${failed}${works}${works}`)).toEqual([[3]]);
  expect(ends(`${BOOT}${failed}${BOOT}${works}`)).toEqual([[]]);
  expect(ends(`${BOOT}${works}${failed}`)).toEqual([[]]);
  expect(ends(`${BOOT}${failed}${BOOT}${failed}${works}`)).toEqual([[], [5]]);
});

test('the end of another message is none of this one', () => {
  const text = `${BOOT}[    1.000000] optee: api uid mismatch\n[    1.100000] optee: initialized driver\n`;
  expect(readStory(text).stories.flatMap((s) => s.consequences.filter((c) => c.good))).toEqual([]);
});
