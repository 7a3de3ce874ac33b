import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expectAccessibleInBothThemes } from './support/axe.ts';
import {
  currentName,
  expect,
  expectRow,
  inspector,
  open,
  row,
  rows,
  settled,
  slider,
  state,
  test,
} from './support/page.ts';
import { fileInput, fixture, openExample, panel, title, toRecordings } from './support/recordings.ts';
import { expectNoSideways } from './support/room.ts';

test('from the empty page to a recording on screen, to the cause of -13', async ({ page }) => {
  await open(page);
  await toRecordings(page);
  await openExample(page, /^Ids 0 to 2 are taken/, 'e-bound-3.trace.txt');
  await expect(panel(page)).toContainText('Every reply is one that the profile gives.');
  await expectRow(page, 0);

  // The first refusal, with its registers, its caller's stack and what is worked out from it.
  await page.keyboard.press('e');
  await settled(page);
  expect(await currentName(page)).toMatch(/DENIED/);
  await expect(inspector(page).getByRole('row', { name: /^w2 / })).toContainText('0xfffffffa');
  await expect(inspector(page).getByRole('region', { name: 'Beside the profile' })).toContainText('equal');
  const stack = page.getByRole('region', { name: 'Kernel stack' });
  await expect(stack.getByRole('listitem').first()).toContainText('ffa_notification_bind_common');
  await expect(stack).toContainText('optee_ffa_async_notif_init');
  await expect(state(page)).toContainText('worked out from the calls');

  // Its message in the log leads to a run that shows why.
  await panel(page).getByRole('button', { name: 'Explain a message' }).click();
  const dialog = page.getByRole('dialog', { name: 'From a message to its cause' });
  await dialog.getByRole('textbox').fill('[    2.1] optee: Failed to initialize async notifications: -13');
  await expect(dialog.getByRole('status')).toContainText('One first cause');
  await dialog
    .getByRole('button', { name: /^Show in a run: / })
    .first()
    .click();
  await expect(dialog).toBeHidden();
  await settled(page);
  await expect(page.getByRole('button', { name: 'Simulate' })).toHaveAttribute('aria-current', 'page');
  expect(await currentName(page)).toMatch(/DENIED/);

  // The recording is where it was left.
  await page.getByRole('button', { name: 'Open a recording' }).click();
  await expect(title(page)).toHaveText('e-bound-3.trace.txt');
  await settled(page);
  expect(await currentName(page)).toMatch(/DENIED/);
});

test('departures: named at their rows, D goes to them, and the model is laid beside', async ({ page }) => {
  await open(page);
  await toRecordings(page);
  await openExample(page, /^A probe that never returns/, 'i8-fault-6.trace.txt');
  const departures = panel(page).getByRole('region', { name: 'Departures' });
  await expect(departures.getByRole('button')).toHaveCount(2);
  await page.keyboard.press('d');
  await settled(page);
  expect(await currentName(page)).toMatch(/departs from the profile/);
  await expect(departures.getByRole('button').first()).toHaveAttribute('aria-current', 'true');
  await expect(inspector(page).getByRole('region', { name: 'Beside the profile' })).toContainText('TEE_ERROR_GENERIC');
  await departures.getByRole('button').last().click();
  await settled(page);
  expect(await currentName(page)).toMatch(/never returns from optee_ffa_probe/);
  await page.keyboard.press('d');
  await expect(page.getByText('There is no later departure.')).toBeVisible();

  await panel(page).getByRole('button', { name: 'Model this' }).click();
  const both = page.getByRole('region', { name: 'Recording and model', exact: true });
  await expect(both.getByRole('listbox', { name: 'The model' })).toBeVisible();
  await settled(page);
  await expect(page.getByText('All 10 calls are equal.')).toBeVisible();
  await expect(page.getByText('1 fault, which makes it depart')).toBeVisible();
  await panel(page).getByRole('button', { name: 'Show the recording' }).click();
  await panel(page).getByRole('button', { name: 'Call by call' }).click();
  await expect(panel(page).getByRole('row', { name: /NOTIFICATION_BIND equal/ })).toBeVisible();
  await panel(page).getByRole('button', { name: 'Open the model' }).click();
  await settled(page);
  await expect(title(page)).toHaveText('As recorded in i8-fault-6.trace.txt');
  await expect(page.getByText(/^This run models the recording/)).toBeVisible();
});

