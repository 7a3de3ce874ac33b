/** With a capital first letter, but for the names that are written small. */
export const capitalised = (text: string): string =>
  /^(?:optee|arm_ffa|notify_|w\d|x\d)/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1);
