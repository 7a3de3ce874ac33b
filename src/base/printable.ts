/** What moves a terminal's cursor, sets its title or turns the direction of writing round: none of it belongs in a line of ours. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** The text without control characters, which are drawn as the replacement character. */
export const printable = (text: string): string => text.replace(CONTROLS, '\ufffd');