test('a recording and its model side by side: the first difference marked, equal stretches folded, one cursor', async ({
  page,
}) => {
  await open(page);
  await toRecordings(page);
  // The machine of this recording shares a longer argument page than the model does.
  const text = readFileSync(fixture('b-probe.trace.txt'), 'utf8').replace('a1=0x60 a2=0x60', 'a1=0x70 a2=0x60');
  await fileInput(page).setInputFiles({ name: 'other.txt', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await expect(title(page)).toHaveText('other.txt');
  await settled(page);
  await panel(page).getByRole('button', { name: 'Model this' }).click();
  const model = page.getByRole('listbox', { name: 'The model' });
  await expect(model).toBeVisible();
  await settled(page);

  // The cursor is at the first difference, and the inspector has both values.
  expect(await currentName(page)).toMatch(/call.*FFA_MEM_SHARE/);
  await expect(
    page.getByText(/^First difference\. Row \d+, FFA_MEM_SHARE, w1 of the call: recorded 0x70/),
  ).toBeVisible();
  await expect(inspector(page).getByRole('heading', { level: 2 })).toContainText('first difference');
  const w1 = inspector(page).getByRole('row', { name: /^w1|^x1/ });
  await expect(w1).toContainText(/0x0*70.*0x0*60, differs/);
  await expect(
    rows(page)
      .getByRole('option', { name: /The same calls in both/ })
      .first(),
  ).toBeVisible();

  // A row of the model takes the cursor over; the keys go on there, and the recording alone is one button away.
  await model
    .getByRole('option', { name: /FFA_MEM_SHARE/ })
    .first()
    .click();
  await settled(page);
  await expect(page.getByRole('listbox', { name: 'The recording' })).toBeVisible();
  const before = await currentName(page);
  await page.keyboard.press('ArrowRight');
  await settled(page);
  expect(await currentName(page)).not.toBe(before);
  await page.getByRole('button', { name: 'Recording alone' }).click();
  await settled(page);
  await expect(page.getByRole('listbox', { name: 'The recording' })).toBeHidden();
  await panel(page).getByRole('button', { name: 'Side by side' }).click();
  await expect(model).toBeVisible();
});

test('a file by the button, packed with gzip, and text that is pasted', async ({ page }) => {
  await open(page);
  await toRecordings(page);
  const buffer = gzipSync(readFileSync(fixture('c-remove.trace.txt')));
  await fileInput(page).setInputFiles({ name: 'remove.gz', mimeType: 'application/gzip', buffer });
  await expect(title(page)).toHaveText('remove.gz');
  await settled(page);
  await expect(row(page, /FFA_NOTIFICATION_UNBIND/).first()).toBeVisible();

  await panel(page).getByRole('button', { name: 'Open another' }).click();
  const pasted = '8400007f 80010000 0 1 -> 84000060 0 fffffffd\nthis is no register';
  await page.getByRole('textbox', { name: 'Or paste it here' }).fill(pasted);
  await page.getByRole('button', { name: 'Open the text' }).click();
  await expect(title(page)).toHaveText('Pasted text');
  await settled(page);
  await panel(page).getByText('1 line was not understood').click();
  await expect(panel(page)).toContainText('Line 2.');
  await page.keyboard.press('d');
  await settled(page);
  await expectRow(page, 1);
  // The registers that differ from the profile stand with both values.
  const verdict = inspector(page).getByRole('region', { name: 'Beside the profile' });
  await expect(verdict.getByText('departure', { exact: true })).toBeVisible();
});

test('a file that is dropped on the page, also while a run is shown', async ({ page }) => {
  await open(page);
  const text = readFileSync(fixture('b-probe.trace.txt'), 'utf8');
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'dropped.txt'));
    return data;
  }, text);
  await page.dispatchEvent('body', 'dragover', { dataTransfer: transfer });
  await expect(page.getByText('Drop the file: a recording is opened')).toBeVisible();
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  await expect(title(page)).toHaveText('dropped.txt');
  await expectRow(page, 0);
  await expect(page.getByText('Drop the file')).toBeHidden();
});

