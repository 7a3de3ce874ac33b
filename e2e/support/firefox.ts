import type { Browser, Locator, Page } from '@playwright/test';

/**
 * What cannot be tested in the distribution's Firefox, by the text that Playwright looks for in the file and the titles
 * of a test. None of it is a fault of the page: it is what cannot be asked of that Firefox over WebDriver BiDi.
 */
export const NOT_IN_FIREFOX: readonly { readonly title: RegExp; readonly why: string }[] = [
  { title: /screens\.spec/, why: 'a picture is taken with a style that the content policy of the page refuses' },
  { title: /a worker that the browser ends is noticed/, why: 'nobody can end a worker from outside over BiDi' },
  { title: /(memory|heavy)\.spec/, why: 'it asks for the heap by the protocol of Chromium' },
  { title: /first-load\.spec/, why: 'it weighs files, which are the same in every browser' },
  {
    title: /copied and saved is what is shown|a picture is drawn, shown and saved|a board is read from its serial port/,
    why: 'Playwright is not told of a file that the page itself makes; it is saved all the same',
  },
  {
    title: /lesson 3 in a frame of 640 by 360|“Open in full” leads|keys move it, and no key opens/,
    why: 'no click and no key of Playwright reaches a frame of another site; an event that is made in it does what it should',
  },
  { title: /opened from the disk/, why: 'Playwright lets a page of the disk load what lies beside it' },
  { title: /the theme that was chosen stays/, why: 'nobody can change between dark and light under an open page' },
  { title: /more contrast/, why: 'nobody can ask for more contrast' },
  { title: /forced colours/, why: 'nobody can force colours' },
  { title: /on paper stands/, why: 'nobody can show the page as on paper' },
];

interface Session {
  send(method: string, params: unknown): Promise<unknown>;
}

/** What Playwright keeps behind a browser that it drives over BiDi, in the one version that package.json pins. */
interface Driven {
  readonly _connection?: { readonly toImpl?: (browser: Browser) => { readonly _browserSession?: Session } };
}

/**
 * Playwright tells every new context which light and contrast to feign, and gives the context up where Firefox does not
 * know that command (Firefox ESR 153). Here it may be unknown: preferences say it instead (firefox.config.ts).
 */
export function letMediaBeUnknown(browser: Browser): void {
  const session = (browser as Driven)._connection?.toImpl?.(browser)._browserSession;
  if (session === undefined || browser.browserType().name() !== 'firefox') return;
  const send = session.send.bind(session);
  session.send = async (method, params) => {
    try {
      return await send(method, params);
    } catch (e) {
      if (method === 'emulation.setMediaFeaturesOverride' && /unknown command/.test(String(e))) return {};
      throw e;
    }
  };
}

/** Does the distribution's Firefox run this page? */
export const isFirefox = (page: Page): boolean => page.context().browser()?.browserType().name() === 'firefox';

/**
 * In Firefox Playwright writes into a field past its keys, by the property of the field: React, which watches that
 * property, sees no change, and what stood in a number stays before what is written. So its writer is replaced by the
 * command of the browser that puts text where the selection is, as keys do.
 */
export async function writeAsKeysDo(page: Page): Promise<void> {
  if (!isFirefox(page)) return;
  await page.addInitScript(() => {
    const write = (text: string): void => {
      document.execCommand('insertText', false, text);
    };
    Object.defineProperty(window, '__pw_bidiInsertText', { get: () => write, set: () => {} });
  });
}

/** A finger on it; in Firefox a click, because Playwright's finger does nothing there. */
export const tap = (at: Locator): Promise<void> => (isFirefox(at.page()) ? at.click() : at.tap());
