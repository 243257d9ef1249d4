/** Interpreters and what builds, tests and installs programs: code that is not seen is code that can do anything. */
import { high, low, medium, type Call, type Programs, type Rule, type Say } from "../rule.ts";

const runs = medium(2, "builds, tests or installs a project");
const code = high(2, "runs code that is not seen");
const outside = high(2, "runs code fetched from elsewhere");
const publishes = high(3, "publishes to everybody");

const look: Rule = {
  flags:
    "-a -g -l -q -v -d -s --all --global --json --long --depth --parseable --local --user --outdated --uptodate --not-required --include-editable --editable --verbose --quiet --no-color --dev --prod --production --omit --tree --workspace --bin --offline --latest --path -r --recursive -m -u -f -i --no-deps --locked --frozen --duplicates --direct --installed --remote",
  values:
    "--format --depth --omit --registry -e --edges -p --package --manifest-path --target --prefix -C --path --exclude --features -i --invert --message-format --cwd --filter",
  unlisted: low(),
  opts: { "--python": { names: { "*/*": code } } },
};

/** What the options of an interpreter hand it: code in the line, a module, a file. */
function interpreter(options: { code: string; module?: string; check?: string }) {
  return (call: Call, say: Say): void => {
    if (options.check !== undefined && call.has(options.check)) return;
    const given = call.valuesOf(options.code);
    for (const value of given)
      if (!harmless(value.text, value.known)) say.risk(high(2, "runs code written in the command"), value);
    if (given.length > 0) return;
    const [file] = call.operands;
    if (options.module !== undefined && call.has(options.module)) return;
    if (file) say.path("exec", file);
    else if (call.stdin.kind === "none") say.risk(high(2, "opens a program from which anything can be run"));
    else if (call.stdin.kind === "text" && harmless(call.stdin.arg.text, call.stdin.arg.known)) return;
    else say.risk(code);
  };
}