test('a scenario that is dropped is run, and a wrong one says what is wrong and leaves the run', async ({ page }) => {
  await open(page);
  const drop = async (content: string): Promise<void> => {
    const transfer = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'mine.json'));
      return data;
    }, content);
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  };
  await drop('{"v": 1, "title": "Dropped here", "bound": [0], "actions": [{"do": "probe"}]}');
  await expect(title(page)).toHaveText('Dropped here');
  await drop('{"v": 1, "actions": [{"do": "prob"}]}');
  await expect(page.getByRole('alert')).toContainText(/actions\[0\]\.do/i);
  await expect(title(page)).toHaveText('Dropped here');
  // A change is taken back and done again by key.
  await page.getByRole('textbox', { name: 'Add to: Held by another driver' }).fill('9');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('combobox', { name: 'Run, 2 are kept' })).toContainText('Held by another driver');
  await page.getByRole('listbox', { name: 'Rows' }).focus();
  const run = page.getByRole('combobox', { name: 'Run, 2 are kept' }).locator('option:checked');
  await page.keyboard.press('Control+z');
  await expect(run).toHaveText('1. As opened');
  await page.keyboard.press('Control+Shift+z');
  await expect(run).toHaveText(/^2\. Held by another driver/);
});

test('a file that is no recording is refused in one sentence, and what was open stays', async ({ page }) => {
  await open(page);
  await slider(page).fill('7');
  await toRecordings(page);
  const photo = {
    name: 'photo.png',
    mimeType: 'image/png',
    buffer: Buffer.from('\x89PNG\r\n\x1a\n no traffic at all'),
  };
  await fileInput(page).setInputFiles(photo);
  await expect(page.getByRole('alert')).toContainText('photo.png. No FF-A traffic was found');
  await fileInput(page).setInputFiles({ name: 'e.txt', mimeType: 'text/plain', buffer: Buffer.from('  \n') });
  await expect(page.getByRole('alert')).toContainText('e.txt. There is nothing in this file.');
  await openExample(page, /^A remove/, 'c-remove.trace.txt');
  await slider(page).fill('3');
  await panel(page).getByRole('button', { name: 'Open another' }).click();
  await fileInput(page).setInputFiles(photo);
  await expect(page.getByRole('alert')).toContainText('c-remove.trace.txt stays open.');
  await page.getByRole('button', { name: 'Back to c-remove.trace.txt' }).click();
  await expectRow(page, 3);
  await page.getByRole('button', { name: 'Simulate' }).click();
  await expectRow(page, 7);
});

test('every departure can be reached, a page at a time', async ({ page }) => {
  await open(page);
  await toRecordings(page);
  // UNBIND of an id that is free answers a status that the profile does not give, again and again.
  const pasted = '8400007f 80010000 0 1 -> 84000060 0 fffffffd\n'.repeat(1230);
  await page.getByRole('textbox', { name: 'Or paste it here' }).fill(pasted);
  await page.getByRole('button', { name: 'Open the text' }).click();
  await settled(page);
  const departures = panel(page).getByRole('region', { name: 'Departures' });
  await expect(departures).toContainText('1 to 50 of 1,230');
  await departures.getByRole('button', { name: 'Later departures' }).click();
  await expect(departures).toContainText('51 to 100 of 1,230');
  await departures.getByRole('button', { name: /Row 101(?!\d)/ }).click();
  await expectRow(page, 101);
  await page.keyboard.press('End');
  await expect(departures).toContainText('1,201 to 1,230 of 1,230');
  await expect(departures.getByRole('button', { name: /Row 2,459(?!\d)/ })).toHaveAttribute('aria-current', 'true');
  await expect(departures.getByRole('button', { name: 'Later departures' })).toBeDisabled();
});

