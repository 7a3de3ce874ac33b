// node tools/serve-built.mjs PORT: serves dist/ to the browser tests. What has the hash of its content in its name may be kept
// by the browser for good, as a real server says of it, so a worker of the tests fetches it once and not for every page.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { mediaType } from './media-types.mjs';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const port = Number(process.argv[2]);

createServer((request, answer) => {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const path = pathname.slice(1) + (pathname.endsWith('/') ? 'index.html' : '');
  // The address is read by the rules of URLs: nothing of it leads out of the folder.
  readFile(new URL(path, `file://${dist}`)).then(
    (body) => {
      const kept = path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      answer.writeHead(200, { 'Content-Type': mediaType(path), 'Content-Length': body.length, 'Cache-Control': kept });
      answer.end(body);
    },
    () => {
      answer.writeHead(404, { 'Content-Type': 'text/plain' });
      answer.end(`${pathname} is no file of dist/. Run npm run build first.\n`);
    },
  );
}).listen(port, '127.0.0.1');
