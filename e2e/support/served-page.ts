import { test as base, type Locator, type Page } from '@playwright/test';
import { StaticServer } from './static-server.ts';

export { expect } from '@playwright/test';
export type { StaticServer } from './static-server.ts';

/** A test with a server of its own, which can be stopped and lose files. What the browser says of that is expected. */
export const test = base.extend<{ server: StaticServer }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from the pattern
  server: async ({}, use) => {
    const server = new StaticServer();
    await server.start();
    await use(server);
    await server.stop();
  },
});

/** Where the page says that a part of it did not come. */
export const missing = (page: Page): Locator =>
  page.getByRole('alert').filter({ hasText: 'A part of this page could not be loaded' });
