import type { Completable } from './model.ts';

/** Completions for bash: where no word fits, `-o default` offers files. */
export const bashLines = (commands: readonly Completable[]): readonly string[] => [
  '# Completions of ffa-scope for bash: source <(ffa-scope completion bash)',
  '_ffa_scope() {',
  `  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]} words= word`,
  '  COMPREPLY=()',
  '  if ((COMP_CWORD == 1)); then',
  `    words='${commands.map((c) => c.name).join(' ')} help --help --version'`,
  '  else',
  '    case "$command $prev" in',
  ...commands.flatMap((c) =>
    c.flags.filter((f) => f.takesValue).map((f) => `      '${c.name} ${f.name}') words='${f.values.join(' ')}' ;;`),
  ),
  `      'help help') words='${commands.map((c) => c.name).join(' ')}' ;;`,
  '      *)',
  `        case "$command \${cur:0:1}" in`,
  ...commands.map((c) => `          '${c.name} -') words='${c.flags.map((f) => f.name).join(' ')}' ;;`),
  ...commands
    .filter((c) => c.operands.length > 0)
    .map((c) => `          '${c.name} '*) words='${c.operands.join(' ')}' ;;`),
  '        esac ;;',
  '    esac',
  '  fi',
  '  while IFS= read -r word; do COMPREPLY+=("$word"); done < <(compgen -W "$words" -- "$cur")',
  '}',
  'complete -o default -F _ffa_scope ffa-scope',
];
