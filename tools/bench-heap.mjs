// What a run and its forks take of the page's memory: npm run bench:heap
// The built page (npm run build) is opened with a long run, which is then forked again and again. Counted after a garbage
// collection, and when the page has loaded what it loads ahead, which is no part of a run: objects of the page and the memory
// of arrays. Prints bytes a row, and what forks add: each differs from every other in its first rows. It never fails.
import { openBuilt } from './built-page.mjs';
import { LONG, linkOf } from './long-run.mjs';

const FORKS = 10;
/** Boxes of the scenario with which the run goes on to its end: 15 different forks. */
const BOXES = [/PROTMEM/, /RPMB_PROBE/, /ASYNC_NOTIF/, /ARG_OFFSET/];
/** About 27,000 rows: so many forks of it are kept. */
const FORKED = { v: 1, title: 'Forked', actions: [{ do: 'probe' }, ...Array(50).fill({ do: 'load-ta' })] };

const { browser, address, close } = await openBuilt();

try {
  const before = await (await opened('')).used();
  console.log(`lesson 1: ${megabytes(before)}`);
  const long = await opened(linkOf(LONG));
  const rows = await long.rows();
  const after = await long.used();
  const bytes = (all(after) - all(before)) / rows;
  console.log(`${rows.toLocaleString('en')} rows: ${megabytes(after)}, ${bytes.toFixed(0)} bytes a row`);
  const forked = await opened(linkOf(FORKED));
  const one = await forked.used();
  console.log(`${(await forked.rows()).toLocaleString('en')} rows: ${megabytes(one)}`);
  for (let n = 1; n <= FORKS; n++) {
    await forked.fork(n);
    if (n === 1 || n === FORKS) {
      const used = await forked.used();
      const times = `${(all(used) / all(one)).toFixed(2)} times the one run, objects ${(used.objects / one.objects).toFixed(2)}`;
      console.log(`with ${n} ${n === 1 ? 'fork' : 'forks'}: ${megabytes(used)}, ${times}`);
    }
  }
} finally {
  await close();
}

async function opened(fragment) {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(address + fragment);
  const settled = () => page.locator('html[data-idle="true"]').waitFor({ timeout: 120_000 });
  await settled();
  await page.locator('html[data-ahead="true"]').waitFor({ timeout: 120_000 });
  const cdp = await page.context().newCDPSession(page);
  return {
    async used() {
      await cdp.send('HeapProfiler.collectGarbage');
      const { usedSize, backingStorageSize = 0 } = await cdp.send('Runtime.getHeapUsage');
      return { objects: usedSize, arrays: backingStorageSize };
    },
    async rows() {
      return Number(await page.locator('input[type=range]').first().getAttribute('max')) + 1;
    },
    /** The number of a fork in Gray code: from one to the next a single box changes, and none comes twice. */
    async fork(n) {
      const box = BOXES[31 - Math.clz32(n & -n)];
      await page.getByRole('checkbox', { name: box }).click();
      await settled();
    },
  };
}

function all({ objects, arrays }) {
  return objects + arrays;
}

function megabytes(used) {
  return `${(all(used) / 1e6).toFixed(1)} MB (${(used.arrays / 1e6).toFixed(1)} in arrays)`;
}
