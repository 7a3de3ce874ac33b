import type { Completable } from './model.ts';

/** Completions for fish: a file `ffa-scope.fish` in its folder of completions, or read by `source`. */
export const fishLines = (commands: readonly Completable[]): readonly string[] => [
  '# Completions of ffa-scope for fish: ffa-scope completion fish | source',
  ...commands.map((c) => `complete -c ffa-scope -n __fish_use_subcommand -f -a ${c.name} -d ${quoted(c.summary)}`),
  "complete -c ffa-scope -n __fish_use_subcommand -f -a help -d 'says more of a command'",
  "complete -c ffa-scope -n __fish_use_subcommand -l version -d 'prints the version'",
  `complete -c ffa-scope -n '__fish_seen_subcommand_from help' -f -a '${commands.map((c) => c.name).join(' ')}'`,
  ...commands.flatMap((c) => {
    const after = `complete -c ffa-scope -n '__fish_seen_subcommand_from ${c.name}'`;
    return [
      ...c.flags.map((f) => {
        const values = f.values.length > 0 ? ` -x -a '${f.values.join(' ')}'` : f.takesValue ? ' -r' : '';
        return `${after} -l ${f.name.slice(2)}${values} -d ${quoted(f.help)}`;
      }),
      ...(c.operands.length > 0 ? [`${after} -a '${c.operands.join(' ')}'`] : []),
    ];
  }),
];

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