const modules = "(sys|platform|math|json|time|datetime|string|re|locale|ssl|sysconfig|struct|random|uuid)";
const imports = new RegExp(`^import ${modules}(, *${modules})*$`);
const prints = /^(print|console\.log|puts|say|echo)[ (]+["']?[\w .,+*/%:=()[\]'"-]*$/;
const calls =
  /\b(?!print\b|console\.log\b|len\b|str\b|int\b|float\b|round\b|sum\b|max\b|min\b|abs\b|range\b|sorted\b|Math\.)[A-Za-z_][\w.]*\s*\(/;

/** `import sys; print(sys.version)`: only printed, nothing called but what counts, nothing imported that could do anything. */
function harmless(text: string, known: boolean): boolean {
  if (!known) return false;
  const lines = text
    .split(/[;\n]/)
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.every(
    (line) =>
      imports.test(line) ||
      (prints.test(line) && !calls.test(line) && !/__|`|\b(process|require|import|fs)\b/.test(line)),
  );
}

const node: Rule = {
  flags: "-i -r --interactive --trace-warnings --no-warnings --enable-source-maps --watch --experimental-strip-types",
  values: "--max-old-space-size",
  opts: { "-e --eval -p --print": "text", "-r --require --import --loader --experimental-loader": "exec" },
  stopAtOperand: true,
  judge: interpreter({ code: "-e --eval -p --print", check: "-c --check -v --version -h" }),
  modes: [
    { has: "-c --check", use: { args: "read", flags: "-c --check" } },
    { has: "-v", use: { flags: "-v" } },
  ],
};

export const languages: Programs = {
  "python python2 python3 python3.8 python3.9 python3.10 python3.11 python3.12 python3.13 pypy pypy3": {
    flags: "-b -B -d -E -i -I -O -OO -P -q -s -S -u -v -x -V",
    values: "-W -X -Q",
    opts: {
      "-c": "text",
      "-m": {
        names: {
          "json.tool platform site sysconfig this calendar tokenize ast dis tabnanny": low(),
          "venv virtualenv py_compile compileall pip pytest unittest ensurepip build": runs,
          "http.server": high(2, "opens files of this machine to others"),
        },
        else: code,
      },
    },
    stopAtOperand: true,
    judge: interpreter({ code: "-c", module: "-m", check: "-V" }),
    modes: [{ has: "-m", use: { args: "text" } }],
  },
  perl: {
    flags: "-n -p -a -l -0 -w -W -T -t -v -V -s -S -u -U -X",
    mays: "-0 -l -F -C -x",
    opts: {
      "-e -E": "text",
      "-i": { value: "may", is: high(2, "rewrites files") },
      "-I -M -m -d -D": { value: "may" },
    },
    stopAtOperand: true,
    judge: perlCode,
    modes: [
      { has: "-v -V", operands: 0, use: {} },
      { has: "-c", use: { flags: "-c -w", args: "read" } },
    ],
  },
  ruby: {
    flags: "-w -n -p -a -l",
    opts: {
      "-e": "text",
      "-r -I": { value: "needs", is: code },
      "-i": { value: "may", is: high(2, "rewrites files") },
    },
    stopAtOperand: true,
    judge: interpreter({ code: "-e", check: "-v -c" }),
    modes: [
      { has: "-c", use: { args: "read", flags: "-c" } },
      { has: "-v", operands: 0, use: { flags: "-v" } },
    ],
  },
  "php php7.4 php8.1 php8.2 php8.3 php8.4": {
    flags: "-n -q",
    opts: {
      "-r -B -R -E": "text",
      "-S": { value: "needs", is: high(2, "opens a port") },
      "-c -d -f -z": { value: "needs", is: code },
    },
    stopAtOperand: true,
    judge: interpreter({ code: "-r -B -R -E", check: "-v -l -m -i --ini --modules" }),
    modes: [
      { has: "-l", use: { args: "read", flags: "-l" } },
      { has: "-m -i --ini --modules -v", operands: 0, use: { flags: "-m -i --ini --modules -v" } },
    ],
  },
  "lua luajit tclsh Rscript julia groovy scala ghci erl elixir iex guile racket sbcl ocaml": {
    opts: { "-e -r -E -c --eval -l": "text" },
    stopAtOperand: true,
    judge: interpreter({ code: "-e -r -E -c --eval -l" }),
    modes: [{ has: "-v", operands: 0, use: { flags: "-v" } }],
  },
  "node nodejs": node,
  deno: {
    is: code,
    sub: {
      "info lint types doc list": look,
      "fmt test check compile bundle cache install add remove init task bench coverage": runs,
      "run eval repl serve": code,
    },
  },
  bun: {
    is: code,
    values: "--cwd",
    sub: {
      "pm outdated why": { sub: { "ls list bin cache hash whoami version view pack": look }, is: low() },
      "install i add remove rm update link unlink create init build test upgrade patch": runs,
      "run x exec repl": code,
      publish: publishes,
    },
  },
  "java javaw jshell": {
    is: code,
    flags: "-version -showversion",
    modes: [
      {
        has: "-version --version --list-modules",
        use: { is: low(), flags: "-version --version --list-modules", style: "long" },
      },
    ],
    unlisted: code,
  },
  "npm pnpm yarn": {
    reach: "network",
    flags:
      "-s --silent -q -d --verbose --no-fund --no-audit --ignore-scripts --prefer-offline -D -S -E -O --save --save-dev --save-exact --force --legacy-peer-deps --if-present -y --yes --workspaces",
    values: "--prefix -C --cwd -w --workspace --registry --loglevel --omit --filter",
    is: low(),
    sub: {
      "ls list ll la view info show outdated audit why explain ping prefix root bin doctor search query fund help docs repo whoami licenses versions v":
        { ...look, sub: { fix: runs } },
      "config c": { sub: { "get list ls": look, "set delete edit": medium(2, "changes settings") } },
      "install i ci add remove rm uninstall un update up upgrade rebuild dedupe prune run run-script test t start build link unlink init create pack version import cache store":
        { is: runs, flags: "-g --global", opts: { "-g --global": medium(3, "installs for everybody") } },
      "exec x dlx": outside,
      "publish unpublish deprecate access owner dist-tag": publishes,
      "login logout adduser token profile": high(4, "changes keys"),
      global: runs,
    },
    unlisted: runs,
  },
  "npx bunx pnpx uvx": { is: outside, unlisted: outside },
  "pip pip3 pipx uv poetry pipenv conda mamba pdm hatch": {
    reach: "network",
    flags:
      "-q -v -y --no-cache-dir --disable-pip-version-check --user --no-deps --pre --no-input -U --upgrade --break-system-packages",
    is: low(),
    values: "-c --constraint --cache-dir --timeout -n --name",
    sub: {
      "list show freeze check search index debug inspect env info tree outdated version help config cache hash": {
        ...look,
        opts: { "--editor": "shell" },
        sub: {
          "list info show debug dir get": look,
          "set unset edit": medium(2, "changes settings"),
          "purge remove clean": runs,
          versions: look,
        },
      },
      "install download wheel uninstall sync lock add remove update upgrade build create init venv pip tool activate export compile":
        {
          is: runs,
          opts: {
            "-r --requirement": "read",
            "-t --target --prefix --root": "write",
            "-i --index-url --extra-index-url --trusted-host -f --find-links": {
              value: "needs",
              is: high(2, "installs from elsewhere"),
            },
            "-e --editable": { value: "needs", is: runs },
            "--index": { value: "needs", is: high(2, "installs from elsewhere") },
          },
          judge: fromElsewhere,
        },
      "run shell ensurepath inject runpip": code,
      publish: publishes,
    },
  },
  "cargo rustup go gem bundle bundler composer mix rebar3 stack cabal opam dotnet nuget swift zig nimble": {
    reach: "network",
    flags: "-q -v --quiet --verbose --offline --locked --frozen --release --all --workspace",
    values: "--manifest-path -p --package --features --target -C -j --jobs",
    opts: {
      "-toolexec -exec -vettool": { value: "needs", is: code },
      "-mod": { names: { mod: medium(2, "changes what the project needs") } },
    },
    is: low(),
    sub: {
      "tree metadata search version env list info outdated vet doc show licenses why pkgid locate-project verify-project check-platform-reqs diagnose validate status which home specification contents dependency environment sdk audit suggests depends prohibits about":
        { ...look, opts: { ...look.opts, "-w -u": { value: "needs", is: medium(2, "changes settings") } } },
      "build check test bench clean fmt clippy fix install uninstall update add remove new init fetch vendor get tidy mod require dump-autoload restore pack upgrade toolchain component target default override self work format lint compile deps generate tool":
        { is: runs, args: "text" },
      config: { sub: { "list get": look }, is: low(), unlisted: medium(2, "changes settings") },
      "run exec script": code,
      "publish push yank login owner": publishes,
      "vet-x": low(),
    },
    unlisted: runs,
  },
  "make gmake cmake ninja meson gradle gradlew mvn ant bazel scons just task invoke nox tox pre-commit": {
    is: runs,
    flags: "-k -s -B -i -w -q --silent --keep-going --always-make -e -U -o --offline --info --stacktrace",
    values: "-j -C -l -G -S -W --jobs --directory",
    mays: "-j -D",
    opts: {
      "-f --file --makefile": "exec",
      "--eval -E": { value: "needs", is: high(2, "runs code written in the command") },
    },
    modes: [
      {
        has: "-n --dry-run --just-print --recon -p --print-data-base -l --list --version -v --tasks -T",
        use: {
          is: low(),
          flags: "-n --dry-run --just-print --recon -p -q --list -T",
          opts: {
            "-f --file": "read",
            "--eval -E": { value: "needs", is: high(2, "runs code written in the command") },
          },
        },
      },
    ],
  },
  rake: {
    is: runs,
    flags: "-q -s -v -n -t --quiet --silent --verbose --trace --dry-run",
    opts: {
      "-e -p -E -r -R -I --execute --execute-print --execute-continue --require": {
        value: "needs",
        is: high(2, "runs code written in the command"),
      },
      "-f --rakefile": "exec",
    },
  },
  "eslint prettier stylelint": {
    is: medium(2, "runs the code of its settings"),
    unlisted: medium(2, "runs the code of its settings"),
  },
  "gcc g++ cc c++ clang clang++ rustc javac tsc esbuild vite webpack rollup babel ld as strip objcopy gfortran nasm protoc swiftc kotlinc scalac":
    {
      is: runs,
      unlisted: runs,
      modes: [
        { has: "-v -dumpversion -dumpmachine --print-search-dirs -print-search-dirs", operands: 0, use: { is: low() } },
      ],
    },
  "pytest jest vitest mocha phpunit rspec behave playwright cypress ctest bats nose2": {
    is: runs,
    unlisted: runs,
  },
  "oxlint oxfmt ruff black flake8 mypy pylint isort shellcheck shfmt yamllint ansible-lint hadolint tflint markdownlint biome golangci-lint rubocop gofmt rustfmt clang-format jsonlint phpstan pyright bandit vulture actionlint checkov trivy grype syft semgrep":
    {
      flags:
        "-q -v -l -s -f -x -e -a --check --quiet --verbose --diff -d --list-different --strict --color --no-color --json --list-files",
      values:
        "-c --config --format -f --severity -s --ext --max-warnings -i -e --exclude --line-length --ignore --select",
      opts: {
        "--fix -w --write -i --in-place --apply --fix-only --unsafe-fixes": medium(2, "rewrites files"),
        "-o --output --output-file": "write",
      },
      args: "read",
      sub: { "check lint image fs config version run scan ls": look, "format ci migrate": medium(2, "rewrites files") },
    },
  "addr2line c++filt pkg-config": {
    flags:
      "-a -A -b -B -c -C -d -D -e -f -g -G -h -H -i -I -k -l -L -m -n -N -o -p -P -r -R -s -S -t -T -u -v -V -w -W -x -z -Z -0 --all --dynamic --demangle --syms --headers --sections --segments --symbols --brief --mime --mime-type --mime-encoding --cflags --libs --modversion --exists --list-all --dereference --uncompress --print0 --no-sandbox --special-files --wide --relocs --notes --version-info",
    values: "-e -F -j -M --separator -P",
    args: "read",
    opts: { "-m --magic-file -f --files-from": "read" },
  },
};

const local = /^[\w.[\]<>=!~,-]+$/;

/** A URL, a path, a version control system: what is installed runs its own set-up. */
function fromElsewhere({ operands }: Call, say: Say): void {
  for (const word of operands)
    if (!local.test(word.text) || !word.known) say.risk(high(2, "installs from elsewhere"), word);
}

/** Filters such as `perl -ne 'print if /x/'`; anything with a call or a backtick is not seen through. */
function perlCode(call: Call, say: Say): void {
  const given = call.valuesOf("-e -E");
  const filters = /^\s*(print|s\/|tr\/|y\/|if|\/|\$_|next|chomp|\$|@F)[^`]*$/;
  const reaches =
    /\b(system|exec|open|unlink|rename|rmdir|mkdir|chmod|chown|fork|kill|eval|require|use|do|socket|qx|syscall|glob|link|symlink|truncate|utime)\b|\|\s*$|\/e\b|\/\w*e\w*\s*[;'"]?\s*$/;
  for (const value of given)
    if (!value.known || !filters.test(value.text) || reaches.test(value.text))
      say.risk(high(2, "runs code written in the command"), value);
  if (given.length > 0) {
    for (const file of call.operands) say.path(call.has("-i") ? "write" : "read", file);
    return;
  }
  if (call.operands[0]) say.path("exec", call.operands[0]);
  else say.risk(call.stdin.kind === "none" ? high(2, "opens a program from which anything can be run") : code);
}
