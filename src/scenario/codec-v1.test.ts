import { describe, expect, test } from 'vitest';
import { REVISION_IDS } from '../stack/linux/revisions.ts';
import { packV1, unpackV1 } from './codec-v1.ts';

/** The drivers by their number in links that people have shared. Add at the end; never change or move a name. */
const SHARED = ['v6.12', 'v1', 'fixed'];

describe('the drivers in a link', () => {
  const driverOf = (n: number): unknown => (unpackV1([0, 0, 0, [n]]) as { driver: unknown }).driver;

  test('keep their numbers', () => {
    expect(SHARED.map((_, n) => driverOf(n))).toEqual(SHARED);
  });

  test.each(REVISION_IDS)('%s has a number', (driver) => {
    expect(unpackV1(packV1({ ...(unpackV1([]) as object), driver }))).toMatchObject({ driver });
  });
});
