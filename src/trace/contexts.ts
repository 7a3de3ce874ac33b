import type { ContextKind } from './event.ts';

interface ContextFacts {
  /** As a sentence names it. */
  readonly name: string;
  /** The letter in a narrow column of the page. */
  readonly letter: string;
  /** The character in the printed trace: lower case where it may sleep or is Linux's, capital where all is masked. */
  readonly mark: string;
}

/** What kinds of execution there are. */
export const CONTEXTS: Readonly<Record<ContextKind, ContextFacts>> = {
  process: { name: 'process', letter: 'P', mark: 'p' },
  worker: { name: 'worker', letter: 'W', mark: 'w' },
  hardirq: { name: 'hard interrupt', letter: 'H', mark: 'i' },
  ipi: { name: 'IPI', letter: 'I', mark: 'x' },
  'secure-atomic': { name: 'secure, atomic', letter: 'A', mark: 'S' },
  'secure-thread': { name: 'OP-TEE thread', letter: 'T', mark: 's' },
};
