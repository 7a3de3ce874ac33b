// Ships the reference with the page: every page of it as plain HTML, and as data that the page loads a kind at a time
// (`virtual:reference/calls`). They are made by running the model, so they are kept by the hash of the program that makes them.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CACHE = join(ROOT, 'node_modules', '.cache', 'reference');
const VIRTUAL = 'virtual:reference/';

let made = null;

/** The program that makes the pages, and the pages. Made once. */
const reference = () => {
  made ??= make();
  return made;
};

async function make() {
  const { build } = await import('vite');
  const result = await build({
    configFile: false,
    root: ROOT,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ...{ ssr: 'src/reference/build.ts', write: false, target: 'node20', minify: false },
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const { code } = result.output.find((o) => o.type === 'chunk' && o.isEntry);
  const stamp = createHash('sha256').update(code).digest('hex').slice(0, 32);
  mkdirSync(CACHE, { recursive: true });
  const program = join(CACHE, `${stamp}.${process.pid}.mjs`);
  writeFileSync(program, code);
  try {
    const maker = await import(pathToFileURL(program).href);
    return { maker, pages: await kept(stamp, maker) };
  } finally {
    rmSync(program, { force: true });
  }
}

async function kept(stamp, maker) {
  const file = join(CACHE, `${stamp}.json`);
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    const pages = await maker.referencePages();
    writeFileSync(file, JSON.stringify(pages));
    return pages;
  }
}

/** The pages as data alone: for a page that is one file, which has no plain pages beside it. */
export const referenceData = () => ({
  name: 'reference-data',
  resolveId: (id) => (id.startsWith(VIRTUAL) ? `\0${id}` : null),
  async load(id) {
    if (!id.startsWith(`\0${VIRTUAL}`)) return null;
    const { maker, pages } = await reference();
    const part = maker.pagesOf(pages, id.slice(VIRTUAL.length + 1));
    return `export default JSON.parse(${JSON.stringify(JSON.stringify(part))});`;
  },
});

/** @param {string} policy the content security policy of the built page */
export function referencePlugin(policy) {
  return {
    ...referenceData(),
    name: 'reference',
    async generateBundle() {
      // A worker is built by itself, with these plugins as well.
      if (this.environment.config.isWorker) return;
      const { maker, pages } = await reference();
      for (const { path, html } of maker.files(pages, policy))
        this.emitFile({ type: 'asset', fileName: `reference/${path}`, source: html });
    },
    configureServer(server) {
      server.middlewares.use('/reference/', async (request, answer, next) => {
        try {
          const asked = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1);
          const { maker, pages } = await reference();
          const found = maker.files(pages, '').find((f) => f.path === (asked === '' ? 'index.html' : asked));
          if (found === undefined) return next();
          answer.setHeader('Content-Type', 'text/html; charset=utf-8');
          answer.end(found.html);
        } catch (problem) {
          next(problem);
        }
      });
    },
  };
}
