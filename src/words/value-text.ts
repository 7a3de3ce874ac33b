import type { Value } from '../trace/event.ts';
import { BUFFERS } from '../trace/keys.ts';
import { bufferText } from './buffer-text.ts';
import { shortValue } from './short-value.ts';

/** A value of the world as it is shown: as shortValue has it, and of a buffer what lies in it. */
export const valueText = (key: string, value: Value | undefined): string =>
  typeof value === 'string' && key.startsWith(BUFFERS.prefix) ? bufferText(key, value) : shortValue(key, value);
