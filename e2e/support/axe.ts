import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, settled } from './page.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What axe finds wrong in what is on the page now, by WCAG 2.2, levels A and AA. */
export async function accessProblems(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).analyze();
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')}: ${n.failureSummary}`));
}

/** The page breaks no rule of WCAG 2.2, levels A and AA, that axe can check. `where` names the state in the message. */
export async function expectAccessible(page: Page, where: string): Promise<void> {
  await settled(page);
  expect(await accessProblems(page), where).toEqual([]);
}
