import { expect, test } from 'vitest';
import { scenarioInFile } from './scenario-file.ts';

const file = (text: string): Blob => new Blob([text]);

test('a scenario is told from a recording, and a wrong one says what is wrong with it', async () => {
  expect(await scenarioInFile(file('\n{"v": 1, "bound": [3]}'))).toMatchObject({ ok: true, value: { bound: [3] } });
  const wrong = await scenarioInFile(file('{"v": 1, "actions": [{"do": "prob"}]}'));
  expect(wrong).toMatchObject({ ok: false, error: { where: 'actions[0].do' } });
  for (const text of ['', '{', '[1]', 'null', '{"row":0,"at":36}', '{"row":0}\n{"row":1}', 'insmod-63 [000] 1.0: smc'])
    expect(await scenarioInFile(file(text))).toBeNull();
  expect(await scenarioInFile(file(`{"v":1,"title":"${'x'.repeat(300_000)}"}`))).toBeNull();
});
