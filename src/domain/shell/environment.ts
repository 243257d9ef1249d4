/** Variables that decide what other programs run: to set one is to run something. */
import type { Assignment } from "unbash";
import type { Span } from "../risk.ts";
import type { Run } from "./run.ts";
import { critical, high, medium, unknown } from "./rule.ts";
import { singleOf } from "./words.ts";

const hijacks =
  /^(LD_\w+|DYLD_\w+|BASH_ENV|ENV|BASH_FUNC_.*|SHELLOPTS|BASHOPTS|PROMPT_COMMAND|PS0|PS4|PROMPT|ZDOTDIR|CDPATH|LESSOPEN|LESSCLOSE|LESSKEY|LESS|\w*PAGER|\w*EDITOR|VISUAL|SUDO_ASKPASS|SSH_ASKPASS|GIT_\w*|HGRCPATH|BROWSER|PYTHON(PATH|STARTUP|HOME|INSPECT|WARNINGS|BREAKPOINT|USERBASE|EXECUTABLE)|PERL5?(LIB|OPT|DB)|PERLIO\w*|RUBY(OPT|LIB)|GEM_(PATH|HOME)|BUNDLE_\w+|NODE_(OPTIONS|PATH|EXTRA_CA_CERTS|TLS_REJECT_UNAUTHORIZED)|BUN_\w+|NPM_CONFIG_\w+|npm_config_\w+|_?JAVA_(TOOL_)?OPTIONS|JDK_JAVA_OPTIONS|CLASSPATH|MAVEN_OPTS|GRADLE_OPTS|LUA_(INIT|PATH|CPATH)\w*|PHPRC|PHP_INI_SCAN_DIR|R_PROFILE\w*|GCONV_PATH|LOCPATH|NLSPATH|MALLOC_\w+|TERMINFO(_DIRS)?|TERMCAP|GTK_MODULES|QT_PLUGIN_PATH|OPENSSL_(CONF|ENGINES|MODULES)|SSL_CERT_(FILE|DIR)|CURL_HOME|CURL_CA_BUNDLE|REQUESTS_CA_BUNDLE|WGETRC|NETRC|TAR_OPTIONS|RSYNC_RSH|CVS_RSH|SVN_SSH|ANSIBLE_\w+|VIMINIT|EXINIT|GVIMINIT|MANOPT|GROFF_\w+|MAKEFLAGS|MFLAGS|GNUMAKEFLAGS|CC|CXX|AR|RUSTC_WRAPPER|GOFLAGS|SHELL|KRB5_CONFIG|HOSTALIASES|RES_OPTIONS|TMUX|SCREENRC|INPUTRC|XDG_CONFIG_(HOME|DIRS)|DBUS_\w+_ADDRESS|MYSQL_HOME|PSQLRC|SYSTEMD_LOG_TARGET|BASH_(CMDS|ALIASES|LOADABLES_PATH)|LESS(ECHO|GLOBALTAGS|KEYIN|KEY_CONTENT|KEY_SYSTEM|METAESCAPE)|MORE|(DPKG_|PERF_|GH_|GLAB_|JJ_)PAGER|(PSQL_|GH_|GLAB_|HG)EDITOR|(GH_|GLAB_)BROWSER|HGMERGE|DIFFPROG|RIPGREP_CONFIG_PATH|FZF_DEFAULT_(OPTS|COMMAND)|BAT_(OPTS|CONFIG_\w+)|RSYNC_CONNECT_PROG|SSH_SK_\w+|SYSTEM_WGETRC|KUBECTL_EXTERNAL_DIFF|KUBECTL_KUBERC|DOCKER_CONFIG|HELM_(PLUGINS|CONFIG_HOME|DATA_HOME)|TF_(CLI_\w+|LOG_PATH|DATA_DIR)|AWS_(CONFIG_FILE|ENDPOINT_URL\w*|CA_BUNDLE)|CLOUDSDK_\w+|PG(SERVICEFILE|SYSCONFDIR|OPTIONS)|LIBMYSQL_\w+|REDISCLI_RCFILE|PBS_\w*_?CMD|RESTIC_PASSWORD_COMMAND|BORG_(PASSCOMMAND|RSH|REMOTE_PATH)|RCLONE_(?!CONFIG$)\w+|GETCONF_DIR|XTABLES_LIBDIR|IPTABLES_LIB_DIR|TC_LIB_DIR|APT_CONFIG|ZPOOL_SCRIPTS_\w+|LVM_SYSTEM_DIR|SYSTEMD_(LESS|SSH|UNIT_PATH)|GLIBC_TUNABLES|PARALLEL(_\w+)?|RUSTC|RUSTUP_TOOLCHAIN|CARGO_(HOME|BUILD_\w+|TARGET_\w+)|GO(ROOT|PACKAGESDRIVER|TOOLCHAIN|CACHEPROG|ENV)|JAVACMD|[A-Z]+_JAVA_OPTS|ERL_\w*FLAGS|RABBITMQ_\w+|FACTERLIB|VAGRANT_(CWD|VAGRANTFILE)|COMPOSER_HOME|WP_CLI_\w+|GIO_\w+|GTK_PATH|GDK_PIXBUF_MODULE_FILE|MAGICK_\w+|LIB(VA|GL)_DRIVERS_PATH|KRB5_TRACE|SASL_PATH|GUILE_LOAD_\w*PATH|TCLLIBPATH|IPYTHONDIR|CDPATH|GLOBIGNORE|EXECIGNORE|HOME)$/;
