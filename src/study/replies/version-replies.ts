import { hex } from '../../base/bits.ts';
import type { LegalReply } from './legal-reply.ts';

/** Answers to FFA_VERSION: w0 is the version, or −1. */
export function versionReplies(): LegalReply[] {
  const version = (w0: bigint, label: string, real: boolean, cause: string): LegalReply => ({
    label,
    registers: new Map([[0, w0]]),
    real,
    cause,
    breaksRule: false,
  });
  return [
    version(0x10002n, 'version 1.2', true, 'TF-A answers 1.2 whatever is asked.'),
    version(0x10001n, 'version 1.1', false, 'Older firmware.'),
    version(0x10000n, 'version 1.0', false, 'Firmware from before notifications.'),
    version(0x20000n, 'version 2.0', false, 'A major version to come.'),
    version(0x9n, 'version 0.9', false, 'Firmware from before 1.0.'),
    version(
      0xffff_ffff_ffff_ffffn,
      `NOT_SUPPORTED −1, 64 bits`,
      false,
      'Firmware without FF-A: the answer to any unknown function.',
    ),
    version(
      0xffff_ffffn,
      `NOT_SUPPORTED −1, 32 bits (${hex(0xffff_ffffn)})`,
      false,
      'An SPMC that does not have the version that is asked for.',
    ),
    {
      label: 'FFA_ERROR NOT_SUPPORTED −1',
      registers: new Map([
        [0, 0x84000060n],
        [2, 0xffff_ffffn],
      ]),
      real: false,
      cause: 'FFA_VERSION answers in w0 and never with FFA_ERROR.',
      breaksRule: true,
    },
  ];
}
