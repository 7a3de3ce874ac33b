// How the command line is built, for the launcher in a clone, which keeps it in a cache, and for the package: in parts, of
// which a command loads only what it needs: reading all of it costs as much CPU as Node itself does.

/**
 * @param options `minify` for the package; `parts: false` makes one file, for who cannot write several.
 * @returns what the bundler makes of `entry`: its file first, with the code and the modules of each.
 */
export async function bundle(root, entry, { minify, parts = true }) {
  const { build } = await import('vite');
  const { output } = await build({
    configFile: false,
    root,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ...{ ssr: entry, write: false, target: 'node20', minify },
      rolldownOptions: {
        output: parts
          ? { entryFileNames: 'ffa-scope.mjs', chunkFileNames: 'parts/[name]-[hash].mjs' }
          : { codeSplitting: false },
      },
    },
  });
  return output.filter((o) => o.type === 'chunk').sort((a, b) => Number(b.isEntry) - Number(a.isEntry));
}
