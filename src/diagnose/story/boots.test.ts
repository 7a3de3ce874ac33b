import { expect, test } from 'vitest';
import { Boots } from './boots.ts';
import { readStory } from './story-reader.ts';

const boots = (text: string): readonly number[] => {
  const counted = new Boots(3);
  return text.split('\n').map((line) => counted.line(line.replace(/^\[[^\]]*\] /, ''), line.startsWith('[')));
};

const LINUX = '[    0.000000] Booting Linux on physical CPU 0x0000000000';

test('firmware and the Linux that it starts are one start', () => {
  expect(
    boots(`NOTICE:  Booting Trusted Firmware\nNOTICE:  BL1: v2.15.0\nI/TC: x\nU-Boot\n${LINUX}\n[    1.000000] x`),
  ).toEqual([0, 0, 0, 0, 0, 0]);
});

test('a kexec, a reset and firmware that never comes to Linux are starts of their own', () => {
  expect(boots(`${LINUX}\n[    1.000000] x\n${LINUX}`)).toEqual([0, 0, 1]);
  expect(boots(`[   64.100000] a log that begins late\n${LINUX}`)).toEqual([0, 1]);
  expect(boots(`${LINUX}\na\nb\nNOTICE:  BL1: v2.15.0\n${LINUX}`)).toEqual([0, 0, 0, 1, 1]);
  expect(boots('NOTICE:  BL1: v2\na\nb\nPANIC\nNOTICE:  BL1: v2')).toEqual([0, 0, 0, 0, 1]);
  expect(boots([LINUX, LINUX, LINUX, LINUX].join('\n')), 'no more than asked').toEqual([0, 1, 2, 2]);
});

test('a line of one start rules nothing out in another', () => {
  const acpi = '[    0.000000] ACPI: Early table checksum verification disabled\n';
  const failed = '[    0.415388] ARM FF-A: Failed to create IRQ mapping!\n';
  const { stories } = readStory(
    `${LINUX}\n${acpi}${failed}${LINUX}\n[    0.000000] Machine model: linux,dummy-virt\n${failed}`,
  );
  expect(stories.map((s) => s.first.causes.length > 0)).toEqual([true, true]);
  expect(stories[0]?.first.causes[0]?.title).toMatch(/^ACPI/);
  expect(stories[1]?.first.causes.map((c) => c.title).join()).not.toMatch(/^ACPI/);
});

test('what speaks of the time before stands in the start before, too, and not behind', () => {
  const revision = '[    2.100000] optee: revision 4.10 (d5001fe0)\n';
  const failed = '[    2.200000] optee: Unexpected error 0xffffffea\n';
  const said = (text: string): unknown =>
    readStory(text).stories.flatMap((s) =>
      s.first.causes.flatMap((c) => (c.id === 'exchange-no-answer' ? [c.pro.map((p) => p.line)] : [])),
    );
  expect(said(`${LINUX}\n${revision}${failed}`)).toEqual([[2]]);
  expect(said(`${LINUX}\n${revision}${LINUX}\n${failed}`)).toEqual([[2]]);
  expect(said(`${LINUX}\n${revision}${LINUX}\n${LINUX}\n${failed}`)).toEqual([[]]);
  expect(said(`${LINUX}\n${failed}${revision}`)).toEqual([[]]);
});
