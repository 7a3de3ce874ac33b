// Counts the tests in the reports of vitest and Playwright: `N passed, N failed`. A step that failed before a runner
// wrote its report (format, lint, types, build) counts as one failure, so that the line never looks better than the run.
import { existsSync, readFileSync } from 'node:fs';

const [unit, e2e, status] = process.argv.slice(2);
const read = (file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null);
let passed = 0;
let failed = 0;

const vitest = read(unit);
if (vitest !== null) {
  passed += vitest.numPassedTests;
  failed += vitest.numFailedTests;
}
const playwright = read(e2e);
if (playwright !== null) {
  passed += playwright.stats.expected + playwright.stats.flaky;
  failed += playwright.stats.unexpected;
}
if (status !== '0' && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed`);
