import type { Frame } from '../../../abi/frame.ts';
import { FUNCTION_IDS, type FunctionName, functionId, type Width } from '../../../abi/function-id.ts';
import { success as successFrame } from '../../../abi/reply.ts';
import { not } from '../rules/guard.ts';
import { x } from '../rules/registers.ts';
import { shaped, success } from '../rules/reply.ts';
import { answers, type CallRules, otherwise, when } from '../rules/rule.ts';
import { ffaVersion, notifReady } from './cells.ts';
import { handler } from './source.ts';

// What the SPMC offers (core/arch/arm/kernel/thread_spmc.c, handle_features; OP-TEE d5001fe0). w2 is not looked at.

/** The SGI that the platform donates for the SRI (plat-vexpress, qemu_armv8a; recorded). */
export const SRI_INTID = 8;
export const FFA_VERSION_1_1 = 0x10001;
export const FFA_VERSION_1_2 = 0x10002;

const FEATURES = handler('handle_features', 257);
const features = (...rules: Parameters<typeof answers>[1]): CallRules => answers(FEATURES, rules);

/** The SGIs that a secure world can give away are 8..15; another board than the recorded one may have another. */
const isSgi = (_call: Frame, _cells: unknown, reply: Frame): boolean => {
  const intid = x(reply, 2);
  return intid >= 8n && intid <= 15n && successFrame(intid).every((word, i) => word === reply[i]);
};

const SRI = features(
  when(not(notifReady.is(true)), 'NOT_SUPPORTED', 'the platform gave OP-TEE no interrupt for notifications'),
  otherwise(
    [],
    shaped('another SGI', isSgi, () => successFrame(BigInt(SRI_INTID))),
    'the SGI that the platform donated',
  ),
);
const NPI = features(otherwise([], 'NOT_SUPPORTED', 'the NPI is for partitions and not for Linux'));
const DIRECT2 = features(
  when(
    ffaVersion.matches((v) => v < FFA_VERSION_1_2),
    'NOT_SUPPORTED',
    'FF-A below 1.2 was agreed on',
  ),
  otherwise([], success(), 'FF-A 1.2 was agreed on'),
);
const SHARE = features(otherwise([], success(1n), 'w2 bit 0: a descriptor may come in a buffer of the caller’s own'));
const NAMED = features(otherwise([], success(), 'it is named, without properties'));
const NOT_NAMED = features(otherwise([], 'NOT_SUPPORTED', 'OP-TEE does not name it in FFA_FEATURES'));

const id = (name: FunctionName, width: Width): bigint => functionId(FUNCTION_IDS[name].number, width);
const both = (name: FunctionName): readonly bigint[] => [id(name, 32), id(name, 64)];
const in32 = (...names: readonly FunctionName[]): readonly bigint[] => names.map((name) => id(name, 32));

/** The managed exit interrupt. */
const MANAGED_EXIT = 3n;

/** What w1 may name: FFA_NOTIFICATION_SET too, although calling it is refused. */
const BY_FEATURE: ReadonlyMap<bigint, CallRules> = new Map([
  [1n, NPI],
  [2n, SRI],
  [id('FFA_MSG_SEND_DIRECT_REQ2', 64), DIRECT2],
  [id('FFA_MSG_SEND_DIRECT_RESP2', 64), DIRECT2],
  ...both('FFA_MEM_SHARE').map((f): [bigint, CallRules] => [f, SHARE]),
  ...[
    MANAGED_EXIT,
    ...both('FFA_RXTX_MAP'),
    ...both('FFA_SUCCESS'),
    ...both('FFA_MSG_SEND_DIRECT_REQ'),
    ...both('FFA_NOTIFICATION_INFO_GET'),
    ...in32('FFA_ERROR', 'FFA_VERSION', 'FFA_FEATURES', 'FFA_SPM_ID_GET', 'FFA_MEM_FRAG_TX', 'FFA_MEM_RECLAIM'),
    ...in32('FFA_INTERRUPT', 'FFA_PARTITION_INFO_GET', 'FFA_RXTX_UNMAP', 'FFA_RX_RELEASE'),
    ...in32('FFA_NOTIFICATION_BITMAP_CREATE', 'FFA_NOTIFICATION_BITMAP_DESTROY', 'FFA_NOTIFICATION_BIND'),
    ...in32('FFA_NOTIFICATION_UNBIND', 'FFA_NOTIFICATION_SET', 'FFA_NOTIFICATION_GET'),
  ].map((f): [bigint, CallRules] => [f, NAMED]),
]);

export const featuresOf = (call: Frame): CallRules => BY_FEATURE.get(x(call, 1)) ?? NOT_NAMED;
