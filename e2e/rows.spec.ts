import { callOf, enterOf, replyTo, stepOf } from '../src/lessons/find-row.ts';
import { currentName, expect, expectRow, open, readAll, rows, settled, slider, test } from './support/page.ts';
import { lastRow, PROBE, rowOf } from './support/rows.ts';

const BIND = rowOf(PROBE, callOf('FFA_NOTIFICATION_BIND'));
const REPLY = rowOf(PROBE, replyTo('FFA_NOTIFICATION_BIND'));
/** The function that asks for the id, with its beginning and its end, and a row that has nothing to do with it. */
const BEGIN = rowOf(PROBE, enterOf('notify_request'));
const END = rowOf(PROBE, stepOf('notify_request'));
const APART = rowOf(PROBE, stepOf('rhashtable_init'));

const KINDS = [
  'call',
  'reply',
  'function',
  'end of a function',
  'interrupt',
  'state',
  'log',
  'choice',
  'broken rule',
] as const;

test('the rows, heard one after another, tell the run', async ({ page }) => {
  await open(page);
  await page.keyboard.press('.');
  await expect(rows(page)).toBeFocused();
  const last = Number(await slider(page).getAttribute('max'));
  const heard = [await currentName(page)];
  for (let n = 1; n <= last; n++) {
    await page.keyboard.press('ArrowDown');
    await expect(rows(page)).toHaveAttribute('aria-activedescendant', `row-${n}`);
    heard.push(await currentName(page));
  }
  for (const [n, name] of heard.entries())
    expect(name).toMatch(new RegExp(`^Row ${n}, (${KINDS.join('|')})(, [A-Za-z-]+( [A-Za-z-]+)*)?: \\S`));
  const order = [
    /call, FF-A core to OP-TEE: GET_API_VERSION, /,
    /reply, OP-TEE to FF-A core: FFA_MSG_SEND_DIRECT_RESP 1\.0, /,
    /call, FF-A core to OP-TEE: EXCHANGE_CAPABILITIES, /,
    /function, OP-TEE driver: rhashtable_init\(\) answers 0, /,
    /call, FF-A core to SPMC: FFA_NOTIFICATION_BIND \{0\}, /,
    /reply, SPMC to FF-A core: FFA_SUCCESS, /,
    /state, OP-TEE driver: bottom_half_value = 0, /,
    /call, FF-A core to OP-TEE: ENABLE_ASYNC_NOTIF id 0, /,
    /function, OP-TEE driver: tee_device_register\(tee0\) answers 0, /,
    /call, FF-A core to SPMC: FFA_MEM_SHARE/,
    /end of a function, OP-TEE driver to FF-A core: optee_ffa_probe\(.*answers 0/,
    /end of a function, FF-A core to user space: ffa_device_probe\(.*answers 0/,
  ];
  let from = 0;
  for (const wanted of order) {
    const at = heard.findIndex((name, i) => i >= from && wanted.test(name));
    expect(at, `${wanted} after row ${from}`).toBeGreaterThanOrEqual(from);
    from = at + 1;
  }
  // The scrubber finds the same rows, drawn a window at a time.
  expect(await readAll(page)).toEqual(heard);
});

test('the live caption says each row once', async ({ page }) => {
  await open(page);
  const caption = page.getByRole('region', { name: 'What happens here' }).getByRole('status');
  await expect(caption).toHaveText(/^Row 0\. /);
  await page.keyboard.press('ArrowRight');
  await expectRow(page, 1);
  await expect(caption).toHaveText(/^Row 1\. /);
});

test.describe('with the clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });
  test('what is selected can be copied as text', async ({ page }) => {
    await open(page);
    await slider(page).fill(String(REPLY));
    await expectRow(page, REPLY);
    await page.getByRole('button', { name: 'Copy as text' }).click();
    await expect
      .poll(() => page.evaluate(() => navigator.clipboard.readText()))
      .toMatch(new RegExp(`^Row ${REPLY}, reply to row ${BIND}\n`));
    const text = await page.evaluate(() => navigator.clipboard.readText());
    expect(text).toMatch(/^w0 +0x8400007f +0x84000061 /m);
  });
});

test('the rest of a chain is dimmed while the keyboard or the pointer rests on a row, and the current row never', async ({
  page,
}) => {
  await open(page);
  const caption = (n: number): Promise<string> =>
    page
      .locator(`#row-${n} text`)
      .last()
      .evaluate((t) => getComputedStyle(t).fill);
  await page.keyboard.press('End');
  await expectRow(page, lastRow(PROBE));
  await slider(page).fill(String(END));
  await expectRow(page, END);
  const passed = await caption(APART);
  // The slider has the focus: nothing is dimmed until the diagram has it.
  await expect(rows(page)).not.toHaveClass(/dimming/);
  await page.keyboard.press('.');
  await expect(rows(page)).toHaveClass(/dimming/);
  expect(await caption(APART)).not.toBe(passed);
  expect(await caption(BEGIN)).toBe(passed);
  await page.keyboard.press('ArrowRight');
  await expectRow(page, END + 1);
  // The row after it rests on no chain of its own, or on another one: its own words are never dimmed.
  expect(await caption(END + 1)).toBe(passed);
  await page.locator(`#row-${BIND}`).hover();
  await expect(rows(page)).toHaveClass(/dimming/);
  expect(await caption(END + 1)).toBe(passed);
  expect(await caption(APART)).not.toBe(passed);
});

test('a world folds into one lane by its head, keeps its messages as marks, and stays folded', async ({ page }) => {
  await open(page);
  const lanes = page.getByRole('img', { name: /^Lanes from left to right/ });
  const normal = page.getByRole('button', { name: 'Lanes of the normal world' });
  await expect(normal).toHaveAttribute('aria-expanded', 'true');
  const names = await readAll(page);
  await normal.focus();
  await page.keyboard.press('Enter');
  await expect(normal).toHaveAttribute('aria-expanded', 'false');
  await expect(lanes).toHaveAccessibleName(/Normal world: folded into one lane, User space/);
  await page.getByRole('button', { name: 'Lanes of the secure world' }).click();
  await expect(lanes).toHaveAccessibleName(/Secure world: folded into one lane, SPMD/);
  expect(await readAll(page)).toEqual(names);
  await page.reload();
  await settled(page);
  await expect(normal).toHaveAttribute('aria-expanded', 'false');
  await normal.click();
  await expect(normal).toHaveAttribute('aria-expanded', 'true');
});
