import { errnoText } from '../abi/errno.ts';
import type { Finding } from '../study/findings.ts';
import type { Judgement, OtherEnding } from '../study/verdict.ts';

/** More of one kind are counted: the first says what it is about. */
const MOST = 2;

/** What is otherwise in the end, a sentence each, what decides first; where nothing is, what is wrong in both. */
export function reasonTexts({ verdict, news, gone, stay, others, tied }: Judgement): readonly string[] {
  const endings = [...new Set(others.map(otherText))];
  if (verdict === 'the same') return some('In both: ', stay);
  return [
    ...some('Now: ', news),
    ...some(news.length > 0 ? 'No longer: ' : 'Was: ', gone),
    ...endings.slice(0, MOST),
    ...(tied && gone.length > 0
      ? ['Its order is told by rows or choices, which are other moments here: to break less is no proof.']
      : []),
  ];
}

function some(before: string, findings: readonly Finding[]): string[] {
  // A rule about what is held names it, too.
  const told = findings.filter((f) => f.kind !== 'leak' || !findings.some((g) => g !== f && g.text.includes(f.text)));
  const texts = [...new Set(told.map((f) => shortened(f.text)))];
  const more = texts.length - MOST;
  return texts.slice(0, MOST).map((text, i) => {
    const rest = i === MOST - 1 && more > 0 ? ` And ${more} more.` : '';
    return `${before}${stopped(text)}${rest}`;
  });
}

/** A chain of calls by its ends. */
const shortened = (text: string): string => text.replace(/ → (?:[^→]+ → )+/, ' → … → ');

const stopped = (text: string): string => (/[.?]$/.test(text) ? text : `${text}.`);

function otherText({ what, before, after }: OtherEnding): string {
  switch (what) {
    case 'result':
      return `The probe returned ${resultText(before)}, now ${resultText(after)}.`;
    case 'bottom half':
      return `bottom_half_value was ${before}, now ${after}.`;
    case 'answer':
      return `An action answered ${resultText(before)}, now ${resultText(after)}.`;
    case 'log':
      return `The log had ${quoted(before)}, now ${quoted(after)}.`;
  }
}

const quoted = (text: string): string => (text === 'nothing' ? text : `“${text}”`);
const resultText = (text: string): string =>
  text === 'none' ? 'nothing' : text === '0' ? '0' : errnoText(Number(text));
