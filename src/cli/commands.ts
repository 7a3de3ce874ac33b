import type { Command } from './command.ts';

/**
 * Every command by its name, in the order of the help. Only the one that is named is loaded: what reads recordings need
 * not be there to decode a frame.
 */
const LOADERS: Readonly<Record<string, () => Promise<Command>>> = {
  run: async () => (await import('./commands/run.ts')).runCommand,
  batch: async () => (await import('./commands/batch.ts')).batchCommand,
  diff: async () => (await import('./commands/diff.ts')).diffCommand,
  review: async () => (await import('./commands/review.ts')).reviewCommand,
  sweep: async () => (await import('./commands/sweep.ts')).sweepCommand,
  explore: async () => (await import('./commands/explore.ts')).exploreCommand,
  decode: async () => (await import('./commands/decode.ts')).decodeCommand,
  link: async () => (await import('./commands/link.ts')).linkCommand,
  gallery: async () => (await import('./commands/gallery.ts')).galleryCommand,
  conformance: async () => (await import('./commands/conformance.ts')).conformanceCommand,
  open: async () => (await import('./commands/open.ts')).openCommand,
  explain: async () => (await import('./commands/explain.ts')).explainCommand,
  serve: async () => (await import('./commands/serve.ts')).serveCommand,
  completion: async () => (await import('./commands/completion.ts')).completionOf(allCommands),
  bench: async () => (await import('./commands/bench.ts')).benchCommand,
};

export const COMMAND_NAMES: readonly string[] = Object.keys(LOADERS);

/** The command of this name; null where there is none. */
export async function commandNamed(name: string): Promise<Command | null> {
  const load = Object.hasOwn(LOADERS, name) ? LOADERS[name] : undefined;
  return load === undefined ? null : await load();
}

/** Every command, for the help and the completions. */
export const allCommands = (): Promise<readonly Command[]> => Promise.all(Object.values(LOADERS).map((load) => load()));
