import { describe, expect, it } from 'vitest';
import type { FaultDo } from '../sim/fault.ts';
import { doText, durationText, faultText } from './fault-text.ts';
import { ordinal } from './ordinal.ts';

describe('faultText', () => {
  it('reads as a sentence', () => {
    expect(faultText({ at: { call: 'FFA_NOTIFICATION_BIND', nth: 4 }, do: { error: -2 } })).toBe(
      'The 4th FFA_NOTIFICATION_BIND answers INVALID_PARAMETERS −2',
    );
    expect(
      faultText({ at: { service: 'ENABLE_ASYNC_NOTIF', nth: 'all' }, do: { reply: new Map([[3, 0xffff0006n]]) } }),
    ).toBe('Every ENABLE_ASYNC_NOTIF is answered with w3 = 0xffff0006');
    expect(faultText({ at: { fn: 'tee_device_register', nth: 2 }, do: { rc: -12 } })).toBe(
      'The 2nd tee_device_register returns −ENOMEM (−12)',
    );
    expect(faultText({ at: { call: 'SRI', nth: 1 }, do: { lose: true } })).toBe('The 1st SRI never arrives');
  });

  it('has a word for everything that can be done', () => {
    const all: readonly [FaultDo, string][] = [
      [{ error: 0 }, 'answers FFA_ERROR with w2 = 0'],
      [{ error: -99 }, 'answers FFA_ERROR −99'],
      [{ error: 7 }, 'answers FFA_ERROR 7'],
      [{ rc: 1 }, 'returns 1'],
      [{ drop: true }, 'is never answered'],
      [{ delay: 1500 }, 'is answered 1.5 µs later'],
      [{ interrupt: 1 }, 'is interrupted once first'],
      [{ interrupt: 3 }, 'is interrupted 3 times first'],
      [{ crash: true }, 'stops the secure world for good'],
      [
        {
          reply: new Map([
            [5, 7n],
            [0, 0x84000061n],
          ]),
        },
        'is answered with w0 = 0x84000061, w5 = 0x7',
      ],
    ];
    for (const [d, text] of all) expect(doText(d)).toBe(text);
  });
});

describe('durationText and ordinal', () => {
  it('keeps three figures', () => {
    expect([250, 1500, 20e6, 3e9, 1_234_567].map(durationText)).toEqual([
      '250 ns',
      '1.5 µs',
      '20 ms',
      '3 s',
      '1.23 ms',
    ]);
  });
  it('knows the teens', () => {
    expect([1, 2, 3, 4, 11, 12, 13, 21, 101, 111].map(ordinal)).toEqual([
      '1st',
      '2nd',
      '3rd',
      '4th',
      '11th',
      '12th',
      '13th',
      '21st',
      '101st',
      '111th',
    ]);
  });
});
