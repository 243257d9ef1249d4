/** git, whose settings can run programs, so that those which do are code. */
import { high, low, medium, type Programs, type Rule } from "../rule.ts";
import { discarded, discards, forced, helpers, pushed, setting } from "./gitJudge.ts";
import { listing, listingValues, show, showing, showMays, showValues } from "./gitShow.ts";

const rewrites = high(2, "rewrites what was committed");

const gitRule: Rule = {
  flags:
    "--no-pager -P --no-replace-objects --bare --literal-pathspecs --glob-pathspecs --noglob-pathspecs --icase-pathspecs --no-optional-locks --no-lazy-fetch --no-advice --html-path --man-path --info-path",
  mays: "--exec-path",
  values: "--namespace --attr-source --super-prefix",
  opts: {
    "-C --git-dir --work-tree": "list",
    "-p --paginate": medium(2, "opens the pager that its settings name"),
    "-c": {
      names: {
        "color.*=* safe.directory=* user.*=* core.quotepath=* core.quotePath=* advice.*=* log.*=* init.defaultBranch=* http.lowSpeed*=* pull.rebase=* core.autocrlf=*":
          medium(2, "changes a setting for this command"),
      },
      else: high(2, "gives a setting that can run programs"),
    },
    "--config-env": { value: "needs", is: high(2, "gives a setting that can run programs") },
  },
  stopAtOperand: true,
  sub: {
    status: {
      flags:
        "-s --short -b --branch --show-stash --long -v --verbose -z --ahead-behind --no-ahead-behind --renames --no-renames --ignored --column --no-column",
      mays: "-u --untracked-files --ignored --porcelain --find-renames --ignore-submodules --column",
    },
    "log show diff diff-tree diff-index diff-files shortlog rev-list whatchanged range-diff": {
      ...showing,
      flags: `${show} -e --email --summary --group --numbered`,
    },
    "blame annotate": {
      flags:
        "-b --root --show-stats -l -t -s -e -w -c -f -n -p --porcelain --line-porcelain --incremental --show-email --show-name --show-number --progress --no-progress --minimal --score-debug --color-lines --color-by-age",
      values: "-L -S --reverse --date --ignore-rev --abbrev",
      opts: { "--contents --ignore-revs-file": "read" },
      mays: "-M -C",
    },
    "ls-files ls-tree ls-remote cat-file rev-parse name-rev describe merge-base for-each-ref show-ref show-branch check-ignore check-attr check-ref-format count-objects var version help fsck verify-commit verify-tag cherry merge-tree grep get-tar-commit-id rev-name patch-id stripspace column":
      {
        flags: `${show} ${listing} -o --others -d --deleted --modified -k --killed -t --stage --unmerged --ignored --exclude-standard --directory --no-empty-directory --error-unmatch --full-name --recurse-submodules --long --object-only --heads --head --refs --get-url --symref --exists --batch-all-objects --buffer --allow-unknown-type --textconv --filters --show-toplevel --show-prefix --show-cdup --git-dir --git-common-dir --absolute-git-dir --is-inside-work-tree --is-bare-repository --is-inside-git-dir --is-shallow-repository --verify --symbolic --symbolic-full-name --abbrev-ref --sq --local-env-vars --show-superproject-working-tree --shared-index-path --always --dirty --long --exact-match --name-only --no-undefined --octopus --independent --is-ancestor --fork-point --verify --dereference -d -s --hash --full --strict --unreachable --dangling --no-dangling --lost-found --connectivity-only --progress --no-progress --no-reflogs --name-objects --root --cache -h -H -e -I -w --word-regexp -v --invert-match --line-number --column --only-matching --files-with-matches --files-without-match --heading --break --show-function -W --no-index --untracked --or --and --not --human-readable -vH`,
        values: `${showValues} ${listingValues} -x --exclude-per-directory --with-tree --path-format --default --prefix --candidates --match --abbrev --count --points-at -f -A -B --after-context --before-context --context -m --threads --max-depth --server-option`,
        mays: `${showMays} --batch --batch-check --batch-command --short --dirty --broken --abbrev-ref --since --until`,
        opts: {
          "-O --open-files-in-pager": { value: "may", is: high(2, "runs a program of one's choice") },
          "--upload-pack --exec": "shell",
          "-X --exclude-from --ignore-revs-file": "read",
        },
      },
    branch: {
      flags: `${listing} --no-track -q --quiet`,
      values: listingValues,
      mays: "--abbrev --column --color -t --track",
      opts: {
        "-d --delete -m --move -M -c --copy -C -f --force --edit-description --unset-upstream": medium(
          2,
          "renames or deletes a branch",
        ),
        "-u --set-upstream-to": { value: "needs", is: medium(2, "changes a branch") },
        "-D": high(2, "deletes a branch that may not be merged"),
      },
      modes: [
        { has: "-d --delete", use: { judge: forced } },
        {
          operands: { min: 1 },
          lacks: "-l --list --contains --no-contains --merged --no-merged -r --remotes -a --all --show-current",
          use: { is: medium(2, "makes or changes a branch") },
        },
      ],
    },
    tag: {
      flags: `${listing} --no-sign`,
      values: `${listingValues} -m --message --trailer --cleanup`,
      mays: "-n --column --color",
      opts: {
        "-d --delete": medium(2, "deletes a tag"),
        "-f --force": high(2, "moves a tag"),
        "-F --file": "read",
        "-a --annotate -s --sign": medium(2, "makes a tag"),
        "-u --local-user": { value: "needs", is: medium(2, "makes a tag") },
        "-v --verify": low(),
      },
      modes: [
        {
          operands: { min: 1 },
          lacks: "-l --list --contains --no-contains --merged --no-merged -n --points-at -v --verify",
          use: { is: medium(2, "makes a tag") },
        },
      ],
    },
    remote: {
      flags: "-v --verbose",
      sub: {
        "show get-url": { flags: "-n --all --push", reach: "network" },
        "add rename set-head set-branches update prune": medium(2, "changes the remotes"),
        "remove rm set-url": medium(2, "changes the remotes"),
      },
    },
    stash: {
      is: medium(2, "puts changes aside"),
      flags: "-u --include-untracked -a --all -k --keep-index -q --quiet -p --patch -S --staged --index",
      values: "-m --message --pathspec-from-file",
      sub: {
        "list show": { is: low(), ...showing },
        "push save apply pop branch create store": medium(2, "puts changes aside or takes them back"),
        "drop clear": high(2, "throws away what was put aside"),
      },
    },
    config: {
      flags:
        "--global --system --local --worktree -z --null --show-origin --show-scope --name-only --includes --no-includes --bool --int --bool-or-int --path --expiry-date --all --regexp --show-names --fixed-value --url",
      values: "--type --default --blob --value",
      opts: {
        "-f --file": "read",
        "-l --list --get --get-all --get-regexp --get-urlmatch --get-color --get-colorbool": low(),
        "--add --replace-all --unset --unset-all --rename-section --remove-section": medium(2, "changes settings"),
        "-e --edit": high(2, "opens an editor from which anything can be run"),
      },
      modes: [
        { has: "-l --list --get --get-all --get-regexp --get-urlmatch", use: { is: low() } },
        { first: "list get", use: { is: low() } },
        { operands: { max: 1 }, use: { is: low() } },
        { use: { is: medium(2, "changes settings"), judge: setting } },
      ],
    },
    reflog: {
      ...showing,
      sub: {
        "show list exists": showing,
        "expire delete drop": high(2, "throws away the way back to earlier commits"),
      },
      unlisted: low(),
    },
    "add stage": {
      is: medium(2, "stages files"),
      flags:
        "-A --all -u --update -n --dry-run -v --verbose -f --force -i --interactive -p --patch -N --intent-to-add --refresh --ignore-errors --ignore-missing --renormalize --no-all --sparse -e --edit",
      mays: "--chmod",
      values: "--pathspec-from-file",
      dry: "-n --dry-run",
    },
    commit: {
      is: medium(2, "commits"),
      flags:
        "-a --all -s --signoff -v --verbose -q --quiet --allow-empty --allow-empty-message -e --edit --no-edit --no-gpg-sign --reset-author -p --patch -i --include -o --only --status --no-status --no-post-rewrite --short --branch --porcelain --long -z --null --dry-run --no-signoff",
      values:
        "-m --message --author --date -C -c --reuse-message --fixup --squash --cleanup --trailer -t --template --pathspec-from-file",
      mays: "-u -S --gpg-sign --untracked-files",
      opts: {
        "-F --file": "read",
        "--amend": medium(2, "rewrites the last commit"),
        "-n --no-verify": medium(2, "leaves its checks out"),
      },
      dry: "--dry-run",
    },
    "merge pull cherry-pick revert am apply": {
      is: medium(2, "changes files and commits"),
      reach: "network",
      flags: `${show} --no-edit -e --edit --no-ff --ff --ff-only --squash --no-squash --no-commit --commit --no-stat --rebase --no-rebase --autostash --no-autostash --allow-unrelated-histories --verify --no-verify --signoff -n -x --continue --quit --skip --progress --no-progress --all --append -f --tags --no-tags --prune --unshallow --keep -k --index --check --apply --reverse --3way -3 --reject --whitespace --overwrite-ignore --verify-signatures --rerere-autoupdate --allow-empty --recount`,
      values:
        "-m --mainline -X --strategy-option -s --strategy --depth --cleanup --into-name -j --jobs --directory -C -p --exclude --include",
      mays: "-S --gpg-sign --log -r --rebase --stat",
      opts: {
        "--abort": high(2, "throws away a merge that was begun"),
        "--upload-pack": "shell",
        "-F --file": "read",
        "--force": high(2, "overwrites branches"),
      },
      dry: "--check --dry-run",
    },
    fetch: {
      is: medium(2, "fetches commits"),
      reach: "network",
      flags:
        "--all -a --append -p --prune -P --prune-tags -t --tags -n --no-tags -q --quiet -v --verbose --progress --no-progress -k --keep --atomic --unshallow --dry-run --force -f -u --update-head-ok --multiple --set-upstream -4 -6 --ipv4 --ipv6 --refetch --write-fetch-head --no-auto-maintenance",
      values:
        "--depth --deepen --shallow-since --shallow-exclude -j --jobs --refmap -o --server-option --filter --negotiation-tip",
      mays: "--recurse-submodules",
      opts: { "--upload-pack": "shell" },
      dry: "--dry-run",
    },
    clone: {
      is: medium(2, "fetches a repository"),
      reach: "network",
      flags:
        "-l --local --no-hardlinks -s --shared -q --quiet -v --verbose --progress -n --no-checkout --bare --mirror --single-branch --no-single-branch --no-tags --shallow-submodules --remote-submodules --sparse --dissociate --also-filter-submodules",
      values:
        "-b --branch -o --origin --depth --shallow-since --shallow-exclude -j --jobs --filter --reference --reference-if-able --server-option --bundle-uri",
      mays: "--recurse-submodules --recursive",
      opts: {
        "-u --upload-pack": "shell",
        "-c --config": { value: "needs", is: high(2, "gives a setting that may run programs") },
        "--template": "exec",
        "--separate-git-dir": "write",
      },
      args: { at: ["text", "write"] },
      judge: helpers,
    },
    init: {
      is: medium(2, "makes a repository"),
      flags: "-q --quiet --bare",
      values: "-b --initial-branch --object-format --ref-format",
      mays: "--shared",
      opts: { "--template": "exec", "--separate-git-dir": "write" },
      args: "write",
    },
    push: {
      is: medium(2, "sends commits away"),
      reach: "network",
      flags:
        "-u --set-upstream --all --branches --tags --follow-tags -q --quiet -v --verbose --progress -n --dry-run --atomic --thin --no-thin --porcelain --no-verify -4 -6 --ipv4 --ipv6",
      values: "-o --push-option --repo",
      mays: "--recurse-submodules --signed",
      opts: {
        "-f --force --force-with-lease --force-if-includes": {
          value: "may",
          is: high(2, "overwrites commits of others"),
        },
        "-d --delete": high(2, "deletes a branch on the server"),
        "--mirror --prune": high(2, "deletes branches on the server"),
        "--receive-pack --exec": "shell",
      },
      dry: "-n --dry-run",
      judge: pushed,
    },
    "checkout switch restore": {
      is: medium(2, "changes the files of the working tree"),
      flags:
        "-q --quiet --progress --no-progress -t --no-track -d --detach --guess --no-guess --ours --theirs -m --merge -p --patch --ignore-other-worktrees --overwrite-ignore --overlay --no-overlay -2 -3 -S --staged -l",
      values: "-b -c --create --orphan --conflict -s --source --pathspec-from-file",
      mays: "--track --recurse-submodules",
      opts: {
        "-B -C --force-create": { value: "needs", is: high(2, "moves a branch") },
        "-f --force --discard-changes": discards,
        "-W --worktree": discards,
      },
      judge: discarded,
    },
    reset: {
      is: medium(2, "moves the branch"),
      flags: "-q --quiet --soft --mixed -N --intent-to-add -p --patch --refresh --no-refresh",
      values: "--pathspec-from-file",
      opts: { "--hard --keep --merge": discards },
    },
    clean: {
      is: high(2, "deletes files that are not tracked"),
      flags: "-f --force -d -x -X -i --interactive -q --quiet -n --dry-run",
      values: "-e --exclude",
      dry: "-n --dry-run",
    },
    rm: {
      is: high(2, "deletes files"),
      flags: "-r -f --force -q --quiet -n --dry-run --ignore-unmatch --sparse",
      values: "--pathspec-from-file",
      opts: { "--cached": low() },
      dry: "-n --dry-run",
      modes: [{ has: "--cached", use: { is: medium(2, "no longer tracks files") } }],
    },
    mv: {
      is: medium(2, "renames files"),
      flags: "-f --force -k -n --dry-run -v --verbose --sparse",
      dry: "-n --dry-run",
    },
    rebase: {
      is: rewrites,
      flags:
        "--continue --quit -i --interactive -q -v -n --no-stat --stat -f --force-rebase --autostash --no-autostash --autosquash --root --keep-empty -r --rebase-merges --update-refs --no-ff --signoff --apply -m --merge --show-current-patch",
      values: "--onto -s --strategy -X --strategy-option -C",
      opts: { "-x --exec": "shell", "--skip --abort": discards },
    },
    "filter-branch filter-repo": { is: rewrites, unlisted: rewrites },
    "gc prune repack maintenance pack-refs": {
      is: medium(2, "tidies up the repository"),
      flags: "-q --quiet --auto --aggressive --force -a -d -A -n --dry-run",
      mays: "--prune",
      values: "--task --schedule",
      sub: {
        start: high(3, "tidies up at set times"),
        "stop run register unregister": medium(2, "tidies up the repository"),
      },
      dry: "-n --dry-run",
    },
    archive: {
      flags: "-l --list -v --verbose --worktree-attributes -0 -1 -9",
      values: "--format --prefix",
      opts: {
        "-o --output": "write",
        "--remote": { value: "needs", is: medium(2, "asks a server") },
        "--exec": "shell",
        "--add-file": "read",
      },
    },
    "format-patch bundle": {
      is: medium(2, "writes patches"),
      flags: `${show} -k -n -N --stdout -s --cover-letter`,
      values: `${showValues} --subject-prefix --start-number --to --cc --in-reply-to`,
      opts: { "-o --output-directory": "write" },
      sub: { "verify list-heads": low(), create: { args: { at: ["write"] } }, unbundle: medium(2, "takes in commits") },
    },
    submodule: {
      sub: {
        "status summary": low(),
        foreach: { is: medium(2, "runs a command in each"), flags: "--recursive -q", inner: { from: 0, joined: true } },
        "update init sync add absorbgitdirs set-url set-branch deinit": {
          is: medium(2, "changes submodules"),
          flags:
            "--init --recursive --remote --merge --rebase -f --force --no-fetch --depth -q --quiet --single-branch",
          values: "-b --branch --name --depth -j --jobs --reference",
        },
      },
    },
    worktree: {
      sub: {
        list: { flags: "-v --porcelain -z" },
        "add move lock unlock repair prune": {
          is: medium(2, "changes working trees"),
          flags: "-f --force -d --detach --checkout --no-checkout --lock -q -n --dry-run -v",
          values: "-b -B --reason --expire --orphan",
          dry: "-n --dry-run",
        },
        remove: high(2, "deletes a working tree"),
      },
    },
    bisect: {
      is: medium(2, "looks for a commit"),
      sub: {
        "log view visualize": low(),
        "start good bad new old skip reset replay terms": medium(
          2,
          "changes the working tree while it looks for a commit",
        ),
        run: { is: medium(2, "runs a command at each commit"), inner: { from: 0 } },
      },
    },
    notes: { sub: { "list show": low() }, unlisted: medium(2, "changes notes") },
    "lfs sparse-checkout update-index update-ref symbolic-ref hash-object write-tree commit-tree read-tree mktree tag-object replace rerere":
      medium(2, "changes the repository"),
    "difftool mergetool gui citool instaweb send-email daemon shell credential web--browse": high(
      2,
      "runs programs that its settings name",
    ),
  },
  unlisted: high(2, "may be an alias, which can run anything"),
};

export const git: Programs = { git: gitRule };
