import { Feed } from './feed.ts';
import type { LiveSink, LiveSource, LiveStatus } from './live-source.ts';

/** A file is looked at once in so many milliseconds. */
const EVERY = 500;
/** So many bytes are read at once. */
const PIECE = 1 << 20;
/** No more bytes than this wait for the reader: the file keeps the others. */
const AHEAD = 8 << 20;
/** So many of the last bytes that were read tell whether the file is still the same. */
const TAIL = 256;
/** A browser refuses to read a file that was written to since it was looked at: so often it is looked at again at once. */
const TRIES = 5;

/** What is asked of a FileSystemFileHandle. */
export type FileHandle = Pick<FileSystemFileHandle, 'name' | 'getFile'>;

/** A file that is written to while it is read, by the handle that the browser gave for it. */
export class FollowedFile implements LiveSource {
  readonly #handle: FileHandle;
  readonly #feed: Feed;
  /** How far the file is read, in bytes, and what stands before that place. */
  #at = 0;
  #tail = new Uint8Array(0);
  #stopped = false;
  #wake: (() => void) | null = null;
  #run: Promise<void> = Promise.resolve();

  constructor(handle: FileHandle) {
    this.#handle = handle;
    this.#feed = new Feed({ kind: 'file', name: handle.name, speed: null });
  }

  get status(): LiveStatus {
    return this.#feed.status;
  }

  watch(changed: (status: LiveStatus) => void): void {
    this.#feed.watch(changed);
  }

  start(sink: LiveSink): void {
    this.#feed.into(sink);
    this.#run = this.#follow();
  }

  pause(paused: boolean): void {
    if (paused === this.#feed.paused || this.status.state === 'ended') return;
    this.#feed.say({ state: paused ? 'paused' : 'live', waiting: paused ? this.status.waiting : 0 });
    this.#wake?.();
  }

  again(): void {
    this.#wake?.();
  }

  async stop(): Promise<void> {
    if (this.#stopped) return this.#run;
    this.#stopped = true;
    this.#wake?.();
    await this.#run;
    // What was written until now belongs to what is kept.
    await this.#look(true);
    this.#feed.say({ state: 'ended', waiting: 0 });
  }

  kept(): null {
    return null;
  }

  async #follow(): Promise<void> {
    while (!this.#stopped) {
      await this.#look(false);
      if (!this.#stopped) await this.#wait();
    }
  }

  #wait(): Promise<void> {
    return new Promise((go) => {
      const timer = setTimeout(go, EVERY);
      this.#wake = () => {
        clearTimeout(timer);
        go();
      };
    });
  }

  /** Reads what is new; `last`: also while it is paused, and however much the reader has still to do. */
  async #look(last: boolean): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        const file = await this.#handle.getFile();
        await this.#readOf(file, last);
        return;
      } catch (error) {
        const name = error instanceof Error ? error.name : '';
        if (name === 'NotReadableError' && tries < TRIES) continue;
        this.#lost(name, error);
        return;
      }
    }
  }

  async #readOf(file: File, last: boolean): Promise<void> {
    if (file.size < this.#at) this.#anew('became shorter: it was written anew');
    else if (!(await this.#isSame(file))) this.#anew('was replaced by another file, or written anew');
    const feed = this.#feed;
    if (feed.status.state === 'connecting' || feed.status.state === 'lost')
      feed.say({ state: 'live', note: backNote(feed.status) });
    while (this.#at < file.size && (last || (!feed.paused && !this.#stopped && feed.behind() < AHEAD))) {
      const bytes = new Uint8Array(await file.slice(this.#at, this.#at + PIECE).arrayBuffer());
      if (bytes.length === 0) break;
      this.#at += bytes.length;
      this.#tail = bytes.slice(-TAIL);
      feed.take(bytes);
    }
    if (feed.paused && !last) feed.count({ waiting: file.size - this.#at });
  }

  /** Does what was read last still stand before the place that was reached? */
  async #isSame(file: File): Promise<boolean> {
    const tail = this.#tail;
    const there = new Uint8Array(await file.slice(this.#at - tail.length, this.#at).arrayBuffer());
    return there.length === tail.length && there.every((byte, i) => byte === tail[i]);
  }

  #anew(what: string): void {
    this.#at = 0;
    this.#tail = new Uint8Array(0);
    this.#feed.tear();
    this.#feed.say({ note: `${this.status.name} ${what}. It is read from its begin, below the rows that were there.` });
  }

  #lost(name: string, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    const note =
      name === 'NotFoundError'
        ? `${this.status.name} is not there any more. What was read is kept, and it is read on when it is back.`
        : name === 'NotAllowedError'
          ? `The browser no longer permits to read ${this.status.name}. What was read is kept: stop, and follow it anew.`
          : `${this.status.name} cannot be read at the moment: ${why}. What was read is kept, and it is tried again.`;
    // A pause is the person's own and stays one.
    if (this.#feed.paused) this.#feed.say({ note });
    else if (this.status.state !== 'lost' || this.status.note !== note) this.#feed.say({ state: 'lost', note });
  }
}

const backNote = ({ state, name }: LiveStatus): string => (state === 'lost' ? `${name} can be read again.` : '');
