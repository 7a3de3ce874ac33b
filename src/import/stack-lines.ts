import type { EventLine } from './ftrace-line.ts';
import { perfStackLine, stackLine } from './plumbing.ts';
import { printedStack, type Stack } from './stack.ts';

/** A stack is no deeper than this; what stands further out is not kept. */
export const DEEPEST = 256;

/** Hears of a stack that is complete, and in which line it began. */
type OnStack = (stack: Stack, number: number) => void;

/** Gathers the lines of a stack trace, behind whatever a log puts before them, until something else ends it. */
export class StackLines {
  readonly #onStack: OnStack;
  /** Innermost first; null outside a stack. */
  #names: string[] | null = null;
  /** The stack that these names are, where it is known. */
  #whole: Stack | null = null;
  #atLine = 0;
  /** It is a program's: nothing of it is drawn. */
  #isUser = false;

  constructor(onStack: OnStack) {
    this.#onStack = onStack;
  }

  /** Begins a stack where this event is one. */
  begins(e: EventLine, number: number): boolean {
    const user = e.event.startsWith('<user stack') || e.event === 'user_stack';
    if (!user && !e.event.startsWith('<stack') && !(e.event === 'kernel_stack' && e.body.startsWith('<stack')))
      return false;
    this.open(number);
    this.#isUser = user;
    return true;
  }

  /** A stack of the kernel begins. */
  open(number: number): void {
    this.#names = [];
    this.#whole = null;
    this.#isUser = false;
    this.#atLine = number;
  }

  /** All lines of the stack that has begun, at most DEEPEST, as far as they have come: what they name, and what that is. */
  whole(printed: readonly string[], stack: Stack): void {
    this.#names = printed as string[];
    this.#whole = stack;
  }

  /** Are lines of a stack expected? */
  get isOpen(): boolean {
    return this.#names !== null;
  }

  /** Takes a line of the open stack as `cat trace` prints it; false for another line, and outside a stack. */
  plain(text: string): boolean {
    const name = this.#names === null ? null : stackLine(text);
    if (name !== null) this.#push(name);
    return name !== null;
  }

  /** A line of the open stack behind what a log put before it, or in a trace one that perf prints below its event. */
  other(text: string, rest: string, isTrace: boolean): boolean {
    const name = this.#names === null ? null : (stackLine(text) ?? stackLine(rest));
    const perf = name ?? (isTrace ? perfStackLine(text) : null);
    if (perf === null) return this.#isUser && /^\s*=> /.test(rest);
    this.#names ??= [];
    this.#push(perf);
    return true;
  }

  end(): void {
    const names = this.#names;
    const whole = this.#whole;
    this.#names = this.#whole = null;
    if (names !== null && !this.#isUser) this.#onStack(whole ?? printedStack(names), this.#atLine);
    this.#isUser = false;
  }

  #push(name: string): void {
    if (this.#whole !== null) this.#names = [...(this.#names ?? [])];
    this.#whole = null;
    if (this.#names !== null && !this.#isUser && this.#names.length < DEEPEST) this.#names.push(name);
  }
}
