import { expect, test } from 'vitest';
import { DEFAULTS } from '../scenario/schema.ts';
import { HERE } from '../store/session/engine.fixture.ts';

import { DRIVER, SPMC } from '../trace/keys.ts';
import { pinSteps, stepAt } from './pin-steps.ts';
import { valueText } from './value-text.ts';

const { trace, history } = HERE.run({ ...DEFAULTS, bound: [0, 1], actions: [{ do: 'probe' }, { do: 'remove' }] });

test('an id is bound, becomes the bottom half’s, and is given back', () => {
  const steps = pinSteps(trace, history, 'id:2');
  expect(steps.map((s) => s.text)).toEqual(['free', 'bound', 'bound, bottom half', 'free, bottom half', 'free']);
  expect(pinSteps(trace, history, 'id:0').map((s) => s.text)).toEqual(['bound']);
});

test('a cell has at every row the value that the state has there', () => {
  for (const key of [DRIVER.bottomHalfValue, DRIVER.state, SPMC.bound, 'held.workqueue:optee_notification']) {
    const steps = pinSteps(trace, history, key);
    for (let row = -1; row < trace.length; row++)
      expect(stepAt(steps, row)?.text, `${key} at ${row}`).toBe(valueText(key, history.at(row).get(key)));
    for (const [i, s] of steps.entries()) if (i > 0) expect(s.text).not.toBe(steps[i - 1]?.text);
  }
});
