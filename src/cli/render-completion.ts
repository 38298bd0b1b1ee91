// Shell completion from the facts of the command line: verbs, options, choices of options, and files where a file belongs.
import type { CommandFacts, OptionFacts } from './reference.ts';

export type Shell = 'bash' | 'zsh' | 'fish';

/** The completion script of a shell. */
export function renderCompletion(commands: readonly CommandFacts[], shell: Shell): string {
  if (shell === 'bash') return renderBash(commands);
  return shell === 'zsh' ? renderZsh(commands) : renderFish(commands);
}

const HEAD = '# Completion of pactwatch; printed by `pactwatch completion`.';

function namesOf({ short, long }: OptionFacts): string[] {
  return short === null || short === long ? [long] : [short, long];
}

function keyOf({ path }: CommandFacts): string {
  return path.join(' ');
}

// Follows the words typed so far down the commands: `verb` is the deepest one reached (`path` is taken in zsh), `prev` the word before.
function walk(commands: readonly CommandFacts[], first: string, last: string): string[] {
  const steps = commands
    .filter(({ path }) => path.length > 0)
    .map((command) => {
      const parent = command.path.slice(0, -1).join(' ');
      return `      "${parent}:${command.path.at(-1) ?? ''}") verb="${keyOf(command)}" ;;`;
    });
  return [
    `  for ((i = ${first}; i < ${last}; i++)); do`,
    '    case "$verb:${words[i]}" in',
    ...steps,
    '    esac',
    '  done',
  ];
}

function renderBash(commands: readonly CommandFacts[]): string {
  const values = commands.flatMap((command) =>
    command.options
      .filter(({ takesValue }) => takesValue)
      .map((option) => {
        const pattern = namesOf(option)
          .map((name) => `"${keyOf(command)}:${name}"`)
          .join('|');
        if (option.choices.length > 0)
          return `    ${pattern}) COMPREPLY=($(compgen -W "${option.choices.join(' ')}" -- "$cur")); return ;;`;
        return `    ${pattern}) ${option.isFile ? 'COMPREPLY=($(compgen -f -- "$cur"))' : 'COMPREPLY=()'}; return ;;`;
      }),
  );
  const offers = commands.map((command) => {
    const choices = command.arguments.flatMap((argument) => argument.choices);
    const words = [...command.commands, ...choices, ...command.options.map(({ long }) => long)];
    return `    "${keyOf(command)}") offer="${words.join(' ')}" ;;`;
  });
  return [
    HEAD,
    '# Use it now: source <(pactwatch completion bash)',
    '# For good:   pactwatch completion bash > ~/.local/share/bash-completion/completions/pactwatch',
    '_pactwatch() {',
    '  local cur="${COMP_WORDS[COMP_CWORD]}" prev="${COMP_WORDS[COMP_CWORD-1]}" verb="" offer="" i',
    '  local words=("${COMP_WORDS[@]}")',
    ...walk(commands, '1', 'COMP_CWORD'),
    '  case "$verb:$prev" in',
    ...values,
    '  esac',
    '  case "$verb" in',
    ...offers,
    '  esac',
    '  COMPREPLY=($(compgen -W "$offer" -- "$cur"))',
    '  [[ ${#COMPREPLY[@]} -gt 0 || "$cur" == -* ]] || COMPREPLY=($(compgen -f -- "$cur"))',
    '}',
    'complete -o filenames -F _pactwatch pactwatch',
    '',
  ].join('\n');
}

