import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { fail, ok, type Result } from '../../base/result.ts';
import { galleryScenario } from '../../lessons/gallery.ts';
import { encodeLink, isLink } from '../../scenario/link.ts';
import type { Command } from '../command.ts';
import { EXIT, type Exit, fileTrouble, type Io } from '../io.ts';
import { loadScenario } from '../load-scenario.ts';
import { type Given, pageServer } from '../serve/page-server.ts';

/** Where the built page stands in the folder of the program. */
const PAGE = 'dist';

export const serveCommand: Command = {
  name: 'serve',
  operands: '[FILE]',
  summary: 'opens a recording, a scenario or a lesson in the page, on this machine alone',
  details: [
    '',
    'Serves the page that comes with the program on 127.0.0.1 and prints its address, until',
    'Ctrl C. FILE is a recording (as for open) or a SCENARIO; without one the page opens as it',
    'does everywhere. Nothing leaves the machine: only who knows the whole address, with its',
    'random part, is answered.',
  ],
  flags: {
    port: { value: 'PORT', help: 'the port, any free one if absent' },
    browser: { help: 'starts the browser of this desktop with the address' },
  },
  arity: [0, 1],
  async run(args, io): Promise<Result<Exit>> {
    const port = Number(args.values.get('port') ?? 0);
    if (!(Number.isInteger(port) && port >= 0 && port <= 65_535))
      return fail(`${args.values.get('port')} is no port.`, '--port', 'Write a number from 1 to 65535.');
    const shown = await toShow(args.operands[0], io);
    if (!shown.ok) return shown;
    if (!(await isReadable(io.shipped(`${PAGE}/index.html`))))
      return fail('the page is not built here.', 'ffa-scope serve', 'In a clone, run npm run build first.');
    const { given, fragment } = shown.value;
    const secret = randomBytes(8).toString('hex');
    const server = pageServer({ given, secret, page: (path) => io.shipped(`${PAGE}/${path}`) });
    server.listen(port, '127.0.0.1');
    try {
      await once(server, 'listening');
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      return fail(
        taken ? `port ${port} is in use.` : `port ${port} cannot be used (${String(error)}).`,
        '--port',
        'Take another.',
      );
    }
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${secret}/${fragment}`;
    await io.out(`${address}\n`);
    io.err('ffa-scope serve: open this address; Ctrl C ends it.\n');
    if (args.given.has('browser')) startBrowser(address, io);
    await io.ended();
    server.close();
    server.closeAllConnections();
    return ok(EXIT.ran);
  },
};

interface Shown {
  readonly given: Given | null;
  /** Of the address: the link of a scenario. */
  readonly fragment: string;
}

/** A scenario is a link of the page's own; anything else is a recording, which the page reads itself. */
async function toShow(operand: string | undefined, io: Io): Promise<Result<Shown>> {
  if (operand === undefined) return ok({ given: null, fragment: '' });
  if (operand === '-') return fail('standard input is read once.', 'ffa-scope serve', 'Name a file.');
  if (isLink(operand) || galleryScenario(operand) !== null || (await isScenario(operand, io))) {
    const scenario = await loadScenario(operand, io);
    return scenario.ok ? ok({ given: null, fragment: await encodeLink(scenario.value) }) : scenario;
  }
  try {
    for await (const _ of io.file(operand)) break;
  } catch (error) {
    return fail(fileTrouble(error), operand, 'Name a file that can be read, a link or a lesson.');
  }
  const name = operand.split(/[\\/]/).at(-1) ?? operand;
  return ok({ given: { name, bytes: () => io.file(operand) }, fragment: '' });
}

/** More than this is no scenario. */
const MOST_SCENARIO = 1 << 20;

/** Is the file one JSON object and not the only row of a recording, or a link? */
async function isScenario(path: string, io: Io): Promise<boolean> {
  try {
    const decoder = new TextDecoder();
    let text = '';
    for await (const piece of io.file(path)) {
      text += decoder.decode(piece, { stream: true });
      if (text.length > MOST_SCENARIO || !/^\s*(\{|#|h|$)/.test(text)) return false;
    }
    if (/^\s*(https?:|#)/.test(text)) return isLink(text);
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !('kind' in value);
  } catch {
    // No JSON; or who opens it says why it cannot be read.
    return false;
  }
}

async function isReadable(bytes: AsyncIterable<Uint8Array>): Promise<boolean> {
  try {
    for await (const _ of bytes) break;
    return true;
  } catch {
    return false;
  }
}

function startBrowser(address: string, io: Io): void {
  const [command, ...args] =
    process.platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler', address]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', address];
  const child = spawn(command as string, args, { stdio: 'ignore', detached: true });
  child.on('error', () => io.err(`ffa-scope serve: ${command} could not be started; open the address yourself.\n`));
  child.unref();
}
