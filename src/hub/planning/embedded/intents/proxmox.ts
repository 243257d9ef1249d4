/** What people say about guests of Proxmox nodes: each becomes a command of Proxmox's own on the node. */
import type { Machine } from "../../../../domain/machine.ts";
import { isGuestGroup, isSpared } from "../guest-groups.ts";
import { type Guest, guestOf } from "../guests.ts";
import type { Intent } from "../types.ts";
import { guestsIn, openIn, type Match, type Meaning, type Meanings, means, openWords, place } from "./match.ts";
import { quoted, shell } from "./shell.ts";

export const one = "({g}|{t})";
const program = ({ kind }: Guest): string => (kind === "vm" ? "qm" : "pct");
export const called = ({ name, vmid }: Guest): string => `${name} (${vmid})`;

type Act = {
  does: string;
  title: string;
  reads?: boolean;
  command: (guest: Guest, match: Match) => string | { refused: string };
};

/** Of guests by their number or name; of a machine only where it is a guest. */
export function guestAct({ does, title, reads = false, command }: Act): Meaning {
  return (match) => {
    const guests = guestsIn(match);
    const machines = guests ? undefined : (place(match) ?? match.on);
    if (guests === undefined && machines === undefined) return undefined;
    const known = match.words.guests;
    // “back up the databases on db-3”: what is on a machine that is no node is no guest.
    if (
      !guests &&
      match.on &&
      machines !== match.on &&
      !match.on.parts.every((part) => part.machines.every(({ facts }) => facts.kind === "node"))
    )
      return undefined;
    // A machine that is no guest of a node that is known is not Proxmox's.
    if (
      guests === undefined &&
      machines &&
      !machines.parts.some((part) => part.machines.some((one) => guestOf(one, known))) &&
      !(isGuestGroup(machines) && known.length > 0)
    )
      return undefined;
    return {
      kind: "guest",
      guests: guests ?? [],
      ...openIn(match),
      ...(machines ? { place: machines } : {}),
      does,
      reads,
      command: (guest) => command(guest, match),
      title: (guest) => title.replace("GUEST", called(guest)),
    };
  };
}

const simple = (verb: string, does: string, title: string, reads = false): Act => ({
  does,
  title,
  reads,
  command: (guest) => `${program(guest)} ${verb} ${guest.vmid}`,
});

export const nodesOf = ({ words }: Match): Machine[] => words.fleet.filter(({ facts }) => facts.kind === "node");

/** A read on the nodes named, or on all of them. */
export const onNodes =
  (command: string | ((match: Match) => string), does: string, when: (match: Match) => boolean = () => true): Meaning =>
  (match): Intent | undefined => {
    const nodes = nodesOf(match);
    if (nodes.length === 0 || !when(match)) return undefined;
    const named = match.on?.parts.flatMap((part) => part.machines) ?? [];
    if (named.length > 0 && !named.some((machine) => nodes.includes(machine))) return undefined;
    const text = typeof command === "string" ? command : command(match);
    const intent = shell({
      command: (machine) => (nodes.includes(machine) ? text : undefined),
      does,
      reads: true,
      needs: "Proxmox",
    });
    return intent.kind === "shell" ? { ...intent, where: nodes } : intent;
  };

const guestWords = /\b(?:guests?|vms?|virtual machines?|lxcs?|containers?|instances?|cts?)\b/;
/** “guests” may have been read as a group of machines. */
const aboutGuests = (match: Match): boolean =>
  guestWords.test(match.text) ||
  (place(match)?.parts.some(({ said, expr }) => guestWords.test(said) || /^kind:(?:vm|lxc)$/.test(expr)) ?? false);
const onNode = (match: Match): boolean => {
  const nodes = new Set(nodesOf(match));
  return (
    match.on?.parts.some((part) => part.machines.length > 0 && part.machines.every((machine) => nodes.has(machine))) ===
    true
  );
};
const listing = (match: Match): string => {
  const [part] = place(match)?.parts ?? [];
  const kind = part?.expr === "kind:vm" ? "vm" : part?.expr === "kind:lxc" ? "lxc" : "";
  const said = `${match.text} ${part?.said ?? ""} ${kind}`;
  const containers = /\b(?:containers?|lxcs?|cts?)\b/.test(said);
  const machines = /\b(?:vms?|virtual machines?)\b/.test(said);
  return containers === machines ? "qm list && pct list" : containers ? "pct list" : "qm list";
};

