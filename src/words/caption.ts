import { decodeCall } from '../abi/decode.ts';
import type { TraceEvent } from '../trace/event.ts';
import type { Trace } from '../trace/trace.ts';
import { theActor } from './event-text.ts';
import { callText } from './format.ts';
import { rowSentence } from './row-sentence.ts';
import { resultBadge, rowText, type Tone } from './row-text.ts';

/** What the caption below the diagram says of a row. */
export interface Caption {
  readonly tone: Tone;
  /** One or two words in the badge: `OK`, `DENIED −6`, `Call`. */
  readonly word: string;
  readonly text: string;
}

/** Who asked, the answer and what it means: one or two sentences. */
export function captionOf(trace: Trace, e: TraceEvent): Caption {
  const { badge } = rowText(trace, e);
  switch (e.kind) {
    case 'call':
      return {
        tone: 'plain',
        word: 'Call',
        text: `${upper(theActor(e.from))} asks ${theActor(e.to)}. ${sentence(rowSentence(e))} ${decodeCall(e.w).sentence}`,
      };
    case 'return': {
      const failed = badge?.tone === 'error';
      return {
        tone: failed ? 'error' : 'ok',
        word: failed ? (badge?.text ?? 'Error') : 'OK',
        text: `${upper(theActor(e.from))} answers. ${sentence(e.why)}`,
      };
    }
    case 'enter':
      return {
        tone: 'plain',
        word: 'Function',
        text: `${sentence(e.why)} ${upper(theActor(e.from))} enters ${callText(e.fn, e.args)}.`,
      };
    case 'step': {
      const result = resultBadge(e.rc, e.fault !== null);
      const answer = result === null ? 'is done' : `answers ${result.text}`;
      const failed = result?.tone === 'error';
      return {
        tone: failed ? 'error' : 'plain',
        word: failed ? result.text : 'Function',
        text: `${sentence(e.why)} ${callText(e.fn, e.args)} ${answer}.`,
      };
    }
    case 'log':
      return {
        tone: e.level === 'error' ? 'error' : 'plain',
        word: 'Log',
        text: `${sentence(e.why)} ${upper(theActor(e.who))} prints “${e.text}”.`,
      };
    case 'irq': {
      const how = { raised: 'is raised', taken: 'is taken', lost: 'is lost' }[e.phase];
      return {
        tone: e.phase === 'lost' ? 'error' : 'plain',
        word: 'Interrupt',
        text: `${sentence(e.why)} ${e.irq} ${how}, from ${theActor(e.from)} to ${theActor(e.to)}.`,
      };
    }
    case 'change':
      return { tone: 'plain', word: 'State', text: sentence(e.why) };
    case 'choice':
      return {
        tone: 'plain',
        word: 'Choice',
        text: `${sentence(e.why)} Of ${e.options.join(', ')}, ${e.options[e.chosen] ?? 'none'} runs.`,
      };
    case 'violation':
      return { tone: 'violation', word: e.rule, text: sentence(e.text) };
  }
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** With a full stop, unless it ends in one of its own. */
const sentence = (text: string): string => (text === '' || /[.?:]$/.test(text) ? text : `${text}.`);
