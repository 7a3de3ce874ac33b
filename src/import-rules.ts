/**
 * Who may import whom (DESIGN.md, section 2). A folder lists the folders that it may use beside itself. The test beside
 * this file reads every import of src and compares it with this table.
 */
export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  abi: ['base'],
  trace: ['abi', 'base'],
  sim: ['trace', 'abi', 'base'],
  stack: ['sim', 'trace', 'abi', 'base'],
  scenario: ['stack', 'sim', 'trace', 'abi', 'base'],
  explore: ['scenario', 'stack', 'sim', 'trace', 'abi', 'base'],
  import: ['trace', 'abi', 'base'],
  layout: ['trace', 'abi', 'base'],
  export: ['layout', 'trace', 'abi', 'base'],
  store: ['scenario', 'explore', 'import', 'layout', 'stack', 'sim', 'trace', 'abi', 'base'],
  view: ['store', 'export', 'layout', 'trace', 'abi', 'base'],
  cli: ['scenario', 'explore', 'import', 'export', 'stack', 'sim', 'trace', 'abi', 'base'],
};

/** Types cost nothing at run time, so the view may name what the store hands it. */
export const VIEW_TYPES_FROM: readonly string[] = ['scenario', 'sim', 'stack'];

/** Packages that only some folders may use. */
export const PACKAGES: readonly { readonly matches: RegExp; readonly folders: readonly string[] }[] = [
  { matches: /^react(-dom)?(\/|$)/, folders: ['view', ''] },
  { matches: /^zustand(\/|$)/, folders: ['store'] },
  { matches: /^d3-/, folders: ['layout', 'view'] },
  { matches: /^node:/, folders: ['cli'] },
  { matches: /^(vitest|fast-check)$/, folders: [] },
];

/** Words that would let the host decide what the model does. */
export const BANNED = /\b(Math\.random|Date\b|performance\.|setTimeout|setInterval)/;
export const PURE: readonly string[] = ['base', 'abi', 'trace', 'sim', 'stack', 'scenario', 'explore'];

export interface Import {
  /** The path of the importing file below src, as `view/app.tsx`. */
  readonly from: string;
  /** The path below src that is imported, or the package's name. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const folderOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : '');

/** Why this import is against the rules; null when it is not. */
export function objection(i: Import, isPackage: boolean): string | null {
  const from = folderOf(i.from);
  if (isPackage) {
    const rule = PACKAGES.find((p) => p.matches.test(i.to));
    return rule === undefined || rule.folders.includes(from)
      ? null
      : `${i.from}: only ${rule.folders.join(', ') || 'tests'} may import ${i.to}`;
  }
  const to = folderOf(i.to);
  if (from === to || from === '') return null;
  if (MAY_IMPORT[from]?.includes(to)) return null;
  if (from === 'view' && i.typeOnly && VIEW_TYPES_FROM.includes(to)) return null;
  return `${i.from} imports ${i.to}: ${from} may import ${MAY_IMPORT[from]?.join(', ') || 'nothing'}`;
}
