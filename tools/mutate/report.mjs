// The table by folder, and what no test saw, with its place.

/** `known` holds what was found by the key of a mutant, `named` says which change nothing. */
export function report({ mutants, known, named, folders, seed, equivalent, all }) {
  const done = mutants.filter((m) => named(m) !== undefined || known.get(m.key)?.text === m.text);
  const verdictOf = (m) => (named(m) === undefined ? known.get(m.key).verdict : 'equivalent');
  const row = (name, of) => {
    const n = (verdict) => of.filter((m) => verdictOf(m) === verdict).length;
    const counted = of.length - n('equivalent');
    const score = counted === 0 ? '' : `${((100 * n('killed')) / counted).toFixed(1)} %`;
    return `| ${[name, of.length, n('killed'), n('survived'), n('no test'), n('equivalent'), score].join(' | ')} |`;
  };
  const inFolders = (list) => done.filter((m) => list.includes(m.file.split('/')[1]));
  const groups = [
    ['stack', 'abi', 'sim', 'scenario'],
    ['import', 'diagnose'],
  ].filter((g) => g.every((f) => folders.includes(f)));
  const left = done
    .filter((m) => ['survived', 'no test'].includes(verdictOf(m)))
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line))
    .map((m) => {
      const unasked = known.get(m.key).left;
      const why =
        verdictOf(m) === 'no test'
          ? ' (no test runs it with values of which it makes something else)'
          : unasked > 0
            ? ` (${unasked} tests that run it were not asked)`
            : '';
      return `- ${m.file}:${m.line}, ${m.kind}: \`${m.what.replaceAll('`', "'")}\`${why}`;
    });
  const stale = equivalent.filter((e) => !all.some((m) => m.file === e.file && m.code === e.code && m.what === e.what));
  return [
    `${done.length} of ${mutants.length} mutants of seed ${seed}`,
    '',
    '| folder | mutants | killed | survive | no test makes it differ | change nothing | score |',
    '|---|---|---|---|---|---|---|',
    ...folders.map((f) => row(f, inFolders([f]))),
    ...groups.map((g) => row(`**${g.join(', ')}**`, inFolders(g))),
    '',
    ...left,
    ...stale.map((e) => `- named in equivalent.json, but not there any more: ${e.file}: \`${e.code}\``),
  ].join('\n');
}
