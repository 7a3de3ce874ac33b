import { CALLS, type Call, FFA_ERROR, FFA_FEATURES, FFA_MSG_SEND_DIRECT_REQ, FFA_SUCCESS } from '../abi/ffa-call.ts';
import { SERVICES } from '../abi/optee-service.ts';
import { hex } from '../base/bits.ts';
import { PartlyKnown } from '../stack/secure/rules/knowledge.ts';
import { leaves } from '../stack/secure/rules/walk.ts';
import { nameOf, SECURE_WORLDS } from '../stack/secure/worlds.ts';
import type { CallEvent } from '../trace/event.ts';
import { answerBlocks } from './answers.ts';
import { callersText } from './el3-callers.ts';
import type { Occurrences } from './in-lessons.ts';
import { lessonBlocks } from './in-lessons.ts';
import { linked } from './linked.ts';
import { type LinuxCall, linuxCall } from './lives.ts';
import { type Block, code, type ReferencePage, routeOf, type Section, type Text, to, words } from './page.ts';
import { registerBlocks } from './registers.ts';
import { specText } from './spec-sections.ts';

/** A page for every function of abi/, in the order of their numbers. */
export const callPages = (lessons: Occurrences): readonly ReferencePage[] => CALLS.map((call) => pageOf(call, lessons));

function pageOf(call: Call, lessons: Occurrences): ReferencePage {
  const { name } = call;
  // The answers are no calls: there is nothing that they are answered with.
  const isAnswer = call === FFA_ERROR || call === FFA_SUCCESS;
  const linux = linuxCall(name, null);
  return {
    route: routeOf('calls', name),
    kind: 'calls',
    title: name,
    lead: call.purpose,
    sections: [
      { id: 'facts', title: 'What it is', blocks: [{ kind: 'facts', facts: factsOf(call, isAnswer) }] },
      {
        id: 'call',
        title: isAnswer ? 'Registers' : 'Registers of the call',
        blocks: [
          ...registerBlocks(
            `${name}, registers of the call`,
            call.fields,
            1,
            widest(call),
            linux?.asked.fields ?? null,
          ),
          ...(linux === null ? [] : [words([`In a run: ${linux.asked.sentence}`])]),
        ],
      },
      ...(isAnswer ? [] : [answerSection(call, linux)]),
      ...(isAnswer || call === FFA_MSG_SEND_DIRECT_REQ ? [] : refusals(call, linux)),
      ...(call === FFA_MSG_SEND_DIRECT_REQ ? [servicesSection()] : []),
      {
        id: 'lessons',
        title: 'In which lessons it occurs',
        blocks: lessonBlocks(lessons.of(name), 'In none of those that ship.'),
      },
    ],
  };
}

const widest = (call: Call): 32 | 64 => (call.widths.includes(32) ? 32 : 64);

function factsOf(call: Call, isAnswer: boolean): (readonly [string, Text])[] {
  const ids = call.widths.map((w) => `${hex(w === 32 ? call.id32 : call.id64)} (${w}-bit)`).join(', ');
  const handlers: Text[] = isAnswer ? [] : handlersOf(call);
  return [
    ['w0', [code(ids)]],
    ['Since', [`FF-A ${call.since}`]],
    ['Who may call', linked(callersText(call.name), call.name)],
    ['In the specification', [specText(call.name)]],
    ...handlers.map((h): readonly [string, Text] => ['Handled in', h]),
  ];
}

/** The C function of each secure world that answers it, for a call of the normal world. */
function handlersOf(call: Call): Text[] {
  const frame = call.encode({}, widest(call));
  const places = new Map<string, string[]>();
  for (const world of SECURE_WORLDS) {
    const last = leaves(world.parties, frame, new PartlyKnown(), true).at(-1);
    if (last === undefined) continue;
    const { handler } = last.rules;
    const text = `${last.party.source} ${handler.file}, ${handler.fn}()`;
    places.set(text, [...(places.get(text) ?? []), nameOf(world)]);
  }
  return [...places].map(([text, names]) => [code(text), ` (with ${names.join(' or ')} as SPMC)`]);
}

function answerSection(call: Call, linux: LinuxCall | null): Section {
  const answered = linux?.answered ?? null;
  const blocks: Block[] = [];
  if (call.ok === null)
    blocks.push(
      words([
        ...linked('FFA_SUCCESS is no answer to it.'),
        ...(call.answers.length === 0 ? [' Nothing answers it: control does not come back.'] : []),
      ]),
    );
  else {
    blocks.push(
      words([...linked('FFA_SUCCESS answers it'), `, ${call.okWidths.map((w) => `${w}-bit`).join(' or ')}, with:`]),
    );
    blocks.push(
      ...registerBlocks(
        `${call.name}, registers of FFA_SUCCESS`,
        call.ok,
        1,
        call.okWidths.includes(32) ? 32 : 64,
        answered?.fields ?? null,
      ),
    );
    if (answered !== null) blocks.push(words([`In a run: ${answered.sentence}`]));
  }
  if (call.answers.length > 0)
    blocks.push(
      words(['Also answered by ', ...call.answers.flatMap((a, i): Text => [i === 0 ? '' : ', ', to('calls', a)]), '.']),
    );
  return { id: 'answer', title: 'Registers of the answer', blocks };
}

/** What it is refused with. FFA_FEATURES means something else with every question, so each has a table. */
function refusals(call: Call, linux: LinuxCall | null): Section[] {
  const title = 'Refusals, and what Linux makes of them';
  if (call !== FFA_FEATURES || linux === null) {
    const frame = linux?.call.w ?? call.encode({}, widest(call));
    return [{ id: 'refusals', title, blocks: answerBlocks(frame, linux, call.name) }];
  }
  return questions().map((asked, i) => ({
    id: i === 0 ? 'refusals' : `refusals-${i + 1}`,
    title: `${title}: ${asked.asked.summary}`,
    blocks: answerBlocks(asked.call.w, asked, call.name),
  }));
}

/** What Linux asks FFA_FEATURES for, each once. */
function questions(): LinuxCall[] {
  const found: LinuxCall[] = [];
  const isNew = (e: CallEvent): boolean => found.every((f) => f.call.w[1] !== e.w[1]);
  for (let next = linuxCall('FFA_FEATURES', null, isNew); next !== null; next = linuxCall('FFA_FEATURES', null, isNew))
    found.push(next);
  return found;
}

function servicesSection(): Section {
  return {
    id: 'services',
    title: 'What OP-TEE is asked with it',
    blocks: [
      words(
        'w3 names a service of OP-TEE; each has a page with its registers, its refusals, and what Linux makes of them.',
      ),
      { kind: 'list', items: SERVICES.map((s) => [to('services', s.name), `: ${s.purpose}`]) },
    ],
  };
}
