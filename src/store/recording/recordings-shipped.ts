// The recordings that ship as text: each is a file of its own that is loaded when somebody opens it.
const TEXTS = import.meta.glob<string>(
  ['../../import/fixtures/qemu-6.12.117/*.trace.txt', '../../import/fixtures/qemu-6.12.117/consoles/*.txt'],
  { query: '?raw', import: 'default' },
);

/** The text of a recording of SHIPPED by its file name. Rejects where there is none, or where it cannot be loaded. */
export async function loadShipped(name: string): Promise<string> {
  const key = Object.keys(TEXTS).find((k) => k.endsWith(`/${name}`));
  const load = key === undefined ? undefined : TEXTS[key];
  if (load === undefined) throw new Error(`no recording is named ${name}`);
  return load();
}
