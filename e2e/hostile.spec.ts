import type { Page } from '@playwright/test';
import { linkTo } from './support/links.ts';
import { expect, open, settled, test, writeJson } from './support/page.ts';
import { fileInput, title, toRecordings } from './support/recordings.ts';

/** It would run, load, or draw itself over the page, wherever it is taken for markup. */
const MARKUP =
  '<img src=x onerror="document.documentElement.dataset.hit=1"><svg onload="document.documentElement.dataset.hit=2"></svg><b class="planted">b</b>';
/** It would set the title of a terminal, colour it, ring, and turn the direction of writing round. */
const CONTROLS = '\u001b]0;taken\u0007\u001b[31m\u009b1m\u202egpj.exe\u2066';

/** Nothing of it is an element, ran, or turns the writing round, in text, attributes and the title of the window. */
async function expectHarmless(page: Page): Promise<void> {
  await settled(page);
  const found = await page.evaluate(() => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
    const texts = [document.title];
    for (const e of document.querySelectorAll('*')) {
      for (const n of e.childNodes) if (n.nodeType === Node.TEXT_NODE) texts.push(n.textContent ?? '');
      for (const a of e.attributes) texts.push(a.value);
    }
    return {
      ran: document.documentElement.dataset.hit ?? null,
      planted: document.querySelectorAll('.planted, img[src="x"], [onerror], [onload]').length,
      styles: document.querySelectorAll('style').length,
      controls: texts.filter((t) => CONTROL.test(t)).map((t) => JSON.stringify(t.slice(0, 120))),
    };
  });
  expect(found).toEqual({ ran: null, planted: 0, styles: 0, controls: [] });
}

const probeLine = (task: string, what: string): string =>
  `${task}-123 [001] d..1.    12.345678: ffa_call: (${what}+0x0/0x10) a0=0x84000063 a1=0x10002 a2=0x0 a3=0x0 a4=0x0 a5=0x0 a6=0x0 a7=0x0`;

/** Files with it in every field that a file has: task, function, message, reason, title, file name. */
const FILES: readonly (readonly [name: string, text: string])[] = [
  [
    `${MARKUP.replaceAll('/', '')}.trace.txt`,
    [
      '# tracer: nop',
      ...['', CONTROLS].map((c) =>
        probeLine(`${MARKUP}${c}`.replaceAll(' ', '_'), `${MARKUP}${c}`.replaceAll(' ', '_')),
      ),
    ].join('\n'),
  ],
  [
    'messages.log',
    ['', CONTROLS]
      .map(
        (c) => `[    1.936569] optee: ${MARKUP}${c}: Unexpected error -16\n[ 2.0] optee${c}: probe of ${MARKUP} failed`,
      )
      .join('\n'),
  ],
  [
    'recording.json',
    JSON.stringify([
      {
        seq: 1,
        ts_us: 1,
        cpu: 0,
        comm: `${MARKUP}${CONTROLS}`,
        stack: [`${MARKUP}${CONTROLS}`],
        call: ['0x84000063', '0x10002', '0x0', '0x0', '0x0', '0x0', '0x0', '0x0'],
        ret: ['0x10001', '0x0', '0x0', '0x0', '0x0', '0x0', '0x0', '0x0'],
      },
    ]),
  ],
];

for (const [name, text] of FILES)
  test(`a file is text, whatever is in it: ${name.slice(-14)}`, async ({ page }) => {
    await open(page);
    await toRecordings(page);
    await fileInput(page).setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    await expect(title(page).or(page.getByRole('alert')).first()).toBeVisible();
    await expectHarmless(page);
    for (const key of ['e', 'ArrowRight', 'End']) {
      await page.keyboard.press(key);
      await expectHarmless(page);
    }
  });

test('a link is text, whatever is in it', async ({ page }) => {
  await open(page, await linkTo({ title: MARKUP.slice(0, 100), actions: [{ do: 'probe' }] }, 3));
  await expectHarmless(page);
  await open(page, `#s=1.${encodeURIComponent(MARKUP)}&r=${encodeURIComponent(MARKUP)}`);
  await expectHarmless(page);
});

test('what is typed is text: search, palette, a message, a scenario', async ({ page }) => {
  await open(page);
  await page.keyboard.press('/');
  await page.keyboard.insertText(MARKUP);
  await expectHarmless(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.keyboard.insertText(MARKUP);
  await expectHarmless(page);
  await page.keyboard.press('Escape');
  for (const json of [
    `{"v":1,"${MARKUP.replaceAll('"', "'")}":1}`,
    `{"v":1,"driver":"${MARKUP.replaceAll('"', "'")}\\u001b[31m\\u202e"}`,
    `{"v":1,"\\u001b]0;taken\\u0007\\u202e":1}`,
  ]) {
    await writeJson(page, json);
    await expect(
      page
        .getByRole('alert')
        .or(page.getByText(/no field is named|is no driver|driver/i))
        .first(),
    ).toBeVisible();
    await expectHarmless(page);
  }
});

test('text becomes neither markup nor the address of a script, where the browser has Trusted Types', async ({
  browser,
}) => {
  const page = await browser.newPage();
  await open(page);
  const refused = await page.evaluate(() => {
    if (!('trustedTypes' in window)) return null;
    const tries: readonly (() => unknown)[] = [
      () => {
        document.createElement('div').innerHTML = '<b>x</b>';
      },
      () => new Worker('https://example.invalid/x.js'),
      () => {
        document.createElement('script').src = 'https://example.invalid/x.js';
      },
    ];
    return tries.map((attempt) => {
      try {
        attempt();
        return 'let through';
      } catch (e) {
        return e instanceof TypeError ? 'refused' : String(e);
      }
    });
  });
  if (refused !== null) expect(refused).toEqual(['refused', 'refused', 'refused']);
  await page.close();
});
