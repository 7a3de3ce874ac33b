/**
 * Who may import whom. A folder lists the folders that it may use beside itself. The test beside this file reads every
 * import of src, types included, and compares it with both tables.
 */
const MODEL = ['scenario', 'stack', 'sim', 'trace', 'abi', 'base'] as const;

export const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  base: [],
  abi: ['base'],
  trace: ['abi', 'base'],
  sim: ['trace', 'abi', 'base'],
  stack: ['sim', 'trace', 'abi', 'base'],
  scenario: ['stack', 'sim', 'trace', 'abi', 'base'],
  lessons: [...MODEL],
  conformance: ['diagnose', 'study', ...MODEL],
  explore: ['export', 'study', 'words', ...MODEL],
  study: [...MODEL],
  words: [...MODEL],
  // Which lane answers a call, the rules of the secure world say (stack/secure).
  import: ['stack', 'trace', 'abi', 'base'],
  diagnose: ['import', 'study', ...MODEL],
  layout: ['words', 'study', 'trace', 'abi', 'base'],
  review: ['lessons', 'study', 'words', 'export', ...MODEL],
  // The pages are made from the tables of all of these.
  reference: ['lessons', 'diagnose', 'study', 'words', ...MODEL],
  export: ['layout', 'words', ...MODEL],
  store: ['lessons', 'explore', 'diagnose', 'import', 'review', 'export', 'layout', 'words', 'study', ...MODEL],
  view: ['store', 'reference', 'review', 'export', 'layout', 'words', 'study', 'trace', 'abi', 'base'],
  cli: [
    'lessons',
    'conformance',
    'explore',
    'diagnose',
    'import',
    'review',
    'export',
    'layout',
    'words',
    'study',
    ...MODEL,
  ],
};

/** Types cost nothing at run time, so the view may name what the store hands it. */
export const VIEW_TYPES_FROM: readonly string[] = ['diagnose', 'explore', 'import', 'scenario', 'sim', 'stack'];

/**
 * The second table: rooms inside a folder. `*` is the files that stand in the folder itself; a room that is not listed may
 * not exist. A room lists the rooms of the same folder that it may use.
 */
export const ROOMS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  store: {
    // The state as a whole, and what is asked of it; store.ts puts the rooms together.
    '*': ['session', 'recording', 'page'],
    session: ['*'],
    recording: ['*', 'session'],
    page: ['*', 'session', 'recording'],
  },
  view: {
    parts: [],
    'by-hand': ['parts'],
    compare: ['parts'],
    diagram: ['parts'],
    embed: ['parts', 'diagram', 'transport'],
    explore: ['parts'],
    export: ['parts'],
    inject: ['parts'],
    inspect: ['parts'],
    lesson: ['parts'],
    pair: ['parts', 'diagram', 'inspect'],
    pins: ['parts'],
    print: ['parts'],
    recording: ['parts'],
    reference: ['parts'],
    review: ['parts'],
    scenario: ['parts', 'lesson'],
    search: ['parts'],
    source: ['parts'],
    tour: ['parts'],
    transport: ['parts', 'by-hand', 'diagram'],
    page: [
      'parts',
      'by-hand',
      'compare',
      'diagram',
      'explore',
      'export',
      'inject',
      'inspect',
      'lesson',
      'pair',
      'pins',
      'print',
      'recording',
      'reference',
      'review',
      'scenario',
      'search',
      'source',
      'tour',
      'transport',
    ],
  },
};

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
export const PURE: readonly string[] = [
  'base',
  'abi',
  'trace',
  'sim',
  'stack',
  'scenario',
  'lessons',
  'conformance',
  'words',
  'diagnose',
  'review',
  'explore',
  'reference',
];

export interface Import {
  /** The path of the importing file below src, as `view/page/app.tsx`. */
  readonly from: string;
  /** The path below src that is imported, or the package's name. */
  readonly to: string;
  readonly typeOnly: boolean;
}

const folderOf = (path: string): string => (path.includes('/') ? (path.split('/')[0] ?? '') : '');

/** Why this import is against the first table; null when it is not. */
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
  // What the program is called and which version it is, its manifest says.
  if (i.from === 'base/version.ts' && i.to === '../package.json') return null;
  if (MAY_IMPORT[from]?.includes(to)) return null;
  if (from === 'view' && i.typeOnly && VIEW_TYPES_FROM.includes(to)) return null;
  return `${i.from} imports ${i.to}: ${from} may import ${MAY_IMPORT[from]?.join(', ') || 'nothing'}`;
}

/** The room of a file inside its folder: `page` of `view/page/app.tsx`, `*` of `store/state.ts`. */
const roomOf = (path: string): string => {
  const parts = path.split('/');
  return parts.length > 2 ? (parts[1] as string) : '*';
};

/** Why this import is against the second table; null when it is not, or when the folder has no rooms. */
export function roomObjection({ from, to }: Import): string | null {
  const folder = folderOf(from);
  const rooms = ROOMS[folder];
  if (rooms === undefined || folder !== folderOf(to)) return null;
  const [a, b] = [roomOf(from), roomOf(to)];
  const allowed = rooms[a];
  if (allowed === undefined) return `${from}: ${folder}/${a} has no line in the second table`;
  return a === b || allowed.includes(b)
    ? null
    : `${from} imports ${to}: ${folder}/${a} may import ${allowed.join(', ') || 'none of its neighbours'}`;
}

/** Files that import each other in a circle, types included: each circle as its files, sorted. */
export function circles(imports: readonly Import[]): readonly (readonly string[])[] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of imports) next.set(from, (next.get(from) ?? new Set()).add(to));
  // Tarjan's algorithm: what can reach itself stands on the stack together.
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    low.set(file, order.get(file) as number);
    stack.push(file);
    for (const to of next.get(file) ?? []) {
      if (!order.has(to)) {
        visit(to);
        low.set(file, Math.min(low.get(file) as number, low.get(to) as number));
      } else if (stack.includes(to)) low.set(file, Math.min(low.get(file) as number, order.get(to) as number));
    }
    if (low.get(file) !== order.get(file)) return;
    const circle = stack.splice(stack.indexOf(file));
    if (circle.length > 1) found.push(circle.sort());
  };
  for (const file of next.keys()) if (!order.has(file)) visit(file);
  return found;
}
