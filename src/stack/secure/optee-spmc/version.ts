import type { Frame } from '../../../abi/frame.ts';
import { versionReply } from '../../../abi/reply.ts';
import { w } from '../rules/registers.ts';
import { fixed, type Reply } from '../rules/reply.ts';
import { answers, otherwise, type Rule, when } from '../rules/rule.ts';
import { ffaVersion } from './cells.ts';
import { FFA_VERSION_1_2 } from './features.ts';
import { handler } from './source.ts';

/** The version of OP-TEE's SPMC: it comes back whatever is asked for (recorded: for 1.0, 1.2, 2.0 and 0.9). */
export const OWN_VERSION = FFA_VERSION_1_2;

const MAJOR = FFA_VERSION_1_2 >> 16;
const MINOR = BigInt(FFA_VERSION_1_2 & 0xffff);
/** FFA_GET_MAJOR_VERSION: bits 30:16. */
const majorOf = (asked: bigint): number => Number((asked >> 16n) & 0x7fffn);
/** Bit 31 stays in what is remembered, as it does in the C: FFA_VERSION never brings it, a message of the framework can. */
const agreed = (asked: bigint): number => ((asked & 0xffffn) > MINOR ? FFA_VERSION_1_2 : Number(asked));

/** spmc_exchange_version: the version that was asked for counts from here on, where its major number is OP-TEE's own. */
export const agreeOn = (asked: (call: Frame) => bigint, reply: Reply): readonly Rule[] => [
  when((c) => majorOf(asked(c)) !== MAJOR, reply, 'another major version changes nothing'),
  otherwise([ffaVersion.put((c) => agreed(asked(c)))], reply, 'the lower of both versions counts from here on'),
];

/** FFA_VERSION, which the SPMD turns into a message of the framework. */
export const VERSION = answers(
  handler('spmc_exchange_version', 176),
  agreeOn(
    (c) => w(c, 1),
    fixed(() => versionReply(MAJOR, Number(MINOR))),
  ),
);
