import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mediaType } from '../../tools/media-types.mjs';

const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

/** Serves the built page at an address of its own; it can be stopped, started again at the same one, and lose files. */
export class StaticServer {
  #server: Server | null = null;
  #port = 0;
  /** What a path is answered with in place of the file; null: it is gone. */
  readonly changed = new Map<string, string | null>();
  /** Are all parts of the page but these gone, as after a deploy? */
  gone: (path: string) => boolean = () => false;

  async start(): Promise<void> {
    if (this.#server !== null) return;
    const server = createServer((request, answer) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname.slice(1) || 'index.html';
      const other = this.changed.get(path);
      const text =
        other === null || this.gone(path) ? Promise.reject(new Error('gone')) : (other ?? readFile(join(DIST, path)));
      void Promise.resolve(text).then(
        (body) => {
          answer.writeHead(200, { 'Content-Type': mediaType(path), 'Cache-Control': 'no-store' });
          answer.end(body);
        },
        () => {
          answer.writeHead(404);
          answer.end();
        },
      );
    });
    await new Promise<void>((up) => server.listen(this.#port, '127.0.0.1', up));
    this.#port = (server.address() as AddressInfo).port;
    this.#server = server;
  }

  get address(): string {
    return `http://127.0.0.1:${this.#port}/`;
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (server === null) return;
    server.closeAllConnections();
    await new Promise<void>((down) => server.close(() => down()));
  }
}
