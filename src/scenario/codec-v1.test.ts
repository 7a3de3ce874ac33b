import { describe, expect, test } from 'vitest';
import { REVISION_IDS } from '../stack/linux/revisions.ts';
import { SECURE_WORLD_IDS } from '../stack/secure/facts.ts';
import { packV1, unpackV1 } from './codec-v1.ts';

/** The drivers by their number in links that people have shared. Never change or move a name. */
const SHARED = ['v6.12', 'v1', 'fixed', 'v7.3'];

describe('the drivers in a link', () => {
  const driverOf = (n: number): unknown => (unpackV1([0, 0, 0, [n]]) as { driver: unknown }).driver;

  test('keep their numbers', () => {
    expect(SHARED.map((_, n) => driverOf(n))).toEqual(SHARED);
  });

  const again = (changed: object): unknown => unpackV1(packV1({ ...(unpackV1([]) as object), ...changed }));

  test.each(REVISION_IDS)('%s comes back', (driver) => {
    expect(again({ driver })).toMatchObject({ driver });
  });

  test.each(SECURE_WORLD_IDS)('the secure world %s comes back', (secure) => {
    expect(again({ secure })).toMatchObject({ secure });
  });

  test('a name that came after the lists were frozen is written as itself', () => {
    const later = { driver: 'v9.0', secure: 'later', actions: [{ do: 'later' }, { do: 'later', key: 3 }] };
    expect(packV1({ ...(unpackV1([]) as object), ...later })).toEqual([
      0,
      [['later', ['later', 2, 3]]],
      0,
      ['v9.0'],
      0,
      0,
      0,
      0,
      0,
      0,
      ['later'],
    ]);
    expect(again(later)).toMatchObject(later);
  });
});
