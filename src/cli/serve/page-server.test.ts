import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { givingPage, pageServer } from './page-server.ts';

const FILES: Readonly<Record<string, string>> = {
  'index.html': `<head><meta content="connect-src &#39;none&#39;"></head>`,
  'assets/a-1.js': 'export {}',
};
async function* pieces(text: string | undefined): AsyncGenerator<Uint8Array> {
  if (text === undefined) throw new Error('ENOENT');
  yield new TextEncoder().encode(text);
}

const server = pageServer({
  secret: 'abc',
  page: (path) => pieces(FILES[path]),
  given: { name: '"><script>.txt', bytes: () => pieces('the recording') },
});
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterAll(() => server.close());

interface Answer {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly body: string;
}

/** Asks with a path as it is: `fetch` would tidy it up. */
async function ask(path: string, host?: string, method = 'GET'): Promise<Answer> {
  const { port } = server.address() as AddressInfo;
  const asked = request({ port, host: '127.0.0.1', path, method, headers: { Host: host ?? `127.0.0.1:${port}` } });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
  let body = '';
  for await (const piece of answer) body += String(piece);
  return { status: answer.statusCode, type: answer.headers['content-type'], body };
}

describe('a page and one file, for this machine alone', () => {
  test('the page is told where its file is, and may fetch from this server', async () => {
    const page = await ask('/abc/');
    expect([page.status, page.type]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.body).toContain('connect-src &#39;self&#39;');
    expect(page.body).toContain('id="given" data-name="&#34;&#62;&#60;script&#62;.txt" data-from="given"');
    expect(await ask('/abc/given')).toEqual({ status: 200, type: 'application/octet-stream', body: 'the recording' });
    expect((await ask('/abc/assets/a-1.js')).type).toBe('text/javascript; charset=utf-8');
  });

  test('HEAD has no body', async () => {
    expect(await ask('/abc/given', undefined, 'HEAD')).toMatchObject({ status: 200, body: '' });
  });

  test.each([
    ['/', 404],
    ['/given', 404],
    ['/abd/given', 404],
    ['/abc/none.js', 404],
    ['/abc/../package.json', 404],
    ['/abc/%2e%2e/package.json', 404],
    ['/abc/assets/../../package.json', 404],
    ['/abc/.git/config', 404],
    ['/abc/assets//etc/passwd', 404],
  ])('%s is not there', async (path, status) => {
    expect((await ask(path)).status).toBe(status);
  });

  test('another host, and another method, are refused', async () => {
    expect((await ask('/abc/given', 'evil.example')).status).toBe(403);
    expect((await ask('/abc/given', undefined, 'POST')).status).toBe(405);
  });
});

test('the policy is found with its quotes written out, too', () => {
  expect(givingPage("connect-src 'none'", 'a')).toBe("connect-src 'self'");
});
