/** Variables that decide what other programs run: to set one is to run something. */
import type { Assignment } from "unbash";
import type { Span } from "../risk.ts";
import type { Run } from "./run.ts";
import { critical, high, unknown } from "./rule.ts";
import { singleOf } from "./words.ts";

const hijacks =
  /^(LD_\w+|DYLD_\w+|BASH_ENV|ENV|BASH_FUNC_.*|SHELLOPTS|BASHOPTS|PROMPT_COMMAND|PS0|PS4|PROMPT|ZDOTDIR|CDPATH|LESSOPEN|LESSCLOSE|LESSKEY|LESS|\w*PAGER|\w*EDITOR|VISUAL|SUDO_ASKPASS|SSH_ASKPASS|GIT_\w*|HGRCPATH|BROWSER|PYTHON(PATH|STARTUP|HOME|INSPECT|WARNINGS|BREAKPOINT|USERBASE|EXECUTABLE)|PERL5?(LIB|OPT|DB)|PERLIO\w*|RUBY(OPT|LIB)|GEM_(PATH|HOME)|BUNDLE_\w+|NODE_(OPTIONS|PATH|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED)|BUN_\w+|NPM_CONFIG_\w+|npm_config_\w+|_?JAVA_(TOOL_)?OPTIONS|JDK_JAVA_OPTIONS|CLASSPATH|MAVEN_OPTS|GRADLE_OPTS|LUA_(INIT|PATH|CPATH)\w*|PHPRC|PHP_INI_SCAN_DIR|R_PROFILE\w*|GCONV_PATH|LOCPATH|NLSPATH|MALLOC_\w+|TERMINFO(_DIRS)?|TERMCAP|GTK_MODULES|QT_PLUGIN_PATH|OPENSSL_(CONF|ENGINES|MODULES)|SSL_CERT_(FILE|DIR)|CURL_HOME|CURL_CA_BUNDLE|REQUESTS_CA_BUNDLE|WGETRC|NETRC|TAR_OPTIONS|RSYNC_RSH|CVS_RSH|SVN_SSH|ANSIBLE_\w+|VIMINIT|EXINIT|GVIMINIT|MANOPT|GROFF_\w+|MAKEFLAGS|MFLAGS|GNUMAKEFLAGS|CC|CXX|AR|RUSTC_WRAPPER|GOFLAGS|SHELL|KRB5_CONFIG|HOSTALIASES|RES_OPTIONS|TMUX|SCREENRC|INPUTRC|XDG_CONFIG_(HOME|DIRS)|DBUS_\w+_ADDRESS|MYSQL_HOME|PSQLRC|SYSTEMD_LOG_TARGET)$/;
const harmless =
  /^(cat|less|more|most|bat|head|tail|true|vim?|nvim|nano|pico|emacs|ed|ex|code|micro|hx|[A-Z]{0,4}|[-\w ]*FRX[-\w ]*|\/(usr\/)?bin\/(cat|less|more|vim?|nano|bash|sh|zsh|true|gcc|g\+\+|clang)|gcc|g\+\+|clang(\+\+)?|cc|bash|sh|0|1|)$/;
const counters =
  /^(GIT_(TERMINAL_PROMPT|PAGER|AUTHOR_\w+|COMMITTER_\w+|OPTIONAL_LOCKS|DISCOVERY_ACROSS_FILESYSTEM|LFS_SKIP_SMUDGE|MERGE_AUTOEDIT|ADVICE|TRACE)|ANSIBLE_(FORCE_COLOR|NOCOLOR|HOST_KEY_CHECKING|STDOUT_CALLBACK)|PYTHONUNBUFFERED|PYTHONDONTWRITEBYTECODE|BUN_ENV)$/;
const elsewhere = /^(DOCKER_HOST|DOCKER_CONTEXT|CONTAINER_HOST|KUBECONFIG|LIBVIRT_DEFAULT_URI|PGHOST|VAULT_ADDR)$/;
const trustedPath =
  /^(\/(usr\/(local\/)?)?s?bin|\/snap\/bin|\/usr\/games|\/usr\/local\/games|\/usr\/lib\/[\w/.-]+|\/usr\/local\/[\w/.-]+\/bin|\$PATH|\uFFFC)$/;

/** `alone`: it stays set for what follows in the text. */
export function judgeAssignment({ node, alone }: { node: Assignment; alone: boolean }, run: Run): void {
  const span = run.scope.source.span(node.pos, node.end);
  if (node.value.type !== "Word") return judgeVariable({ name: node.name, text: unknown, span, alone }, run);
  // The old value of PATH stands for what bash was started with.
  const isPath = node.name === "PATH";
  const scope = isPath
    ? {
        ...run.scope,
        vars: new Map([...run.scope.vars, ["PATH", { any: [{ text: "$PATH", known: true, glob: false }] }] as const]),
      }
    : run.scope;
  for (const { text } of singleOf(node.value, scope)) judgeVariable({ name: node.name, text, span, alone }, run);
}

type Variable = { name: string; text: string; span: Span; alone: boolean };

export function judgeVariable({ name, text, span, alone }: Variable, run: Run): void {
  if (name === "PATH") {
    if (text.split(":").some((each) => !trustedPath.test(each))) {
      run.add(high(2, "looks for programs where others may put theirs"), span, "env.PATH");
      if (alone) run.scope.renamed.add("*");
    }
    return;
  }
  if (/^HIST(FILE|SIZE|FILESIZE|IGNORE|CONTROL)$/.test(name)) {
    if (name !== "HISTCONTROL" && /^(|0|\/dev\/null|\*)$/.test(text))
      run.add(critical(2, "stops the history of the shell"), span, `env.${name}`);
    return;
  }
  if (elsewhere.test(name) && !/^(unix:|\/|~|\.|localhost|127\.|default$|qemu:\/\/\/)/.test(text))
    return run.add(high(3, "lets programs act on another machine"), span, `env.${name}`);
  if (!hijacks.test(name) || counters.test(name)) return;
  const isChosen = /PAGER$|EDITOR$|^VISUAL$|^LESS$|^SHELL$|^(CC|CXX|AR)$/.test(name);
  if (isChosen && harmless.test(text)) return;
  if (name === "PS4" && /^[^$`]*(\$\{?(LINENO|BASH_SOURCE|FUNCNAME)[^$`]*)*$/.test(text)) return;
  run.add(high(2, `sets ${name}, which decides what other programs run`), span, `env.${name}`);
}
