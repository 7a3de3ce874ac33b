import { expect, test } from 'vitest';
import { problemSentence } from './problem-sentence.ts';

test('the place is said once', () => {
  expect(problemSentence({ what: 'the link is cut off.', where: 'the link', remedy: 'Copy it again.' })).toBe(
    'The link is cut off. Copy it again.',
  );
  expect(problemSentence({ what: 'no call is named BIND.', where: 'faults[0].at.call', remedy: 'Write it out.' })).toBe(
    'Faults[0].at.call: no call is named BIND. Write it out.',
  );
});
