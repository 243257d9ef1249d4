/** The name servers that a machine itself asks. */
import { literals, type Match, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { command } from "./say.ts";

/** By systemd's resolver where that runs, else in the file that everything reads. */
function nameServers(match: Match): Intent | undefined {
  const servers = literals(match, "ip");
  // The forwarders of a resolver are its own setting.
  if (!things(match).every(({ said }) => said === "dns")) return undefined;
  // “the dns server of app-1” reads like a machine that is one.
  const named = match.slots.flatMap(({ kind, value }) => (kind === "t" ? (match.entities[Number(value)] ?? []) : []));
  if (!named.every(({ said }) => /^(?:dns|name|resolv|servers?$)/.test(said))) return undefined;
  if (literals(match, "path").some((path) => path !== "/etc/resolv.conf")) return undefined;
  if (servers.length === 0 || servers.length > 3 || servers.some((ip) => ip.includes("/"))) return undefined;
  const isMore = /\b(?:add|another|additional|also|too|secondary|second|append)\b/.test(match.text);
  const lines = servers.map((ip) => `nameserver ${ip}\\n`).join("");
  const plain = isMore
    ? `printf '${lines}' >> /etc/resolv.conf`
    : `cp -a /etc/resolv.conf /etc/resolv.conf.bak && { grep -v '^nameserver' /etc/resolv.conf.bak; printf '${lines}'; } > /etc/resolv.conf`;
  return command({
    command: ({ facts }) =>
      facts.init !== "systemd"
        ? plain
        : `if systemctl is-active -q systemd-resolved; then mkdir -p /etc/systemd/resolved.conf.d && printf '[Resolve]\\nDNS=${servers.join(" ")}\\n' > /etc/systemd/resolved.conf.d/dns.conf && systemctl restart systemd-resolved; else ${plain}; fi`,
    does: `Ask ${servers.join(", ")} for names`,
    reads: false,
    needs: "a POSIX shell",
  });
}

const verb =
  "(set|change|switch|update|put|use|configure|make|let|have|point|add|move|adjust|enter|write|give|replace|repoint|direct|send)";
const noun =
  "(dns {t}|name {t}|dns server|dns servers|nameserver|nameservers|name server|name servers|dns resolver|dns resolvers|name resolution|dns lookups|dns queries|dns settings|dns setting|dns client|dns config|resolv.conf|{svc} [server|servers|resolver|settings|lookups|queries|config]|{path}|primary dns|secondary dns|dns|{t})";
const ips = "{ip} [(and|,|, and|or) {ip}] [(and|,|, and|or) {ip}]";
const beside = [
  "(to|for|its|own|as|at|the|be|use|ask|in|into|with|via|new|local|system|server|servers|resolver|additional|another|primary|secondary|second|instead|only|first|client|of|machine|entry|file|should)",
];

export const dnsSettingFrames = (): Frame[] => [
  frame([verb, noun, `(to|at|=|as|use|ask|on|with|be) ${ips}`], nameServers, { may: beside }),
  frame([verb, ips, noun], nameServers, { may: beside }),
  frame(
    [noun, `(should be|must be|needs to be|has to be|ought to be|shall be|should ask|must ask|should use) ${ips}`],
    nameServers,
    {
      may: beside,
    },
  ),
  frame(
    ["(should|must|has to|needs to|is to)", "(use|ask|query|resolve through|resolve via|resolve over)", ips, noun],
    nameServers,
    { may: beside },
  ),
];