const harmless =
  /^(cat|less|more|most|bat|head|tail|true|vim?|nvim|nano|pico|emacs|ed|ex|code|micro|hx|-?[A-Za-z]{0,4}|(less )?-?[a-zA-Z]{0,4}FRX[a-zA-Z]{0,6}|less -[a-zA-Z]{1,6}|\/(usr\/)?bin\/(cat|less|more|vim?|nano|bash|sh|zsh|true|gcc|g\+\+|clang)|gcc|g\+\+|clang(\+\+)?|cc|bash|sh|0|1|)$/;
const counters =
  /^(GIT_(TERMINAL_PROMPT|AUTHOR_\w+|COMMITTER_\w+|OPTIONAL_LOCKS|DISCOVERY_ACROSS_FILESYSTEM|LFS_SKIP_SMUDGE|MERGE_AUTOEDIT|ADVICE)|ANSIBLE_(FORCE_COLOR|NOCOLOR|HOST_KEY_CHECKING|STDOUT_CALLBACK)|PYTHONUNBUFFERED|PYTHONDONTWRITEBYTECODE|BUN_ENV)$/;
const elsewhere = /^(DOCKER_HOST|DOCKER_CONTEXT|CONTAINER_HOST|KUBECONFIG|LIBVIRT_DEFAULT_URI|PGHOST|VAULT_ADDR)$/;
const trustedPath =
  /^(\/(usr\/(local\/)?)?s?bin|\/snap\/bin|\/usr\/games|\/usr\/local\/games|\/usr\/lib\/(?!.*\.\.)[\w/.-]+|\/usr\/local\/(?!.*\.\.)[\w/.-]+\/bin|\$PATH)$/;
/** What the name of a variable says that it decides, for a program that is not told of here. */
const telling =
  /(^|_)(CMD|COMMAND|PROG(RAM)?|PAGER|EDITOR|OPTS?|OPTIONS|ARGS|FLAGS|LIB(DIR|RARY|PATH|S)?|PLUGINS?|MODULES?|PRELOAD|ASKPASS|RSH|EXEC|INIT|STARTUP|RC|RCFILE|CONF|CONFIG|CFG|HOOKS?|HELPER|WRAPPER|DRIVERS?|PROVIDERS?|ENGINES?|LOADER)(_(FILE|DIR|PATH|HOME))?$|^[A-Z0-9]{2,}(RC|OPTS|OPTIONS|FLAGS)$/;
const anybody = /(^|:)((\/var)?\/tmp|\/dev\/shm|\.|[^/~$:][^:]*\/)/;
const place = /_(HOME|PATH|DIR|ROOT)$/;

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

/** `handed`: programs get it. */
type Variable = { name: string; text: string; span: Span; alone: boolean; handed?: boolean };

export function judgeVariable({ name, text, span, alone, handed = !alone }: Variable, run: Run): void {
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
  if (name === "HOME" && /^(\/root|\/home\/[\w.-]+)$/.test(text)) return;
  if (name === "GIT_TRACE" && /^(0|1|2|true|false|)$/i.test(text)) return;
  if (name === "KUBECONFIG" && anybody.test(text))
    return run.add(high(2, "takes its settings from a place where anybody may put them"), span, "env.KUBECONFIG");
  if (counters.test(name)) return;
  if (!hijacks.test(name)) {
    if (handed && (telling.test(name) || (place.test(name) && anybody.test(text))))
      run.add(medium(2, `sets ${name}, which may decide what other programs do`), span, `env.${name}`);
    return;
  }
  const isChosen = /PAGER$|EDITOR$|BROWSER$|^VISUAL$|^LESS$|^MORE$|^SYSTEMD_LESS$|^SHELL$|^(CC|CXX|AR)$/.test(name);
  if (isChosen && harmless.test(text)) return;
  if (name === "PS4" && /^[^$`]*(\$\{?(LINENO|BASH_SOURCE|FUNCNAME)[^$`]*)*$/.test(text)) return;
  run.add(high(2, `sets ${name}, which decides what other programs run`), span, `env.${name}`);
}
