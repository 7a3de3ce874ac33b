/** Does this address (its part from the question mark on) ask for the page as a part of another one? `?embed`. */
export const isEmbedded = (search: string): boolean => new URLSearchParams(search).has('embed');
