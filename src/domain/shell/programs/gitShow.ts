/** How git shows and lists: the options that most of its sub-commands share. */
import { medium, type Rule } from "../rule.ts";

export const show =
  "-p -u --patch -s --no-patch --raw --stat --numstat --shortstat --dirstat --summary --patch-with-stat --patch-with-raw -z --name-only --name-status --color --no-color --word-diff --color-words --color-moved --no-renames --check --full-index --binary --abbrev -R -a --text -b -w --ignore-space-change --ignore-all-space --ignore-blank-lines --ignore-cr-at-eol --ignore-space-at-eol --exit-code -q --quiet --no-prefix --default-prefix --minimal --patience --histogram --indent-heuristic --cached --staged --merge-base --no-index --cc -c -m --combined-all-paths --first-parent --no-textconv --no-ext-diff --no-merges --merges --oneline --graph --decorate --no-decorate --all --branches --tags --remotes --reverse --follow --date-order --topo-order --author-date-order --abbrev-commit --no-abbrev-commit --left-right --cherry --cherry-pick --cherry-mark --left-only --right-only --boundary --simplify-by-decoration --full-history --dense --sparse --source --show-signature --relative-date --parents --children --full-diff -g --walk-reflogs --log-size --no-notes --notes --show-notes --pickaxe-all --pickaxe-regex -i --regexp-ignore-case -E -F -P --extended-regexp --fixed-strings --perl-regexp --invert-grep --all-match --count --disk-usage --objects --unpacked --not --clear-decorations --remove-empty --irreversible-delete --ita-invisible-in-index --no-color-moved --compact-summary --diff-merges --ours --theirs --base -0 -1 -2 -3 -W --function-context";
export const showValues =
  "-n --max-count --skip --since --after --until --before --author --committer --grep -S -G -O --format --pretty --date --encoding -U --unified --diff-filter --diff-algorithm --inter-hunk-context --src-prefix --dst-prefix --line-prefix --submodule --ignore-submodules -L --max-parents --min-parents --decorate-refs --decorate-refs-exclude --glob --exclude --stdin --ws-error-highlight --anchored --output-indicator-new --output-indicator-old --min-age --max-age --skip-to --rotate-to --find-object --remerge-diff";
export const showMays =
  "-M --find-renames -C --find-copies -B --break-rewrites -D -X --stat --dirstat --color --word-diff --word-diff-regex --color-words --abbrev --decorate --notes --relative --ignore-matching-lines -I --branches --tags --remotes --textconv --show-linear-break --no-walk --diff-merges --submodule --stat-width --stat-name-width --stat-count";
export const showing: Rule = {
  flags: show,
  values: showValues,
  mays: showMays,
  opts: { "--output": "write", "--ext-diff": medium(2, "runs the diff program that its settings name") },
  digits: true,
  // Two files that are in no repository are compared and shown as well.
  judge: ({ operands }, say) => {
    for (const word of operands) if (/^(\/|~|\.\.\/)/.test(word.text)) say.path("read", word);
  },
};

export const listing =
  "-a --all -r --remotes -v -vv --verbose -l --list --show-current --column --no-column --color --no-color -i --ignore-case --merged --no-merged --contains --no-contains --omit-empty";
export const listingValues = "--sort --format --points-at --abbrev -n";
