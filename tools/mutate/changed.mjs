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
