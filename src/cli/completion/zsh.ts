import type { Completable, FlagWords } from './model.ts';

/** Completions for zsh: as the file `_ffa-scope` in a folder of `fpath`, or read by `source` after `compinit`. */
export const zshLines = (commands: readonly Completable[]): readonly string[] => [
  '#compdef ffa-scope',
  '# Completions of ffa-scope for zsh: a file _ffa-scope in a folder of fpath, or: source <(ffa-scope completion zsh)',
  '_ffa-scope() {',
  '  if (( CURRENT == 2 )); then',
  '    local -a commands=(',
  ...commands.map((c) => `      ${quoted(`${c.name}:${c.summary}`)}`),
  "      'help:says more of a command'",
  '    )',
  '    _describe command commands',
  '    return',
  '  fi',
  '  shift words',
  '  (( CURRENT-- ))',
  '  case $words[1] in',
  ...commands.flatMap((c) => [
    `    ${c.name})`,
    '      _arguments \\',
    ...c.flags.map((f) => `        ${quoted(flag(f))} \\`),
    `        ${quoted(`*: :_ffa-scope-operand ${c.operands.join(' ')}`.trimEnd())}`,
    '      ;;',
  ]),
  `    help) compadd ${commands.map((c) => c.name).join(' ')} ;;`,
  '  esac',
  '}',
  "# A file, or one of the words that are given after _arguments' own.",
  '_ffa-scope-operand() {',
  `  local -a known=("\${@:#-*}")`,
  '  (( $#known )) && compadd -- $known',
  '  _files',
  '}',
  'if [[ $funcstack[1] == _ffa-scope ]]; then _ffa-scope "$@"; else compdef _ffa-scope ffa-scope; fi',
];

function flag(f: FlagWords): string {
  const help = f.help.replace(/[[\]:]/g, '\\$&');
  const value = f.values.length > 0 ? `(${f.values.join(' ')})` : '_files';
  return `${f.name}[${help}]${f.takesValue ? `:value:${value}` : ''}`;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
