import { OPTEE_ID } from '../abi/endpoint.ts';
import { ERRNO_NAMES, errnoName, errnoNumber, errnoText, minus } from '../abi/errno.ts';
import { CALLS } from '../abi/ffa-call.ts';
import { directRequest, SERVICES } from '../abi/optee-service.ts';
import { FFA_STATUS, linuxErrno, STATUS_NAMES, type StatusName } from '../abi/status.ts';
import { TEE_RESULT, type TeeResultName } from '../abi/tee-result.ts';
import { hex, s32, u32 } from '../base/bits.ts';
import { explainCode } from '../diagnose/codes.ts';
import { answersOf } from '../stack/secure/rules/list.ts';
import { sentenceOf } from '../stack/secure/rules/sentence.ts';
import { nameOf, SECURE_WORLDS } from '../stack/secure/worlds.ts';
import { linked } from './linked.ts';
import {
  type Block,
  type Piece,
  type ReferencePage,
  routeOf,
  type Section,
  type Text,
  table,
  to,
  words,
} from './page.ts';

/** A page for every FF-A status, every TEE result and every errno of Linux. */
export const errorPages = (): readonly ReferencePage[] => [
  ...STATUS_NAMES.map(statusPage),
  ...(Object.keys(TEE_RESULT) as TeeResultName[]).map(teePage),
  ...ERRNO_NAMES.filter((name) => errnoName(errnoNumber(name) ?? 0) === name).map(errnoPage),
];

/** Which calls a secure world answers with it, and when: from the rules. */
function givenBy(is: (status: string | null, result: string | null) => boolean): readonly Block[] {
  const rows: Text[][] = [];
  for (const { kind, name, frame } of asked())
    for (const world of SECURE_WORLDS) {
      const { statuses, results } = answersOf(world.parties, frame);
      const causes = [
        ...[...statuses].filter(([s]) => is(s, null)).flatMap(([, c]) => c),
        ...[...results].filter(([r]) => is(null, r)).flatMap(([, c]) => c),
      ];
      if (causes.length > 0) rows.push([[to(kind, name)], [nameOf(world)], linked(sentenceOf(causes.join('; or ')))]);
    }
  return table('Who answers with it', ['Call', 'SPMC', 'When'], rows);
}

let frames:
  | readonly { readonly kind: 'calls' | 'services'; readonly name: string; readonly frame: readonly bigint[] }[]
  | null = null;

/** Every call and service once, with all fields zero: its rules do not depend on what the fields hold. */
const asked = () =>
  (frames ??= [
    ...CALLS.map((c) => ({ kind: 'calls' as const, name: c.name, frame: c.encode({}) })),
    ...SERVICES.map((s) => ({
      kind: 'services' as const,
      name: s.name,
      frame: directRequest(s.request(), 0, OPTEE_ID),
    })),
  ]);

/** The causes in the table of messages that this number leads to. */
function causesOf(text: string): readonly Section[] {
  const causes = explainCode(text)?.causes ?? [];
  const items = causes.map(({ id, title }): Text => [to('causes', id, title)]);
  return items.length === 0
    ? []
    : [{ id: 'causes', title: 'What leads to it in a log', blocks: [{ kind: 'list', items }] }];
}

function statusPage(name: StatusName): ReferencePage {
  const status = FFA_STATUS[name];
  const word = hex(u32(status));
  const errno = linuxErrno(status);
  const lead =
    status === 0
      ? 'The FF-A status 0. FFA_ERROR with it is no error to Linux, which counts it as success.'
      : `The FF-A status ${minus(status)}: w2 of FFA_ERROR is ${word}. Linux makes ${errnoText(errno)} of it.`;
  const given = status === 0 ? [] : givenBy((s) => s === name);
  return {
    route: routeOf('errors', name),
    kind: 'errors',
    title: `${name} ${minus(status)}, an FF-A status`,
    lead,
    sections: [
      {
        id: 'facts',
        title: 'What it is',
        blocks: [
          {
            kind: 'facts',
            facts: [
              ['Stands in', [...linked('w2 of FFA_ERROR, as a C int')]],
              ['As a word', [{ text: word, code: true }]],
              ['Linux makes of it', status === 0 ? ['0, success'] : linked(errnoText(errno))],
            ],
          },
        ],
      },
      ...(status === 0
        ? []
        : [
            {
              id: 'given',
              title: 'Which calls are answered with it, and when',
              blocks:
                given.length === 0
                  ? [words('No secure world that is modelled here answers a call of the normal world with it.')]
                  : given,
            },
          ]),
      ...causesOf(name),
    ],
  };
}

function teePage(name: TeeResultName): ReferencePage {
  const result = TEE_RESULT[name];
  const given = result === 0 ? [] : givenBy((_, r) => r === name);
  return {
    route: routeOf('errors', name),
    kind: 'errors',
    title: `${name}, a TEE result`,
    lead: `The TEE result ${hex(BigInt(result))}: w3 of a response of OP-TEE, or the result of a command. The driver hands w3 on as a C int, ${minus(s32(BigInt(result)))}.`,
    sections: [
      ...(given.length === 0
        ? []
        : [{ id: 'given', title: 'Which services are answered with it, and when', blocks: given }]),
      ...(result === 0 ? [] : causesOf(name)),
      ...(given.length === 0
        ? [
            {
              id: 'given-none',
              title: 'In the model',
              blocks: [words('No service of the modelled OP-TEE answers Linux’s messages with it in w3.')],
            },
          ]
        : []),
    ],
  };
}

function errnoPage(name: string): ReferencePage {
  const number = errnoNumber(name) ?? 0;
  const from = STATUS_NAMES.filter((s) => FFA_STATUS[s] !== 0 && linuxErrno(FFA_STATUS[s]) === -number);
  const made: Piece[] = from.flatMap((s, i): Piece[] => [i === 0 ? '' : ', ', to('errors', s)]);
  return {
    route: routeOf('errors', name),
    kind: 'errors',
    title: `${name} ${number}, an errno of Linux`,
    lead:
      from.length > 0
        ? `The errno ${number}; functions return −${number}. Linux makes it of the FF-A status ${from.join(' or ')}, and of failures of its own.`
        : `The errno ${number}; functions return −${number}. No FF-A status gives it: it comes from Linux itself.`,
    sections: [
      ...(from.length === 0
        ? []
        : [{ id: 'status', title: 'FF-A statuses that Linux makes it of', blocks: [words(made)] }]),
      ...causesOf(`-${number}`),
    ],
  };
}
