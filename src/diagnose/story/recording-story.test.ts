import { expect, test } from 'vitest';
import { RecordingStory } from './recording-story.ts';

const MESSAGE = '[    1.234567] optee: probe of arm-ffa-1 failed with error -13';

function storyOf(lines: readonly string[]): ReturnType<RecordingStory['story']> {
  const story = new RecordingStory();
  for (const [i, line] of lines.entries()) story.line(line, i + 1, 0);
  return story.story();
}

test('a message between the stacks of a trace is told, with its line', () => {
  const told = storyOf([' => optee_ffa_probe', MESSAGE, ' => ffa_device_probe']).stories;
  expect(told.length).toBeGreaterThan(0);
  expect(JSON.stringify(told)).toContain('"line":2');
});

test.each([' => ', '\tffffffc080123456 optee_ffa_probe+0x10 ('])('a line of a stack is no message: %s', (before) => {
  expect(storyOf([before + MESSAGE]).stories).toEqual([]);
});
