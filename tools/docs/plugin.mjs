// Ships docs/ with the page: every document as plain HTML beside it, so that a citation opens on the same host.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { noticesPage, unnamed } from './notices.mjs';
import { pageOf, renderDocument } from './render.mjs';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
const STYLE = fileURLToPath(new URL('./docs.css', import.meta.url));

const documents = () =>
  readdirSync(DOCS, { recursive: true })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md'));

/** @param {string} policy the content security policy of the built page */
export function documentsPlugin(policy) {
  return {
    name: 'documents',
    async generateBundle(_, bundle) {
      const strange = unnamed(Object.values(bundle).flatMap((o) => (o.type === 'chunk' ? o.moduleIds : [])));
      if (strange.length > 0)
        this.error(`name ${strange.join(', ')} in tools/docs/notices.mjs: its license is passed on`);
      const emit = (fileName, source) => this.emitFile({ type: 'asset', fileName, source });
      emit('docs/docs.css', readFileSync(STYLE, 'utf8'));
      emit('docs/licenses.html', noticesPage(policy));
      for (const path of documents())
        emit(`docs/${pageOf(path)}`, await renderDocument(path, readFileSync(DOCS + path, 'utf8'), policy));
    },
    configureServer(server) {
      server.middlewares.use('/docs/', async (request, answer, next) => {
        try {
          const asked = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1) || 'index.html';
          if (asked === 'licenses.html') {
            answer.setHeader('Content-Type', 'text/html; charset=utf-8');
            return answer.end(noticesPage(''));
          }
          const path = documents().find((d) => pageOf(d) === asked);
          if (asked !== 'docs.css' && path === undefined) return next();
          answer.setHeader('Content-Type', path === undefined ? 'text/css' : 'text/html; charset=utf-8');
          answer.end(
            path === undefined
              ? readFileSync(STYLE, 'utf8')
              : await renderDocument(path, readFileSync(DOCS + path, 'utf8'), ''),
          );
        } catch (problem) {
          next(problem);
        }
      });
    },
  };
}
