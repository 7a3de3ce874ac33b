import fc from 'fast-check';
import { expect, test } from 'vitest';
import { problemText } from '../base/result.ts';
import { jsonProblem } from './json-syntax.ts';

const say = (text: string): string | null => {
  const problem = jsonProblem(text);
  return problem === null ? null : problemText(problem);
};

test.each([
  ['', 'line 1, column 1: the text is empty. Write a value here.'],
  ['{"v": 1', 'line 1, column 8: the text ends too early. Write a comma, or close what is open.'],
  ['{"v": 1,}', 'line 1, column 9: a comma stands before }. Remove that comma.'],
  ['[1,\n ]', 'line 2, column 2: a comma stands before ]. Remove that comma.'],
  ['{v: 1}', 'line 1, column 2: "v" is not expected. Write a field name in double quotes, or close with }.'],
  ["{'v': 1}", 'line 1, column 2: JSON has no single quotes. Write double quotes.'],
  ['{"v" 1}', 'line 1, column 6: "1" is not expected. Write a colon between a field name and its value.'],
  ['{"v": 0x1}', 'line 1, column 7: JSON has no hexadecimal numbers. Write the number in double quotes, "0xff".'],
  ['{"v": 1} {', 'line 1, column 10: "{" is not expected. Remove what follows the scenario.'],
  ['{"v": 1, "v": 2}', 'line 1, column 10: the field "v" is there twice. Remove one.'],
  ['{"a": 1, "\\u0061": 2}', 'line 1, column 10: the field "\\u0061" is there twice. Remove one.'],
  ['["a\nb"]', 'line 1, column 2: the text "a is broken. Close it with a double quote on the same line.'],
  ['[01]', 'line 1, column 3: "1" is not expected. Write a comma, or close what is open.'],
])('%j', (text, message) => {
  expect(say(text)).toBe(message);
});

test('a scenario in order has no problem', () => {
  expect(say(' {"v":1,"a":[-1.5e3,true,null,"\\u00e9\\n"],"b":{}} ')).toBeNull();
});

test('lists that are too deep are refused at their depth', () => {
  expect(say('['.repeat(100_000))).toContain('column 65: lists are more than 64 deep.');
});

test('agrees with JSON.parse on any text, doubled fields and depth aside', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"a"',
    '"b"',
    '1',
    '-0',
    '1.5',
    '01',
    'true',
    'nul',
    '"',
    ' ',
    '\n',
    '\\',
    'e',
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((p) => p.join('')),
    fc.json(),
    fc.string(),
  );
  fc.assert(
    fc.property(text, (t) => {
      const problem = jsonProblem(t);
      if (problem?.what.includes('twice')) return;
      let parsed = true;
      try {
        JSON.parse(t);
      } catch {
        parsed = false;
      }
      expect(problem === null).toBe(parsed);
    }),
    { numRuns: 5000 },
  );
});
