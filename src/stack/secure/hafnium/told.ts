import type { Frame } from '../../../abi/frame.ts';
import { packInfoLists } from '../../../abi/notification.ts';
import { SPMC, spmcVm } from '../../../trace/keys.ts';
import type { Write } from '../rules/cell-types.ts';
import { ALL_BITS, type Cells } from '../rules/cells.ts';
import { whether } from '../rules/guard.ts';
import { receiverOf } from '../rules/registers.ts';
import { fromCells, sameFrame } from '../rules/reply.ts';
import { partitionsIn } from './second.ts';

// Whom FFA_NOTIFICATION_INFO_GET has to tell of (src/vm.c, vm_notifications_info_get; Hafnium 21bfbdc1): partitions first,
// then VM 0, then the other VMs (recorded: 45).

const VM0_KEY = spmcVm(0).untold;
export const UNTOLD_KEYS: readonly string[] = [VM0_KEY, SPMC.untoldOthers, SPMC.partitions];

const othersIn = (cells: Cells): number[] | null => {
  const known = cells.read(SPMC.untoldOthers);
  // With one partition nobody signals anybody but VM 0.
  if (known === null) return partitionsIn(cells) > 1 ? null : [];
  return typeof known.value === 'string' ? known.value.split(' ').map(Number) : [];
};

const isSecure = (id: number): boolean => id >= 0x8000;

/** The lists in their order. */
const inOrder = (vm0: boolean, others: readonly number[]): number[] => [
  ...others.filter(isSecure),
  ...(vm0 ? [0] : []),
  ...others.filter((id) => !isSecure(id)).sort((a, b) => a - b),
];
const lists = (ids: readonly number[]): Frame =>
  packInfoLists(
    ids.map((partition) => ({ partition, vcpus: [] })),
    64,
    false,
  );

export const nobodyIsUntold = whether(
  () => UNTOLD_KEYS,
  (_c, cells) => {
    const { ones, zeros } = cells.readBits(VM0_KEY);
    const others = othersIn(cells);
    if (ones !== 0n || (others?.length ?? 0) > 0) return false;
    return others !== null && zeros === ALL_BITS ? true : null;
  },
  (_c, knowledge, holds) => {
    if (holds) knowledge.knowBits(VM0_KEY, { ones: 0n, zeros: ALL_BITS });
  },
);

export const everybodyUntold = fromCells('lists of others', {
  keys: () => UNTOLD_KEYS,
  frame: (_c, cells) => {
    const others = othersIn(cells);
    return others === null ? null : lists(inOrder(!cells.isExact || cells.readBits(VM0_KEY).ones !== 0n, others));
  },
  fits: (_c, cells, reply) => {
    const others = othersIn(cells);
    const candidates = others === null ? [[], [0x8002]] : [others];
    return candidates.some((list) =>
      [true, false].some((vm0) => (vm0 || list.length > 0 ? sameFrame(lists(inOrder(vm0, list)), reply) : false)),
    );
  },
});

/** Nobody beside VM 0 is left to tell of. */
export const allTold: Write = {
  key: () => SPMC.untoldOthers,
  exact: () => undefined,
  partly: (_call, knowledge) => knowledge.know(SPMC.untoldOthers, undefined),
};

const textOf = (ids: readonly number[]): string | undefined =>
  ids.length === 0 ? undefined : ids.map((id) => `0x${id.toString(16)}`).join(' ');
const idsOf = (text: unknown): number[] => (typeof text === 'string' ? text.split(' ').map(Number) : []);

/** The receiver in w1 is to be told of; of VM 0 its own bitmap says so. */
export const toldOfReceiver = (untold: boolean): Write => ({
  key: () => SPMC.untoldOthers,
  exact: (old, call) => {
    const id = receiverOf(call);
    const without = idsOf(old).filter((other) => other !== id);
    return textOf(untold && id !== 0 ? [...without, id] : without);
  },
  partly: (_call, knowledge) => knowledge.forget(SPMC.untoldOthers),
});
