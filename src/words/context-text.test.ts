import { expect, test } from 'vitest';
import type { ContextKind } from '../trace/event.ts';
import { contextMark, contextText } from './context-text.ts';

const KINDS: readonly ContextKind[] = ['process', 'worker', 'hardirq', 'ipi', 'secure-atomic', 'secure-thread'];

test('every kind of context has a mark of its own', () => {
  expect(new Set(KINDS.map((ctxKind) => contextMark({ cpu: 0, ctxKind }))).size).toBe(KINDS.length);
});

test('the words name the CPU, the context and its kind', () => {
  expect(contextMark({ cpu: 1, ctxKind: 'ipi' })).toBe('I1');
  expect(contextText({ cpu: 1, ctx: 'ARM-FFA-SRI', ctxKind: 'hardirq' })).toBe('CPU 1, ARM-FFA-SRI, hard interrupt');
});
