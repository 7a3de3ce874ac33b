import { isLive, type LiveSource } from './live/live-source.ts';

/** Bytes of a file, or of a text in UTF-8: what the progress is measured by. 0 for what is still being written. */
export const sizeOf = (source: Blob | string | LiveSource): number =>
  typeof source === 'string' ? new Blob([source]).size : isLive(source) ? 0 : source.size;
