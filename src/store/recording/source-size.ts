/** Bytes of a file, or of a text in UTF-8: what the progress is measured by. */
export const sizeOf = (source: Blob | string): number =>
  typeof source === 'string' ? new Blob([source]).size : source.size;
