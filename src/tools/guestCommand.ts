/** Commands on a Proxmox node that touch one guest and nothing else of the node. */
import type { Machine } from "../domain/machine.ts";

/** Plain words only: what a shell would do more than run the program is not taken for such a command. */
const shapes = [
  /^(?:qm|pct) (?:start|resume|shutdown|reboot|stop|suspend) (\d{1,9})$/,
  /^(?:qm|pct) migrate (\d{1,9}) [\w.-]+(?: --(?:online|restart))?$/,
  /^(?:qm|pct) set (\d{1,9}) --(?:memory|cores) \d{1,8}$/,
  /^(?:qm|pct) resize (\d{1,9}) (?:scsi0|rootfs) \+\d{1,6}G$/,
  // A snapshot of a schedule is called after the moment: nothing else is put in by the shell.
  /^(?:qm|pct) snapshot (\d{1,9}) (?:[A-Za-z][\w-]*|ailx-\$\(date \+%Y%m%d%H%M\))$/,
  /^(?:qm|pct) clone (\d{1,9}) \d{1,9}(?: --(?:full 1|name [\w.-]+|hostname [\w.-]+))*$/,
  /^vzdump (\d{1,9})(?: --(?:mode snapshot|compress zstd|storage [\w-]+))*$/,
];

/** The number of the guest; undefined for any other command. */
export function guestOfCommand(command: unknown): number | undefined {
  if (typeof command !== "string") return undefined;
  for (const shape of shapes) {
    const found = shape.exec(command);
    if (found) return Number(found[1]);
  }
  return undefined;
}

/** The machines that such a command is about: the guest where it has an agent, or none; not the node. */
export function guestMachines(
  vmid: number,
  nodes: readonly Machine[],
  machines: ReadonlyMap<string, Machine>,
): Machine[] | undefined {
  const names = nodes.map(({ facts }) => facts.guests?.find((guest) => guest.vmid === vmid)?.name);
  // A guest that the node has not told of may be anything.
  if (names.length === 0 || names.includes(undefined)) return undefined;
  return [...machines.values()].filter(({ name, facts }) => names.includes(name) || names.includes(facts.hostname));
}
