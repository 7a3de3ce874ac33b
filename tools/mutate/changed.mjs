// What a change touches.

/** What was changed since a revision: pairs of the first line and the line behind the last one, by file. */
export function linesSince(rev, git, folders) {
  const by = new Map();
  let file = '';
  for (const line of git('diff', '-U0', rev, '--', ...folders.map((f) => `src/${f}`))) {
    if (line.startsWith('+++ b/')) file = line.slice('+++ b/'.length);
    const [, begin, count = '1'] = /^@@ .* \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
    if (begin !== undefined) by.set(file, [...(by.get(file) ?? []), [Number(begin), Number(begin) + Number(count)]]);
  }
  return by;
}

/**
 * What this change stands on: where its branch left main, and on main itself the commit before. Null where nothing of that
 * is here, as in a clone of one commit.
 */
export function baseOf(git) {
  const of = (...args) => {
    try {
      return git(...args)[0] ?? null;
    } catch {
      return null;
    }
  };
  const head = of('rev-parse', '--verify', '--quiet', 'HEAD');
  for (const main of ['origin/main', 'main']) {
    const base = of('merge-base', main, 'HEAD');
    if (base !== null && base !== head) return base;
  }
  return of('rev-parse', '--verify', '--quiet', 'HEAD~1');
}
