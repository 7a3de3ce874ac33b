import type { CallEvent } from '../trace/event.ts';
import { replyOf } from '../trace/replies.ts';
import { actorName } from '../words/event-text.ts';
import { footText, headTexts } from './head.ts';
import { visible } from './plain-text.ts';
import { taken } from './selection.ts';
import type { Choice, Subject } from './subject.ts';

/** The calls among the rows as initialisers in C89, with the answer that each of them had, for a test of firmware. */
export function* cLines(s: Subject, c: Choice): Iterable<string> {
  const rows = [...taken(s, c)];
  const calls = rows.flatMap(({ event, text }) => (event.kind === 'call' ? [{ event, text }] : []));
  const replies = calls.map(({ event }) => replyOf(s.trace, event.row));
  const most = Math.max(8, ...calls.map(({ event }) => event.w.length), ...replies.map((r) => r?.w.length ?? 0));
  yield '/*';
  const foot = footText(s);
  for (const text of [
    ...headTexts(s, c, rows.length),
    ...(foot === null ? [] : [foot]),
    ...(s.link === null ? [] : [s.link]),
  ])
    yield ` * ${comment(text)}`;
  yield ' *';
  yield ' * call[0] to call[call_regs - 1] are w0 (x0), w1 and so on; the rest is zero, and was not recorded.';
  yield ' * The answer is the one that was seen; where answered is 0 none came.';
  yield ' */';
  yield `#define FFA_REGS ${most}`;
  yield `#define FFA_CALLS ${calls.length}`;
  yield '';
  yield 'struct ffa_exchange {';
  yield '\tunsigned int row;';
  yield '\tconst char *name;';
  yield '\tunsigned int call_regs;';
  yield '\tunsigned long long call[FFA_REGS];';
  yield '\tint answered;';
  yield '\tunsigned int reply_regs;';
  yield '\tunsigned long long reply[FFA_REGS];';
  yield '};';
  yield '';
  // An array without elements is none in C: there is always one behind the last, and it is all zero.
  yield 'static const struct ffa_exchange ffa_exchanges[FFA_CALLS + 1] = {';
  for (const [i, { event, text }] of calls.entries()) {
    const reply = replies[i];
    yield `\t/* row ${event.row}, ${comment(actorName(event.from))} to ${comment(actorName(event.to))}${c.captions ? `: ${comment(text.caption)}` : ''} */`;
    yield `\t{ ${event.row}u, ${quoted(nameOf(event))}, ${event.w.length}u,`;
    yield `\t  ${words(event.w)},`;
    yield reply === null || reply === undefined
      ? '\t  0, 0u, { 0 } },'
      : `\t  1, ${reply.w.length}u, ${words(reply.w)} },`;
  }
  yield '\t{ 0u, 0, 0u, { 0 }, 0, 0u, { 0 } }';
  yield '};';
}

const nameOf = (e: CallEvent): string => (e.service === null ? e.name : `${e.name} ${e.service}`);

const words = (w: readonly bigint[]): string =>
  w.length === 0 ? '{ 0 }' : `{ ${w.map((x) => (x === 0n ? '0' : `0x${x.toString(16)}ULL`)).join(', ')} }`;

/** Nothing in a comment may begin or end one, nor continue the line. */
const comment = (text: string): string =>
  visible(text)
    .replace(/\*(?=\/)|\/(?=\*)/g, (c) => `${c} `)
    .replace(/\?(?=\?)/g, '? ')
    .replace(/\\$/, '\\ .');

/** A string literal with any text: bytes of UTF-8 that are no plain ASCII as octal escapes, trigraphs apart. */
function quoted(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let out = '';
  for (const b of bytes)
    out +=
      b >= 0x20 && b < 0x7f && b !== 0x22 && b !== 0x5c && b !== 0x3f
        ? String.fromCharCode(b)
        : `\\${b.toString(8).padStart(3, '0')}`;
  return `"${out}"`;
}