const guests =
  "({t}|guests|vms|virtual machines|containers|lxc containers|lxcs|vms and containers|containers and vms|guests and containers|vm|guest|container|lxc guests)";
const state =
  "(running|stopped|off|up|down|powered off|powered on|shut down|turned off|paused|not running|offline|online|active|started|switched off|on)";

const snapshotName = (match: Match): string => {
  const [word] = openWords(match);
  const [quote] = match.entities.filter(({ kind }) => kind === "quote").map(({ said }) => said);
  const name = (quote ?? word ?? "").replaceAll(/[^A-Za-z0-9_-]/g, "-").slice(0, 40);
  return /^[A-Za-z]/.test(name)
    ? name
    : `ailx-${new Date(match.nowMs).toISOString().slice(0, 16).replaceAll(/[-:T]/g, "")}`;
};
const named = "[(called|named|with name) ({quote}|{word})]";
const because =
  "[(before|in case|because|so that|prior to) ({word}|{word} {word}|{word} {word} {word}|{word} {word} {word} {word}|{word} {word} {word} {word} {word}|{svc} {word}|{word} {svc}|{word} {word} {svc})]";

/** Words that give the reason are not the snapshot's name. */
const snapshot: Act = {
  does: "snapshot",
  title: "Take a snapshot of GUEST",
  command: (guest, match) => {
    const isNamed = /\b(?:called|named|name)\b/.test(match.text);
    return `${program(guest)} snapshot ${guest.vmid} ${quoted(snapshotName(isNamed ? match : { ...match, slots: [], entities: [] }))}`;
  },
};

