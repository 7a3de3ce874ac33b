import { bits } from '../base/bits.ts';
import { NOTHING } from './call-table.ts';
import { endpointMeaning, endpointName } from './endpoint.ts';
import type { FieldNode } from './field.ts';
import { child, fieldNodes, mbz, upperHalf } from './nodes.ts';
import { type InfoLists, infoCapacity, infoIdPlace, unpackInfoLists } from './notification.ts';
import type { Context } from './register-fields.ts';

/** The fields of FFA_SUCCESS as the answer to FFA_NOTIFICATION_INFO_GET: w2 with its counts, then every 16-bit id. */
export function infoNodes(context: Context): FieldNode[] {
  const { frame, width } = context;
  const { lists, ids } = unpackInfoLists(frame);
  const w2 = frame[2] ?? 0n;
  const upper = width === 32 ? upperHalf(2, w2) : [];
  const children: FieldNode[] = [];
  const end = 12 + 2 * lists.length;
  if (end < width) children.push(mbz(2, width - 1, end, w2));
  for (let i = lists.length - 1; i >= 0; i--) {
    const vcpus = bits(w2, 13 + 2 * i, 12 + 2 * i);
    const text = vcpus === 0n ? 'global' : `${vcpus} ${vcpus === 1n ? 'vCPU' : 'vCPUs'}`;
    children.push(child(`list ${i + 1}`, 2, 13 + 2 * i, 12 + 2 * i, w2, text));
  }
  const count = bits(w2, 11, 7);
  const tooMany = Number(count) > infoCapacity(width) ? ('out of range' as const) : undefined;
  children.push(
    child('lists', 2, 11, 7, w2, `${count} ${count === 1n ? 'list' : 'lists'}`, tooMany),
    mbz(2, 6, 1, w2),
    child('more pending', 2, 0, 0, w2, bits(w2, 0, 0) === 1n ? 'yes' : 'no'),
  );
  const wrong = children.find((c) => c.problem !== undefined)?.problem;
  const lists2: FieldNode = {
    name: 'lists',
    reg: 2,
    hi: width - 1,
    lo: 0,
    value: bits(w2, width - 1, 0),
    meaning: `${count} ${count === 1n ? 'list' : 'lists'}${bits(w2, 0, 0) === 1n ? ', more pending' : ''}`,
    ...(wrong === undefined ? {} : { problem: wrong }),
    children,
  };
  return [...fieldNodes(NOTHING, context, 1, 1), ...upper, lists2, ...idNodes(context, lists, ids)];
}

/** One node for each 16-bit place of w3..w7, from the top of each register. */
function idNodes(context: Context, lists: InfoLists['lists'], used: number): FieldNode[] {
  const { frame, width, endpoints } = context;
  const roles = lists.flatMap((l) => ['partition', ...l.vcpus.map(() => 'vCPU')]);
  const each = width === 64 ? 4 : 2;
  const nodes: FieldNode[] = [];
  for (let reg = 3; reg <= 7; reg++) {
    const word = frame[reg] ?? 0n;
    if (width === 32) nodes.push(...upperHalf(reg, word));
    for (let k = each - 1; k >= 0; k--) {
      const index = (reg - 3) * each + k;
      const { lo } = infoIdPlace(index, width);
      const id = Number(bits(word, lo + 15, lo));
      const role = index < used ? roles[index] : undefined;
      if (role === undefined) nodes.push(mbz(reg, lo + 15, lo, word));
      else
        nodes.push(
          child(role, reg, lo + 15, lo, word, role === 'vCPU' ? `vCPU ${id}` : endpointMeaning(id, endpoints)),
        );
    }
  }
  return nodes;
}

/** `VM 0`, `VM 1, VM 2 vCPUs 3 4`. */
export function infoSummary({ lists }: InfoLists): string {
  return lists
    .map((l) => `${partition(l.partition)}${l.vcpus.length === 0 ? '' : ` vCPU ${l.vcpus.join(' ')}`}`)
    .join(', ');
}

const partition = (id: number): string => (id & 0x8000 ? `0x${id.toString(16)}` : `VM ${id}`);

/** `Linux (VM 0) has a global notification.` */
export function infoSentence({ lists, more }: InfoLists, endpoints: ReadonlyMap<number, string>): string {
  if (lists.length === 0) return 'The answer names nobody.';
  const parts = lists.map((l) => {
    const who = endpointName(l.partition, endpoints);
    return l.vcpus.length === 0
      ? `${who} has a global notification`
      : `${who} has notifications for vCPU ${l.vcpus.join(', ')}`;
  });
  return `${parts.join('; ')}${more ? '; more is pending' : ''}.`;
}