function renderZsh(commands: readonly CommandFacts[]): string {
  const byKey = new Map(commands.map((command) => [keyOf(command), command]));
  const cases = commands.map((command) => {
    const verbs = command.commands.map((name) => {
      const inner = byKey.get([...command.path, name].join(' '));
      return quote(`${name}:${(inner?.summary ?? '').replaceAll(':', ' -')}`);
    });
    verbs.push(...command.arguments.flatMap(({ choices }) => choices.map(quote)));
    const options = command.options.map(({ long, text }) => quote(`${long}:${text.replaceAll(':', ' -')}`));
    return `    ${quote(keyOf(command))}) verbs=(${verbs.join(' ')}); options=(${options.join(' ')}) ;;`;
  });
  const values = commands.flatMap((command) =>
    command.options
      .filter(({ takesValue }) => takesValue)
      .map((option) => {
        const pattern = namesOf(option)
          .map((name) => quote(`${keyOf(command)}:${name}`))
          .join('|');
        const offer = option.choices.length > 0 ? `compadd -- ${option.choices.join(' ')}` : '_files';
        return `    ${pattern}) ${offer}; return ;;`;
      }),
  );
  return [
    '#compdef pactwatch',
    HEAD,
    '# Use it now: source <(pactwatch completion zsh)',
    '# For good:   pactwatch completion zsh > "${fpath[1]}/_pactwatch"',
    '_pactwatch() {',
    '  local verb="" prev="${words[CURRENT-1]}" i',
    '  local -a verbs options',
    ...walk(commands, '2', 'CURRENT'),
    '  case "$verb:$prev" in',
    ...values,
    '  esac',
    '  case "$verb" in',
    ...cases,
    '  esac',
    '  if [[ "${words[CURRENT]}" == -* ]]; then',
    "    _describe -o 'option' options",
    '  elif (( ${#verbs} )); then',
    "    _describe 'command' verbs",
    '  else',
    '    _files',
    '  fi',
    '}',
    'if [[ "${funcstack[1]}" == _pactwatch ]]; then _pactwatch "$@"; else compdef _pactwatch pactwatch; fi',
    '',
  ].join('\n');
}

function renderFish(commands: readonly CommandFacts[]): string {
  const lines = commands.flatMap((command) => {
    const at = command.path.length === 0 ? '__pactwatch_at' : `__pactwatch_at ${keyOf(command)}`;
    const verbs = commands
      .filter(({ path }) => path.length === command.path.length + 1 && isUnder(path, command.path))
      .map(
        (inner) =>
          `complete -c pactwatch -f -n ${quote(at)} -a ${inner.path.at(-1) ?? ''} -d ${quote(inner.summary)}`,
      );
    const within = command.path.length === 0 ? at : `__pactwatch_in ${keyOf(command)}`;
    const options = command.options.map((option) => {
      const short = option.short === null ? '' : ` -s ${option.short.slice(1)}`;
      const choices = option.choices.length > 0 ? ` -xa ${quote(option.choices.join(' '))}` : '';
      const value = option.takesValue ? choices || (option.isFile ? ' -rF' : ' -x') : '';
      return `complete -c pactwatch -n ${quote(within)} -l ${option.long.slice(2)}${short}${value} -d ${quote(option.text)}`;
    });
    const choices = command.arguments.flatMap((argument) => argument.choices);
    const offers =
      choices.length === 0 ? [] : [`complete -c pactwatch -f -n ${quote(at)} -a ${quote(choices.join(' '))}`];
    return [...verbs, ...offers, ...options];
  });
  return [
    HEAD,
    '# Use it now: pactwatch completion fish | source',
    '# For good:   pactwatch completion fish > ~/.config/fish/completions/pactwatch.fish',
    'function __pactwatch_words',
    "    string match -v -- '-*' (commandline -opc)[2..-1]",
    'end',
    'function __pactwatch_at',
    // A substitution that prints nothing is no argument at all.
    '    set -l words (__pactwatch_words)',
    '    test "$words" = "$argv"',
    'end',
    'function __pactwatch_in',
    '    set -l words (__pactwatch_words)',
    '    string match -q -- "$argv *" "$words "',
    'end',
    ...lines,
    '',
  ].join('\n');
}

function isUnder(path: readonly string[], parent: readonly string[]): boolean {
  return parent.every((word, at) => path[at] === word);
}

/** A word in single quotes, for all three shells. */
function quote(text: string): string {
  return `'${text.replaceAll("'", '’')}'`;
}
