import { expect, test } from 'vitest';
import { hex } from '../../../base/bits.ts';
import { run } from '../../../scenario/run.ts';
import { parseScenario } from '../../../scenario/schema.ts';

// Linux drivers/firmware/arm_ffa/driver.c, ffa_msg_send_direct_req: after FFA_INTERRUPT and FFA_YIELD it runs what w1 of the answer
// names, until there is another answer.

test.each([
  ['0x84000062', '0x80010002', '0x80010002'],
  ['0x84000062', '0x80020000', '0x80020000'],
  ['0x8400006c', '0x80010001', '0x80010001'],
])('%s with w1 = %s: FFA_RUN with w1 = %s', (w0, w1, target) => {
  const parsed = parseScenario({
    v: 1,
    actions: [{ do: 'probe' }],
    faults: [{ at: { service: 'GET_API_VERSION' }, do: { reply: { w0, w1, w2: '0x5' } } }],
  });
  if (!parsed.ok) throw new Error(parsed.error.what);
  const { trace } = run(parsed.value);
  const runs = [...trace.rows()].flatMap((e) => (e.kind === 'call' && e.name === 'FFA_RUN' ? [e.w.map(hex)] : []));
  expect(runs[0]).toEqual(['0x8400006d', target, ...Array(6).fill('0x0')]);
});
