export function slug(heading: string): string;
export function anchorsOf(markdown: string): string[];
