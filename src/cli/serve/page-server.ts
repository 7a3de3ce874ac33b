import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';

/** What the page opens first: a file that is read here, or a fragment of its own address. */
export interface Given {
  readonly name: string;
  bytes(): AsyncIterable<Uint8Array>;
}

export interface Site {
  /** A file of the built page; the iteration throws where there is none. */
  page(path: string): AsyncIterable<Uint8Array>;
  readonly given: Given | null;
  /** The first part of every path. Who does not know it (another user of this machine, another page) reads nothing. */
  readonly secret: string;
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webmanifest: 'application/manifest+json',
  json: 'application/json',
  sh: 'text/plain; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
};
/** Where the page fetches what it is given (store/page/given.ts reads the element). */
const GIVEN = 'given';

/**
 * A server for one page and one file, for this machine alone: it listens on 127.0.0.1, answers GET and HEAD, only where the
 * request names this host (a page of somebody else cannot reach it by a name of its own), and only below the secret.
 */
export const pageServer = (site: Site): Server =>
  createServer((request, answer) => {
    void respond(site, request, answer).catch(() => {
      // A reader that went away, or a file that could not be read to its end: there is nobody to tell but the connection.
      answer.destroy();
    });
  });

async function respond(site: Site, request: IncomingMessage, answer: ServerResponse): Promise<void> {
  const port = request.socket.localPort;
  const refuse = (status: number, why: string): void => {
    answer.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
    answer.end(`${why}\n`);
  };
  if (request.headers.host !== `127.0.0.1:${port}` && request.headers.host !== `localhost:${port}`)
    return refuse(403, 'This address is not for you.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405, 'Only GET and HEAD are answered.');
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  if (!path.startsWith(`/${site.secret}/`))
    return refuse(404, 'There is nothing here: open the whole address that was printed.');
  const name = path.slice(site.secret.length + 2) || 'index.html';
  if (name === GIVEN && site.given !== null) return send(answer, site.given.bytes(), 'application/octet-stream');
  if (!/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/.test(name)) return refuse(404, 'There is no such file.');
  let file: Uint8Array;
  try {
    file = await whole(site.page(name));
  } catch {
    return refuse(404, 'There is no such file.');
  }
  if (name === 'index.html')
    file = new TextEncoder().encode(givingPage(new TextDecoder().decode(file), site.given?.name ?? null));
  await send(answer, [file], TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream');
}

/**
 * The page may fetch from nobody; here it may fetch what it is given, from this server. Where it is given nothing it is told
 * so: a page that was handed out by `ffa-scope serve` is not kept by the browser.
 */
export function givingPage(html: string, name: string | null): string {
  const given = name === null ? 'data-link=""' : `data-name="${escaped(name)}" data-from="${GIVEN}"`;
  const page = html.replace('</head>', () => `<script type="text/plain" id="given" ${given}></script></head>`);
  return name === null ? page : page.replace(/connect-src ('|&#39;)none\1/, 'connect-src $1self$1');
}

const escaped = (text: string): string => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);

async function send(
  answer: ServerResponse,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  type: string,
): Promise<void> {
  answer.writeHead(200, {
    'Content-Type': type,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  if (answer.req.method === 'HEAD') answer.end();
  else await pipeline(bytes, answer);
}

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}
