/** Where a word that names machines or services elsewhere names none: “the hosts file”, “docker containers”, “traffic on wg0”. */
import type { Reader } from "./reader.ts";
import type { Token } from "./types.ts";

/** “docker containers” speaks of containers, not of the docker service. */
export function dockerNoun({ tokens }: Reader, at: number): boolean {
  if (!["docker", "podman"].includes(tokens[at]?.low ?? "")) return false;
  return /^(containers?|images?|compose|stats|ps|volumes?|networks?|logs|prune|exec|run|pull|system|inspect|restart|start|stop)$/.test(
    tokens[at + 1]?.low ?? "",
  );
}

/** “traffic on wg0”: the network's link is meant, and not the unit that is called like it. */
export function isLink({ tokens }: Reader, at: number): boolean {
  if (!/^wg\d+$/.test(tokens[at]?.low ?? "")) return false;
  const links =
    /^(?:interfaces?|traffic|mtu|peers?|handshakes?|tcpdump|capture|packets?|ips?|addresses|address|routes?|bytes|keys?|links?|ports?|bandwidth|ping|tunnels?|errors|drops|dropped|metric|vlan|bridge|speed|statistics|subnet|listen\w*|endpoint|firewall|ufw|rule|allow|block)$/;
  return tokens.some(({ low }) => links.test(low));
}

function isDumped(tokens: readonly Token[], at: number): boolean {
  let from = at;
  while (/^(?:all|the|every|both|of)$/.test(tokens[from]?.low ?? "")) from += 1;
  if (!/^(?:databases?|dbs?)$/.test(tokens[from]?.low ?? "")) from += 1;
  if (
    !/^(?:databases?|dbs?)$/.test(tokens[from]?.low ?? "") ||
    !/^(?:on|of|from|in)$/.test(tokens[from + 1]?.low ?? "")
  )
    return false;
  // On a node it is the guests that are backed up.
  if (/^(?:pve|proxmox|node|the)/.test(tokens[from + 2]?.low ?? "")) return false;
  return tokens
    .slice(Math.max(0, at - 4), at)
    .some(
      ({ low }, near, before) => /^(?:dump|export)$/.test(low) || (low === "back" && before[near + 1]?.low === "up"),
    );
}

/** “the hosts file”, “upstream servers”: the words stand for no machine there. */
export function isNoMachine(tokens: readonly Token[], at: number): boolean {
  const from = tokens[at]?.low === "the" ? at + 1 : at;
  const word = tokens[from]?.low ?? "";
  // “dump all databases on db-1”, “back up the shop database on db-1”: what is in it.
  if (isDumped(tokens, at)) return true;
  // “worker processes” of a web server, where a container is called worker.
  if (word === "worker") return /^(?:process|processes|connections)$/.test(tokens[from + 1]?.low ?? "");
  // “a system user”, “user agents”: no machine is meant.
  if (word === "system")
    return /^(?:users?|accounts?|logs?|journal|groups?|prune|df)$/.test(tokens[from + 1]?.low ?? "");
  // “docker system prune”.
  if (/^(?:docker|podman)$/.test(word) && tokens[from + 1]?.low === "system")
    return /^(?:prune|df|info|events)$/.test(tokens[from + 2]?.low ?? "");
  if (/^agents?$/.test(word) && tokens[at - 1]?.low === "user") return true;
  // “in mira's session”: the session cache is called by its whole name.
  if (/^sessions?$/.test(word)) return tokens[from + 1]?.low !== "cache";
  // “scale worker to three replicas”.
  if (/^replicas?$/.test(word)) return tokens.some(({ low }) => /^scal(?:e|ed|ing)$/.test(low));
  if (/^hosts?$/.test(word)) return /^(?:file|entry|entries)$/.test(tokens[from + 1]?.low ?? "");
  return /^servers?$/.test(word) && /^(?:upstream|ntp|time|forward)$/.test(tokens[at - 1]?.low ?? "");
}
