// The actors' sources as text: they are written to be read beside the diagram. Each file is loaded when a row of it is
// first shown, so the page's first load does not carry them.
const LOADERS = import.meta.glob<string>(['../../stack/**/*.ts', '!../../stack/**/*.test.ts'], {
  query: '?raw',
  import: 'default',
});

/** The path below src/stack of what an event calls its source: `linux/optee-v6.12` is that file, or a folder's index. */
function keyOf(src: string): string | null {
  return [`../../stack/${src}.ts`, `../../stack/${src}/index.ts`].find((key) => key in LOADERS) ?? null;
}

/** `linux/arm-ffa/notifier.ts`: how the pane names the file; null for a source that does not ship. */
export const fileName = (src: string): string | null => keyOf(src)?.replace('../../stack/', '') ?? null;

/** The text of a source file. Rejects where the source does not ship or cannot be fetched. */
export async function loadSource(src: string): Promise<string> {
  const load = LOADERS[keyOf(src) ?? ''];
  if (load === undefined) throw new Error(`no source file ${src}`);
  return load();
}
