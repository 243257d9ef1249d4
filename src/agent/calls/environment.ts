/** What a program finds in its environment: nothing of the agent's own, and what keeps programs from asking questions. */

export const quiet: Readonly<Record<string, string>> = {
  PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
  LANG: "C.UTF-8",
  /** No colours, no full-screen programs: also on a terminal of its own. */
  TERM: "dumb",
  CI: "1",
  /** Pagers wait for a key. `less` that is named outright ends by itself where all fits on one screen. */
  PAGER: "cat",
  GIT_PAGER: "cat",
  MANPAGER: "cat",
  SYSTEMD_PAGER: "cat",
  LESS: "-FRX",
  SYSTEMD_COLORS: "0",
  /** Editors wait for a person: a program that wants one fails instead. */
  EDITOR: "false",
  VISUAL: "false",
  GIT_EDITOR: "false",
  /** Packages: no questions, a changed configuration stays as it is, news are not shown, services restart by themselves. */
  DEBIAN_FRONTEND: "noninteractive",
  DEBIAN_PRIORITY: "critical",
  APT_LISTCHANGES_FRONTEND: "none",
  APT_LISTBUGS_FRONTEND: "none",
  UCF_FORCE_CONFFOLD: "1",
  NEEDRESTART_MODE: "a",
  PIP_NO_INPUT: "1",
  PIP_DISABLE_PIP_VERSION_CHECK: "1",
  COMPOSER_NO_INTERACTION: "1",
  /** npx asks before it installs; corepack before it downloads. */
  NPM_CONFIG_YES: "true",
  NPM_CONFIG_UPDATE_NOTIFIER: "false",
  COREPACK_ENABLE_DOWNLOAD_PROMPT: "0",
  HOMEBREW_NO_AUTO_UPDATE: "1",
  NONINTERACTIVE: "1",
  /** Names and passwords: git, ssh and sudo have nobody to ask, and so they say what they miss. What ssh git calls stays its own. */
  GIT_TERMINAL_PROMPT: "0",
  GIT_ASKPASS: "true",
  SSH_ASKPASS: "false",
  SSH_ASKPASS_REQUIRE: "never",
  SUDO_ASKPASS: "/bin/false",
  /** Terraform and the AWS command line. */
  TF_INPUT: "0",
  AWS_PAGER: "",
};

/** The helper that holds a program is no program yet: nothing in the environment may tell it what to load. */
export const withoutLoaders = (env: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^(LD|BUN|NODE|JSC|MALLOC|GLIBC|MIMALLOC)_/.test(name)));