test('by keyboard alone', async ({ page }) => {
  await open(page);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
  await page.keyboard.type('open a recording');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Open a recording of a real machine' })).toBeVisible();
  const example = page.getByRole('button', { name: /^One notification A/ });
  for (let i = 0; i < 30 && !(await example.evaluate((e) => e === document.activeElement)); i++)
    await page.keyboard.press('Tab');
  await expect(example).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(title(page)).toHaveText('f-async-uart.trace.txt');
  await settled(page);
  await page.keyboard.press('n');
  await settled(page);
  expect(await currentName(page)).toMatch(/SRI/);
  await page.keyboard.press('End');
  await settled(page);
  await expect(rows(page).getByRole('option', { selected: true })).toBeVisible();
});

test.describe('with the clipboard', () => {
  test.use({ permissions: ['clipboard-read', 'clipboard-write'] });
  test('the recipe follows what the machine is', async ({ page }) => {
    await open(page);
    await toRecordings(page);
    const part = page.getByRole('region', { name: 'Record a machine' });
    const block = part.getByRole('region', { name: 'recipe' });
    await expect(block).toContainText('p:ffa/smc_in ffa_module:__arm_ffa_fn_smc');
    await part.getByRole('group', { name: 'FF-A core' }).getByText('built in').click();
    await part.getByRole('group', { name: 'Conduit' }).getByText('HVC').click();
    await expect(block).toContainText('p:ffa/smc_in __arm_ffa_fn_hvc');
    await part.getByRole('button', { name: 'Copy the recipe' }).click();
    await expect(part.getByText('Copied')).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await block.innerText());
  });
});

for (const width of [1440, 360])
  test.describe(`${width} wide, in both themes`, () => {
    test.use({ viewport: { width, height: width === 360 ? 740 : 900 } });

    test('the pages for recordings are accessible', async ({ page }) => {
      const check = async (where: string): Promise<void> => {
        await expectAccessibleInBothThemes(page, where, () => expectNoSideways(page, where));
      };
      await open(page);
      if (width === 360) await page.getByRole('combobox', { name: 'Ways in' }).selectOption('Open a recording');
      else await toRecordings(page);
      const message = page.getByRole('textbox', { name: 'Message, errno or stack trace' });
      await message.fill('optee: Failed to initialize async notifications: -65530');
      await expect(page.getByRole('button', { name: /^Show in a run/ }).first()).toBeVisible();
      await check('the ways to open a recording, with causes');
      await fileInput(page).setInputFiles({ name: 'x', mimeType: '', buffer: Buffer.from('nothing of interest') });
      await expect(page.getByRole('alert')).toBeVisible();
      await check('a refused file');
      await page.getByRole('button', { name: /^A probe that never returns/ }).click();
      await expect(page.getByRole('slider', { name: 'Playback position' })).toBeVisible();
      await settled(page);
      await page.keyboard.press('d');
      await check('a recording at a departure');
      if (width === 360)
        for (const tab of ['Registers', 'State', 'Recording']) {
          await page.getByRole('tab', { name: tab }).click();
          await check(tab);
        }
      await page.getByRole('button', { name: 'Model this' }).click();
      await expect(page.getByText('All 10 calls are equal.')).toBeVisible();
      await check('side by side with the model');
      if (width !== 360) await page.getByRole('button', { name: 'Show the recording' }).click();
      await page.getByRole('button', { name: 'Call by call' }).click();
      await check('beside the model');
      await page.getByRole('button', { name: 'Record a machine' }).click();
      await expect(page.getByRole('dialog', { name: 'Record a machine' })).toBeVisible();
      await check('the recipe');
    });
  });
