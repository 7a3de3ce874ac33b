// How the command line is built: as one file for the launcher in a clone, which keeps it in a cache, and in parts for the
// package, where a command loads only what it needs: reading all of it costs as much CPU as Node itself does.

/** @returns what the bundler makes of `entry`: its file first, with the code and the modules of each. */
export async function bundle(root, entry, inParts) {
  const { build } = await import('vite');
  const { output } = await build({
    configFile: false,
    root,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ...{ ssr: entry, write: false, target: 'node20', minify: inParts },
      rolldownOptions: {
        output: inParts
          ? { entryFileNames: 'ffa-scope.mjs', chunkFileNames: 'parts/[name]-[hash].mjs' }
          : { codeSplitting: false },
      },
    },
  });
  return output.filter((o) => o.type === 'chunk').sort((a, b) => Number(b.isEntry) - Number(a.isEntry));
}
