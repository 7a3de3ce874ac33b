import { problemText } from '../base/result.ts';
import { findRow } from '../diagnose/find-row.ts';
import { fill, holds } from '../diagnose/symptoms/fill.ts';
import { SYMPTOMS } from '../diagnose/symptoms/index.ts';
import { placeText } from '../diagnose/symptoms/places.ts';
import type { Cause, Numbers, Show, Symptom } from '../diagnose/symptoms/symptom.ts';
import { encodeLink } from '../scenario/encode-link.ts';
import { run } from '../scenario/run.ts';
import { parseScenario } from '../scenario/schema.ts';
import { linked } from './linked.ts';
import { type Block, type ReferencePage, routeOf, type Section, type Text, to, words } from './page.ts';

/** Who prints a message, as the sources call themselves. */
const PRINTED_BY: Readonly<Record<Symptom['who'], string>> = {
  arm_ffa: 'Linux, FF-A core',
  optee: 'Linux, OP-TEE driver',
  tee: 'Linux, TEE subsystem',
  'op-tee': 'OP-TEE',
  spmd: 'TF-A, SPMD',
  'el3-spmc': 'TF-A, SPMC in EL3',
  hafnium: 'Hafnium',
  'u-boot': 'U-Boot',
  kernel: 'Linux',
  nobody: 'nobody: it is a bare number',
};

/** A cause with the messages that it leads to. */
interface Told {
  readonly cause: Cause;
  readonly messages: readonly Symptom[];
}

/** Every cause once, in the order of the table. */
export function causesOnce(): readonly Told[] {
  const byId = new Map<string, { cause: Cause; messages: Symptom[] }>();
  for (const symptom of SYMPTOMS)
    for (const cause of symptom.causes) {
      const told = byId.get(cause.id);
      if (told === undefined) byId.set(cause.id, { cause, messages: [symptom] });
      else told.messages.push(symptom);
    }
  return [...byId.values()];
}

/** A page for every cause in the table of messages. */
export const causePages = async (): Promise<readonly ReferencePage[]> => Promise.all(causesOnce().map(pageOf));

async function pageOf({ cause, messages }: Told): Promise<ReferencePage> {
  const numbers = numbersOf(cause, messages);
  const filled = (text: string): string => fill(text, numbers);
  return {
    route: routeOf('causes', cause.id),
    kind: 'causes',
    title: filled(cause.title),
    lead: filled(cause.because),
    sections: [
      ...messages.map((m, i): Section => messageSection(m, cause, i, numbers)),
      { id: 'next', title: 'What to look at next', blocks: [words(linked(filled(cause.next)))] },
      { id: 'run', title: 'A run that shows it', blocks: [await runBlock(cause, numbers)] },
      {
        id: 'source',
        title: 'How it is known',
        blocks: [
          words(cause.seen === 'on a machine' ? 'It was seen on a machine.' : 'It was read in the source.'),
          { kind: 'list', items: cause.source.map((p) => linked(placeText(p))) },
        ],
      },
    ],
  };
}

/** A line as it is printed with which this can be the cause, and its numbers; null where no example is one. */
function exampleOf(m: Symptom, cause: Cause): { readonly line: string; readonly numbers: Numbers } | null {
  for (const line of m.examples) {
    const numbers = m.pattern.exec(line)?.groups ?? {};
    if (holds(cause.when, numbers)) return { line, numbers };
  }
  return null;
}

/** The numbers that the sentences of a cause are told with: those of an example that fits, else those that it is for. */
function numbersOf(cause: Cause, messages: readonly Symptom[]): Numbers {
  const fitting = messages.map((m) => exampleOf(m, cause)).find((e) => e !== null);
  if (fitting !== undefined && fitting !== null) return fitting.numbers;
  const [m] = messages;
  const any = m === undefined ? {} : (m.pattern.exec(m.examples[0] ?? '')?.groups ?? {});
  const asked = Object.entries(cause.when ?? {}).flatMap(([group, allowed]) =>
    Array.isArray(allowed) ? [[group, String(allowed[0])]] : [],
  );
  return { ...any, ...Object.fromEntries(asked) };
}

function messageSection(m: Symptom, cause: Cause, i: number, numbers: Numbers): Section {
  const others = m.causes.filter((c) => c !== cause);
  const example = exampleOf(m, cause);
  const blocks: Block[] = [
    ...(example === null ? [] : [{ kind: 'code' as const, lines: [example.line] }]),
    words(linked(fill(m.says, example?.numbers ?? numbers))),
    { kind: 'facts', facts: [['Printed by', [PRINTED_BY[m.who]]]] },
  ];
  if (others.length > 0)
    blocks.push(words('Other causes of the same message:'), {
      kind: 'list',
      items: others.map((c): Text => [to('causes', c.id, fill(c.title, numbers))]),
    });
  return { id: i === 0 ? 'message' : `message-${i + 1}`, title: 'The message that it leads to', blocks };
}

async function runBlock(cause: Cause, numbers: Numbers): Promise<Block> {
  const { show } = cause;
  const shown: Show = typeof show === 'function' ? show(numbers) : show;
  if ('cannot' in shown) return words(`The model has no run that shows this. ${shown.cannot}`);
  const scenario = parseScenario(shown.scenario);
  if (!scenario.ok) throw new Error(`${cause.id}: ${problemText(scenario.error)}`);
  const row = findRow(run(scenario.value).trace, shown.row);
  const href = await encodeLink(scenario.value, { row, panels: [] });
  return words([{ text: scenario.value.title, href }, row === null ? '' : `, at row ${row}`]);
}
