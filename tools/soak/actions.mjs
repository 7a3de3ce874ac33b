// What a person does in the page. An act answers whether it could be done: what it needs may not be on the screen.

/** The lessons that are short; what they are about does not matter here. */
const LESSONS = ['probe', 'remove', 'eacces-walk', 'notification', 'two-ways', 'coalescing', 'kexec', 'one-bucket'];
const KEYS = 'ArrowDown,ArrowUp,ArrowRight,ArrowLeft,Home,End,s,q,z,l,Shift+L,b,g,Shift+G,0,4,p,f,d,n,e'.split(',');
const WORDS = ['BIND', 'enable', 'error', '0x8400', 'nothing of the kind', 'workqueue'];

export function actionsOf({ page, random, links, files, rest }) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const hash = (to) =>
    page.evaluate((h) => {
      location.hash = h;
    }, to);
  const leave = () => page.keyboard.press('Escape');
  const seen = async (locator) => (await locator.count()) > 0 && (await locator.first().isVisible());
  const anyOf = async (locator) => {
    const n = await locator.count();
    return n === 0 ? null : locator.nth(Math.floor(random() * n));
  };
  /** What lies over what a person wants to click is left first: a dialog that an act before has opened, the card of the tour. */
  const uncover = async () => {
    if (await seen(page.locator('dialog[open]'))) await leave();
    if (await seen(page.getByRole('button', { name: /^(Skip the tour|Close) Esc$/ }))) await leave();
  };
  /** Where a recording is opened: behind the tab, or behind the one that is open there. */
  const toRecordings = async () => {
    await uncover();
    await page.getByRole('button', { name: 'Open a recording' }).first().click();
    await rest();
    const another = page.getByRole('button', { name: 'Open another' });
    if (await seen(another)) await another.first().click();
    await rest();
  };

  return [
    [
      'lesson',
      async () => {
        await hash(`#lesson=${pick(LESSONS)}`);
        return true;
      },
    ],
    [
      'link',
      async () => {
        await hash(pick(links));
        return true;
      },
    ],
    [
      'keys',
      async () => {
        for (let i = 0; i < 12; i++) await page.keyboard.press(pick(KEYS));
        return true;
      },
    ],
    [
      'scrub',
      async () => {
        const slider = page.getByRole('slider', { name: 'Playback position' });
        if (!(await seen(slider))) return false;
        const max = Number(await slider.getAttribute('max'));
        for (let i = 0; i < 8; i++) await slider.fill(String(Math.floor(random() * (max + 1))));
        return true;
      },
    ],
    [
      'scroll',
      async () => {
        await page.mouse.move(600, 500);
        for (let i = 0; i < 8; i++) await page.mouse.wheel(0, (random() - 0.4) * 2000);
        return true;
      },
    ],
    [
      'play',
      async () => {
        await page.keyboard.press(' ');
        await page.waitForTimeout(400);
        if (await page.evaluate(() => document.documentElement.dataset.idle !== 'true')) await page.keyboard.press(' ');
        return true;
      },
    ],
    [
      'inject',
      async () => {
        await uncover();
        await page.keyboard.press('i');
        await rest();
        const item = await anyOf(page.getByRole('menuitem'));
        if (item === null) {
          await leave();
          return false;
        }
        await item.click();
        return true;
      },
    ],
    [
      'keep or drop',
      async () => {
        const button = await anyOf(
          page.getByRole('button', { name: /^(Keep new|Keep old|Recording alone|Side by side)$/ }),
        );
        if (button === null || !(await button.isVisible())) return false;
        await uncover();
        await button.click();
        return true;
      },
    ],
    [
      'undo',
      async () => {
        await page.keyboard.press(pick(['Control+z', 'Control+Shift+z']));
        return true;
      },
    ],
    [
      'search',
      async () => {
        await page.keyboard.press('/');
        await rest();
        await page.keyboard.type(pick(WORDS));
        await page.keyboard.press('Enter');
        await leave();
        return true;
      },
    ],
    [
      'palette',
      async () => {
        await page.keyboard.press('Control+k');
        await page.keyboard.type(pick(['row 30', 'lesson', 'futures', 'view']));
        await rest();
        await page.keyboard.press(pick(['Enter', 'Escape']));
        await rest();
        await leave();
        return true;
      },
    ],
    [
      'panels',
      async () => {
        await page.keyboard.press(pick(['o', 't', 'v', 'Shift+B', 'h', '?']));
        await rest();
        await leave();
        return true;
      },
    ],
    [
      'export',
      async () => {
        await page.keyboard.press('Control+e');
        await rest();
        const format = await anyOf(page.getByRole('dialog', { name: 'Export' }).getByRole('radio'));
        if (format !== null) await format.check({ force: true });
        await rest();
        await leave();
        return format !== null;
      },
    ],
    [
      'recording',
      async () => {
        if (random() < 0.5) await toRecordings();
        // Dropped: a file that is chosen through Playwright's setInputFiles keeps its field, and all around it, for ever.
        await page.evaluate(({ name, text }) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File([text], name));
          document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
        }, pick(files));
        return true;
      },
    ],
    [
      'message',
      async () => {
        await toRecordings();
        await page
          .getByRole('textbox', { name: 'Or paste it here' })
          .fill('8400007f 80010000 0 1 -> 84000060 0 fffffffd');
        await page.getByRole('button', { name: 'Open the text' }).click();
        return true;
      },
    ],
    [
      'explore',
      async () => {
        await page.keyboard.press('Control+k');
        await rest();
        await page.keyboard.type('Explore');
        await page.keyboard.press('Enter');
        const dialog = page.getByRole('dialog', { name: /^Explore/ });
        try {
          await dialog.waitFor({ timeout: 3000 });
        } catch {
          await leave();
          return false;
        }
        // Sometimes to its end, and sometimes it is left in the middle.
        await page.waitForTimeout(random() * 4000);
        await leave();
        return true;
      },
    ],
    [
      'back',
      async () => {
        await page.evaluate((by) => history.go(by), pick([-1, -1, 1]));
        return true;
      },
    ],
  ];
}
