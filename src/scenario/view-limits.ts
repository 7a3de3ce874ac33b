/** More breakpoints than this are not kept and not written into a link. */
export const MAX_BREAKS = 32;
