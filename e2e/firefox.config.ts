import { defineConfig } from '@playwright/test';
import { findFirefox } from '../tools/firefox.mjs';
import chromium from './playwright.config.ts';
import { NOT_IN_FIREFOX } from './support/firefox.ts';

const executablePath = findFirefox();
// A picture is taken with a style that the content policy of the page refuses, and says so.
// A context there is the test's own: what Playwright empties and how is told of Chromium.
const { launchOptions: _, ...use } = { ...chromium.use, screenshot: 'off' as const, reuseContext: false };
const without = NOT_IN_FIREFOX.map((t) => t.title);
const NIGHT = /\bdark\b|in both themes/;
const OTHERS = /\bdark\b|a step is an animation/;

/** What the system says of light and motion is a preference of the whole program: nobody can set it for a page over BiDi. */
const PREFERENCES = {
  usual: { 'layout.css.prefers-color-scheme.content-override': 1, 'ui.prefersReducedMotion': 1 },
  night: { 'layout.css.prefers-color-scheme.content-override': 0, 'ui.prefersReducedMotion': 1 },
  moving: { 'layout.css.prefers-color-scheme.content-override': 1, 'ui.prefersReducedMotion': 0 },
};

const firefox = (firefoxUserPrefs: Record<string, number>) =>
  ({
    browserName: 'firefox',
    channel: 'moz-firefox',
    viewport: { width: 1440, height: 900 },
    launchOptions: { ...(executablePath === undefined ? {} : { executablePath }), firefoxUserPrefs },
  }) as const;

/** The same tests in the distribution's Firefox (`npm run test:firefox`), without those that cannot be made there. */
export default defineConfig({
  ...chromium,
  use,
  timeout: 240_000,
  globalTeardown: './support/say-not-in-firefox.ts',
  // Titles are looked for in the name of the project, too, so it has no word of them.
  projects: [
    { name: 'firefox', use: firefox(PREFERENCES.usual), grepInvert: [OTHERS, ...without] },
    { name: 'firefox by night', use: firefox(PREFERENCES.night), grep: NIGHT, grepInvert: without },
    { name: 'firefox at play', use: firefox(PREFERENCES.moving), grep: /a step is an animation/, grepInvert: without },
  ],
});
