import { DEFAULT_ENDPOINTS, OPTEE_ID } from '../abi/endpoint.ts';
import { directRequest, SERVICES, type Service } from '../abi/optee-service.ts';
import { hex } from '../base/bits.ts';
import { answerBlocks } from './answers.ts';
import { lessonBlocks, type Occurrences } from './in-lessons.ts';
import { linked } from './linked.ts';
import { linuxCall } from './lives.ts';
import { code, type ReferencePage, routeOf, to, words } from './page.ts';
import { registerBlocks } from './registers.ts';

/** A page for every service of OP-TEE's FF-A interface, in the order of their ids. */
export const servicePages = (lessons: Occurrences): readonly ReferencePage[] => SERVICES.map((s) => pageOf(s, lessons));

function pageOf(service: Service, lessons: Occurrences): ReferencePage {
  const { name } = service;
  const linux = linuxCall('FFA_MSG_SEND_DIRECT_REQ', name);
  const frame = linux?.call.w ?? directRequest(service.request(), 0, OPTEE_ID);
  return {
    route: routeOf('services', name),
    kind: 'services',
    title: name,
    lead: service.purpose,
    sections: [
      {
        id: 'facts',
        title: 'What it is',
        blocks: [
          {
            kind: 'facts',
            facts: [
              ['w3', [code(hex(service.id))]],
              [
                'Carried by',
                [
                  to('calls', 'FFA_MSG_SEND_DIRECT_REQ'),
                  `, from Linux to ${DEFAULT_ENDPOINTS.get(OPTEE_ID)} (0x${OPTEE_ID.toString(16)})`,
                ],
              ],
              [
                'How it runs',
                service.kind === 'blocking'
                  ? [
                      to('glossary', 'blocking', 'Blocking'),
                      ': to its end on the caller’s CPU, with every interrupt masked.',
                    ]
                  : [
                      to('glossary', 'yielding', 'Yielding'),
                      ': on a thread of OP-TEE, which may ask for an RPC or be interrupted.',
                    ],
              ],
              [
                'In the specification',
                ['FF-A leaves the words of a message to the partition: this is OP-TEE’s own interface, optee_ffa.h.'],
              ],
            ],
          },
        ],
      },
      {
        id: 'call',
        title: 'Registers of the request',
        blocks: [
          ...registerBlocks(
            `${name}, registers of the request`,
            service.requestFields,
            4,
            32,
            linux?.asked.fields ?? null,
          ),
          ...(linux === null ? [] : [words(`In a run: ${linux.asked.sentence}`)]),
        ],
      },
      {
        id: 'answer',
        title: 'Registers of the response',
        blocks: [
          ...registerBlocks(
            `${name}, registers of the response`,
            service.responseFields,
            3,
            32,
            linux?.answered?.fields ?? null,
          ),
          ...(linux?.answered == null ? [] : [words(linked(`In a run: ${linux.answered.sentence}`, name))]),
        ],
      },
      { id: 'refusals', title: 'Refusals, and what Linux makes of them', blocks: answerBlocks(frame, linux, name) },
      {
        id: 'lessons',
        title: 'In which lessons it occurs',
        blocks: lessonBlocks(lessons.of(name), 'In none of those that ship.'),
      },
    ],
  };
}
