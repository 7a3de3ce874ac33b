export function pageOf(path: string): string;
export function renderDocument(path: string, markdown: string, policy: string): Promise<string>;
