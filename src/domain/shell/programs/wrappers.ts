/** Programs whose arguments are another command: they are looked through. */
import { critical, high, type Programs } from "../rule.ts";

export const wrappers: Programs = {
  nice: { values: "-n --adjustment", digits: true, inner: { from: 0 } },
  timeout: {
    flags: "-v -f -p --foreground --preserve-status --verbose",
    values: "-k -s --kill-after --signal",
    args: { at: ["text"] },
    inner: { from: 1 },
  },
  sudo: {
    flags:
      "-A -b -E -H -k -K -n -P -S -B --askpass --background --set-home --preserve-env --reset-timestamp --non-interactive --stdin --bell --preserve-groups",
    values: "-C -D -g -p -r -t -T -u --close-from --chdir --group --prompt --role --type --command-timeout --user",
    mays: "--preserve-env",
    opts: {
      "-l --list -v --validate": { value: "none" },
      "-e --edit": high(4, "edits a file as root"),
      "-i --login -s --shell": { value: "none" },
      "-h --host": { value: "needs", is: high(4, "acts on another machine") },
      "-R --chroot": { value: "needs", is: high(4, "runs inside another root") },
    },
    inner: { from: 0, as: "root" },
    modes: [
      { has: "-l --list -v --validate -k -K", operands: 0, use: { inner: { from: 0, as: "root" } } },
      {
        has: "-i --login -s --shell",
        use: { inner: { from: 0, as: "root", missing: critical(4, "opens a root shell") } },
      },
    ],
  },
  watch: {
    flags:
      "-b -c -C -d -e -g -p -q -t -w -x --beep --color --no-color --errexit --chgexit --precise --no-title --no-wrap --exec",
    values: "-n --interval -q --equexit -s --shotsdir",
    mays: "--differences",
    inner: { from: 0, joined: true },
  },
};
