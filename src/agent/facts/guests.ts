/** The guests of a Proxmox node, read from the cluster's own file system; no program is asked. */
import type { Facts } from "../../domain/machine.ts";
import type { Files } from "./files.ts";

type Guest = NonNullable<Facts["guests"]>[number];

const places = [
  { kind: "vm", folder: "/etc/pve/local/qemu-server", named: /^name:\s*(\S+)/m },
  { kind: "lxc", folder: "/etc/pve/local/lxc", named: /^hostname:\s*(\S+)/m },
] as const;

/** Undefined where this is no Proxmox node. Sorted by number; at most 2,000. */
export function guestsOf(files: Files): Guest[] | undefined {
  if (!files.exists("/etc/pve/local")) return undefined;
  const guests = places.flatMap(({ kind, folder, named }) =>
    files.names(folder).flatMap((file): Guest[] => {
      const vmid = Number(/^(\d{1,9})\.conf$/.exec(file)?.[1]);
      if (!(vmid >= 1)) return [];
      const name = named.exec(files.text(`${folder}/${file}`) ?? "")?.[1] ?? String(vmid);
      return [{ vmid, name: name.slice(0, 256), kind, isRunning: isRunning(files, kind, vmid) }];
    }),
  );
  return guests.toSorted((a, b) => a.vmid - b.vmid).slice(0, 2_000);
}

/** A VM has a process with a file that says so, a container its own control group. */
const isRunning = (files: Files, kind: Guest["kind"], vmid: number): boolean =>
  kind === "vm" ? files.exists(`/run/qemu-server/${vmid}.pid`) : files.exists(`/sys/fs/cgroup/lxc/${vmid}`);
