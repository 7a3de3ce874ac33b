import { expect, test } from 'vitest';
import { ensure } from '../base/assert.ts';
import { HERE } from '../store/session/engine.fixture.ts';

import { call, enter, reply, step, traceOf } from '../trace/synthetic.fixture.ts';
import { captionOf } from './caption.ts';

test('a call says who asks whom, and what it means', () => {
  const trace = traceOf({ ...call(0), why: 'May this partition signal the id?' });
  expect(captionOf(trace, trace.row(0))).toEqual({
    tone: 'plain',
    word: 'Call',
    text: expect.stringMatching(/^The FF-A core asks the SPMC\. May this partition signal id 3\? .*id 3.*\.$/),
  });
});

test('a reply says who answers; a refusal carries its code', () => {
  const denied = { ...reply(1, 0), w: [0x8400_0060n, 0n, 0xffff_fffan, 0n, 0n, 0n, 0n, 0n], name: 'FFA_ERROR' };
  const trace = traceOf(call(0), denied);
  expect(captionOf(trace, trace.row(1))).toEqual({
    tone: 'error',
    word: 'DENIED −6',
    text: 'The SPMC answers. Sentence 1.',
  });
});

test('a function says what it answers', () => {
  const trace = traceOf(enter(0, 'optee-driver', 'arm_ffa'), step(1, 'optee-driver', 0, -13), step(2, 'optee-driver'));
  expect(captionOf(trace, trace.row(0)).text).toBe('Sentence 0. The OP-TEE driver enters notify_request(3).');
  expect(captionOf(trace, trace.row(1))).toMatchObject({ tone: 'error', word: '−EACCES (−13)' });
  expect(captionOf(trace, trace.row(2)).text).toBe('Sentence 2. kzalloc() answers 0.');
});

test('every row of every lesson has a badge and a whole sentence', async () => {
  for (const lesson of await HERE.lessons()) {
    const { trace } = HERE.run(lesson.scenario);
    for (const e of trace.rows()) {
      const { word, text } = captionOf(trace, ensure(e, 'a row'));
      expect(word).not.toBe('');
      expect(text).toMatch(/[.?:”]$/);
      expect(text).not.toMatch(/undefined|\.\.|\s{2}/);
    }
  }
});
