/** “hold the potsgresql package”: what looks like a slip in the name of something known is asked, before it is a package. */
import type { Outcome } from "../../../domain/plan.ts";
import { distance } from "./distance.ts";
import { spokenNames, wellKnownServices } from "./services.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Real packages, some of them a letter away from a service. */
const packages = (
  "htop atop btop curl wget git vim nano emacs tmux screen rsync python3 python nodejs ansible certbot fail2ban openssl openssh openvpn tcpdump " +
  "iotop ncdu bash dash grep gzip unzip iptables ipset nftables sudo restic rclone borgbackup netcat socat strace chrony kexec-tools lxc lxd"
).split(" ");
const commands = /^(?:apt-get|apt-mark|apt|dnf|yum|apk|zypper|pacman)\b/;

/** The same outcome; a question where a change takes a word for a package that only a slip makes unknown. */
export function withMended(outcome: Outcome, source: string, words: Vocabulary): Outcome {
  if (outcome.kind !== "plan") return outcome;
  const taken = outcome.plan.steps.flatMap(({ tool, access, input, machineIds }) => {
    if (access !== "change") return [];
    const { packages: named, command } = input;
    const list =
      tool.startsWith("package.") && Array.isArray(named) ? named.filter((one) => typeof one === "string") : [];
    const said = typeof command === "string" && commands.test(command) ? command.split(/[^A-Za-z0-9.+-]+/) : [];
    return [...list, ...said].map((name) => ({ name, machineIds }));
  });
  for (const { name, machineIds } of taken) {
    const at = source.toLowerCase().indexOf(name.toLowerCase());
    // A command in backticks is meant as it stands.
    if (at < 0 || source.slice(0, at).split("`").length % 2 === 0) continue;
    const meant = slipOf(name.toLowerCase(), machineIds, words);
    if (meant === undefined) continue;
    return {
      kind: "clarify",
      question: `There is no “${name}” that is known. Is ${meant} meant? If it is really called so, say the command itself in backticks.`,
      about: "argument",
      options: [{ label: meant, value: `${source.slice(0, at)}${meant}${source.slice(at + name.length)}` }],
    };
  }
  return outcome;
}

/** The only name that it can be a slip for: of what runs on these machines, else of what is widely known. */
function slipOf(name: string, machineIds: readonly string[], { fleet }: Vocabulary): string | undefined {
  if (!/^[a-z][a-z-]{4,}$/.test(name)) return undefined;
  const own = fleet
    .filter(({ id }) => machineIds.includes(id))
    .flatMap(({ facts }) => [...facts.services.flatMap(spokenNames), ...(facts.programs ?? [])]);
  const widely = [...wellKnownServices, ...packages];
  if (own.includes(name) || widely.includes(name)) return undefined;
  for (const known of [own, widely]) {
    const near = new Set<string>();
    for (const one of known) {
      const isPart = one.startsWith(name) || name.startsWith(one);
      if (!isPart && /^[a-z][a-z-]{3,}$/.test(one) && distance(name, one, 1.1) <= 1.1) near.add(one);
    }
    const [only, more] = near;
    if (only !== undefined && more === undefined) return only;
  }
  return undefined;
}
