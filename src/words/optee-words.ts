import type { OpteeConfig } from '../stack/config.ts';

/** A 32-bit word that OP-TEE answers, and where it stands in the answer. */
export interface OpteeWord {
  readonly field: Exclude<keyof OpteeConfig, 'notifReady' | 'caps'>;
  readonly label: string;
  readonly where: string;
  readonly base: 'decimal' | 'hex';
}

/** Every word that a scenario may set, in the order of the probe's questions (OP-TEE FF-A ABI, optee_ffa.h). */
export const OPTEE_WORDS: readonly OpteeWord[] = [
  { field: 'apiMajor', label: 'API major', where: 'w3', base: 'decimal' },
  { field: 'apiMinor', label: 'API minor', where: 'w4', base: 'decimal' },
  { field: 'osMajor', label: 'OS major', where: 'w3', base: 'decimal' },
  { field: 'osMinor', label: 'OS minor', where: 'w4', base: 'decimal' },
  { field: 'osBuild', label: 'OS revision', where: 'w5', base: 'hex' },
  { field: 'rpcParams', label: 'RPC parameters', where: 'w4', base: 'decimal' },
  { field: 'maxNotif', label: 'largest notification', where: 'w6', base: 'decimal' },
];

export const wordText = (w: OpteeWord, value: number): string =>
  w.base === 'hex' ? `0x${value.toString(16)}` : String(value);
