import { hex } from '../../base/bits.ts';
import type { LegalReply } from './legal-reply.ts';

const NO_FFA = 'there is no FF-A at all';

/** Answers to FFA_VERSION: w0 is the version, or −1. Linux 6.12 ffa_version_check(); it asks for 1.1. */
export function versionReplies(): LegalReply[] {
  const version = (w0: bigint, label: string, linux: string, real: boolean, cause: string, errno = 0): LegalReply => ({
    label,
    errno,
    registers: new Map([[0, w0]]),
    linux,
    real,
    cause,
    breaksRule: false,
  });
  return [
    version(0x10002n, 'version 1.2', '"downgrading": Linux speaks 1.1.', true, 'TF-A answers 1.2 whatever is asked.'),
    version(0x10001n, 'version 1.1', 'Linux speaks 1.1.', false, 'Older firmware.'),
    version(
      0x10000n,
      'version 1.0',
      'Linux speaks 1.0: partition descriptors of 8 bytes without a UUID, and usually no notifications.',
      false,
      'Firmware from before notifications.',
    ),
    version(
      0x20000n,
      'version 2.0',
      `"Incompatible v2.0", −EINVAL: ${NO_FFA}.`,
      false,
      'A major version to come.',
      -22,
    ),
    version(0x9n, 'version 0.9', `"Incompatible v0.9", −EINVAL: ${NO_FFA}.`, false, 'Firmware from before 1.0.', -22),
    version(
      0xffff_ffff_ffff_ffffn,
      `NOT_SUPPORTED −1, 64 bits`,
      `"FFA_VERSION returned not supported", −EOPNOTSUPP: ${NO_FFA}.`,
      false,
      'Firmware without FF-A: the answer to any unknown function.',
      -95,
    ),
    version(
      0xffff_ffffn,
      `NOT_SUPPORTED −1, 32 bits (${hex(0xffff_ffffn)})`,
      `Linux compares 64 bits and reads version 32767.65535: "Incompatible", −EINVAL: ${NO_FFA}.`,
      false,
      'An SPMC that does not have the version that is asked for.',
      -22,
    ),
    {
      label: 'FFA_ERROR NOT_SUPPORTED −1',
      errno: -22,
      registers: new Map([
        [0, 0x84000060n],
        [2, 0xffff_ffffn],
      ]),
      linux: `Linux takes w0 for version 1024.96: "Incompatible", −EINVAL: ${NO_FFA}.`,
      real: false,
      cause: 'FFA_VERSION answers in w0 and never with FFA_ERROR.',
      breaksRule: true,
    },
  ];
}
