import { expect, test } from 'vitest';
import { opened, traceText } from '../import/fixtures/files.ts';
import { checkTrace } from './check.ts';
import { type Profile, profileOf } from './profile.ts';
import type { Responder } from './responder.ts';

// What a profile remembers must change no verdict: each recording twice over, judged with and without.

const NAMES = ['b-probe', 'e-bound-3', 'f-async-wd', 'g3-user-ta-load', 'i1-bind-errors', 'i8-fault-6', 'c-remove'];
const forgetful = (profile: Profile): Responder => ({
  name: profile.name,
  feed: (call) => profile.feed(call),
  observe: (call, reply) => profile.observe(call, reply),
});

test.each(['optee', 'hafnium'])('%s', async (id) => {
  const text = [...NAMES, ...NAMES, ...NAMES].map(traceText).join('\n');
  const { trace } = await opened(text);
  const [first, second] = [profileOf(id), profileOf(id)];
  if (first === null || second === null) throw new Error(`no profile ${id}`);
  let judged = 0;
  const counting: Responder = {
    ...forgetful(first),
    remembered: (call, reply, judge) =>
      first.remembered(call, reply, () => {
        judged++;
        return judge();
      }),
  };
  const checked = checkTrace(trace, counting);
  expect(checked).toEqual(checkTrace(trace, forgetful(second)));
  expect(checked.verdicts.length).toBeGreaterThan(500);
  // The second and the third time nearly all is known.
  expect(judged).toBeLessThan(checked.verdicts.length * 0.6);
});
