import type { Site } from '../../store/session/exploring.ts';

/** `FFA_MEM_SHARE #2`: the name, and which of its name it is where it is not the first. */
export const siteName = ({ name, nth }: Site): string => (nth === 1 ? name : `${name} #${nth}`);

/** Equal for two of one place: what a worker sends is a copy. */
export const siteKey = ({ kind, name, nth }: Site): string => `${kind} ${name} ${nth}`;