export const proxmoxMeanings = (): Meanings => [
  ...means(
    [
      `(<show>|list|which|what|how many|are there any|are any|any|do we have) [all] ${guests} [that|which] [are|is] [currently] [${state}]`,
      `(which|what) ${guests} (are|is) [there|defined|configured|on it]`,
      `(which|what) ${guests} (run|runs|live|lives|are running|are hosted|exist)`,
      `(how many) ${guests} (are there|run|are running|does it have|are ${state})`,
      `[<show>|list] [overview of] [all] ${guests} [and their (status|state|node|nodes|states)]`,
      `(<show>) (status|state) of ${guests}`,
      "(qm list|pct list)",
    ],
    onNodes(
      listing,
      "List the guests",
      (match) =>
        aboutGuests(match) &&
        (onNode(match) || (match.on === undefined && /\b(?:stopped|off|powered|paused|shut)\b/.test(match.text))),
    ),
  ),
  ...means(
    [
      `(start|boot|wake up|power on|turn on) [all] [stopped|off|remaining] ${guests}`,
      `(stop|shut down|shutdown|power off|turn off) [all] [running] ${guests}`,
    ],
    (match) => {
      if (!aboutGuests(match) || !onNode(match)) return undefined;
      const nodes = new Set(match.on?.parts.flatMap((part) => part.machines));
      const starts = /^(?:start|boot|wake|power on|turn on)/.test(match.text);
      const kind = listing(match);
      const found = match.words.guests.filter(
        (guest) =>
          !isSpared(guest, place(match)) &&
          nodes.has(guest.node) &&
          guest.isRunning !== starts &&
          (kind.includes("&&") || kind.startsWith(program(guest))),
      );
      if (found.length === 0) return { kind: "decline", reason: `None of them is ${starts ? "stopped" : "running"}.` };
      const { command, title, does } = simple(
        starts ? "start" : "shutdown",
        starts ? "start" : "shut down",
        starts ? "Start GUEST" : "Shut down GUEST",
      );
      return {
        kind: "guest",
        guests: found,
        does,
        reads: false,
        command: (guest) => command(guest, match),
        title: (guest) => title.replace("GUEST", called(guest)),
      };
    },
  ),
  ...means(
    [
      `(is|are) ${one} [still|currently] ${state}`,
      `check whether ${one} (is|are) [still|currently] ${state}`,
      `(<show>|check|what is) [status|state] [of] ${one} [status|state]`,
      `(how is) ${one} [doing]`,
      `{g}`,
    ],
    (match) =>
      guestsIn(match) ? guestAct(simple("status", "look at", "Show the state of GUEST", true))(match) : undefined,
  ),
  ...means(
    [
      `(<show>|what is|what are) (config|configuration|settings|hardware|resources|specs) [of|for] ${one}`,
      `how (much|many) (memory|ram|cpu|cpus|cores|disk) (does|is|are|has) {g} [have|has|got] [have|has|assigned|allocated|configured|get]`,
      `how (much|many) (memory|ram|cpus|cores) (is|are) (assigned|allocated|given) to {g}`,
      `(<show>) ${one} (vm|guest|proxmox|container) (config|configuration|settings)`,
    ],
    (match) =>
      guestsIn(match) || /\b(?:guest|vm|proxmox)\b/.test(match.text)
        ? guestAct(simple("config", "look at", "Show the configuration of GUEST", true))(match)
        : undefined,
  ),
  ...means(
    [
      "(<show>|what is|what are|tell) (ip|ip address|address|ips|addresses) [of|for] {g}",
      "(which|what) ip [address] (does|has) {g} [have]",
      "[<show>|tell] {g} (ip|ip address|address|ips|addresses)",
    ],
    guestAct({
      does: "look at",
      title: "Ask GUEST for its addresses",
      reads: true,
      command: (guest) =>
        guest.kind === "vm"
          ? `qm guest cmd ${guest.vmid} network-get-interfaces`
          : `pct exec ${guest.vmid} -- ip -brief address`,
    }),
  ),
  ...means(
    [
      `(start|boot|wake|wake up|power on|turn on|switch on|boot up|power up|start up|bring up|fire up|spin up|launch) [up] ${one} [up|again]`,
      `(turn|power|switch|bring|fire|spin|get) ${one} (on|up|back up|running|online)`,
      `${one} (should|must|needs to) be (started|running|on|up)`,
    ],
    guestAct(simple("start", "start", "Start GUEST")),
  ),
  ...means(
    [
      "(stop|shut down|shutdown|power off|turn off|switch off|power down|halt|bring down|take down) {g}",
      "(shut|turn|power|switch|take|bring) {g} (down|off)",
      "(gracefully|cleanly) (shut down|shutdown|stop) {g}",
      "(shut down|shutdown|stop) {g} (gracefully|cleanly)",
      "(shut down|shutdown|power off|turn off|switch off|power down|gracefully shut down) {t}",
      "(shut|turn|power|switch) {t} (down|off)",
    ],
    (match) => {
      const parts = place(match)?.parts ?? [];
      // A whole group of machines is not switched off by way of their nodes: that is asked elsewhere.
      if (
        guestsIn(match) === undefined &&
        !(isGuestGroup(place(match)) && match.words.guests.length > 0) &&
        (parts.length !== 1 || parts[0]?.machines.length !== 1)
      )
        return undefined;
      return guestAct(simple("shutdown", "shut down", "Shut down GUEST"))(match);
    },
  ),
  ...means(
    [
      "(force stop|hard stop|force off|kill|pull plug on|force) [stop] {g}",
      "(stop|kill) {g} (hard|by force|forcefully)",
    ],
    guestAct(simple("stop", "stop", "Stop GUEST at once")),
  ),
  ...means(
    ["(reboot|restart|bounce|reset|power cycle|cycle) {g}", "{g} (needs|wants) (reboot|restart)"],
    guestAct(simple("reboot", "reboot", "Reboot GUEST")),
  ),
  ...means(["(suspend|pause|freeze|hibernate) {g}"], guestAct(simple("suspend", "suspend", "Suspend GUEST"))),
  ...means(
    [
      `(snapshot|take snapshot of|make snapshot of|create snapshot of|snap|take snapshot for|create snapshot for|make snapshot for|do snapshot of|take proxmox snapshot of) ${one} ${named} ${because}`,
      `(take|make|create|do) snapshot ${named} (of|for|from) ${one} ${because}`,
      `(take|make|create|do) [quick] snapshot ${named} of ${one}`,
      `(take|make|create) ${one} snapshot ${named} ${because}`,
      `snapshot ${one} as ({quote}|{word})`,
    ],
    (match) => guestAct(snapshot)(match),
  ),
  // “take a snapshot on web-1”: the place was taken out of the clause.
  ...means([`(take|make|create|do) [quick] snapshot ${named} ${because}`, `snapshot ${named} ${because}`], (match) =>
    match.on === undefined
      ? { kind: "ask", question: "Which guest is meant? Say its name or number.", about: "target", options: [] }
      : {
          kind: "guest",
          guests: [],
          place: match.on,
          does: "snapshot",
          reads: false,
          command: (guest) => snapshot.command(guest, match),
          title: (guest) => `Take a snapshot of ${called(guest)}`,
        },
  ),
  ...means(
    [
      `(<show>|list|which|what|are there|any) [all] snapshots [of|for|from|does|do] ${one} [have|exist|has]`,
      `(which|what) snapshots (does|do|has|have) ${one} [have]`,
      `(does|do) ${one} have [any] snapshots`,
      `(<show>|list) ${one} snapshots`,
    ],
    guestAct(simple("listsnapshot", "look at", "List the snapshots of GUEST", true)),
  ),
  ...means(
    [
      `(roll back|rollback|revert|restore|reset|roll) ${one} [back] to [snapshot] ({word}|{quote}) [snapshot]`,
      `(roll back|rollback|revert|restore) ${one} to snapshot [called|named] ({word}|{quote})`,
    ],
    (match) => {
      const name = match.entities.find(({ kind }) => kind === "quote")?.said ?? openWords(match)[0] ?? "";
      if (/^(?:last|latest|previous|newest|snapshot|yesterday|earlier|state|older|old)$/.test(name))
        return whichSnapshot;
      return guestAct({
        does: "roll back",
        title: `Roll GUEST back to ${name}`,
        command: (guest) => `${program(guest)} rollback ${guest.vmid} ${quoted(name)}`,
      })(match);
    },
  ),
  ...means(
    [
      `(roll back|rollback|revert|restore|reset) ${one} [to] [last|latest|previous|newest|most recent|yesterday 's] [snapshot|state]`,
      `(roll|set) ${one} back [to] [last|latest|previous|newest|most recent] [snapshot]`,
    ],
    (match) => (guestAct(snapshot)(match) ? whichSnapshot : undefined),
  ),
  ...means(
    [
      `(delete|remove|drop) snapshot ({word}|{quote}) (of|from|on|for) ${one}`,
      `(delete|remove) ${one} snapshot ({word}|{quote})`,
    ],
    (match) => {
      const name = match.entities.find(({ kind }) => kind === "quote")?.said ?? openWords(match)[0] ?? "";
      return guestAct({
        does: "delete a snapshot of",
        title: `Delete the snapshot ${name} of GUEST`,
        command: (guest) => `${program(guest)} delsnapshot ${guest.vmid} ${quoted(name)}`,
      })(match);
    },
  ),
  ...means(
    [
      `(destroy|delete|remove|purge|get rid of|trash|nuke|wipe out) {g} [for good|completely|permanently|and its disks|with all disks]`,
      `(destroy) {t}`,
      `(delete|remove|get rid of) (guest|vm|container|virtual machine|lxc) {t}`,
    ],
    guestAct(simple("destroy", "destroy", "Destroy GUEST with its disks")),
  ),
];

const whichSnapshot: Intent = {
  kind: "ask",
  question: "To which snapshot? Everything since then is lost. Ask for its snapshots first, then say the name.",
  about: "argument",
  options: [],
};
