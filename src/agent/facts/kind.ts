/** Where this machine runs, told by the marks that hypervisors and container managers leave. No program is asked. */
import type { MachineKind } from "../../domain/machine.ts";
import type { Files } from "./files.ts";

export function machineKind(files: Files): MachineKind {
  const container = containerKind(files);
  if (container) return container;
  // A Proxmox node has the cluster's file system and the tool that manages guests; a nested one is still a node.
  if (files.exists("/etc/pve/.version") || files.exists("/usr/bin/pveversion")) return "node";
  if (isVirtual(files)) return "vm";
  return isMetal(files) ? "metal" : "unknown";
}

function containerKind(files: Files): MachineKind | undefined {
  const manager =
    files.text("/run/systemd/container") ??
    files.text("/run/host/container-manager") ??
    /(?:^|\0)container=([^\0]*)/.exec(files.text("/proc/1/environ") ?? "")?.[1];
  if (manager?.trim()) return manager.trim().startsWith("lxc") ? "lxc" : "container";
  if (files.exists("/dev/lxd/sock") || files.exists("/dev/incus/sock")) return "lxc";
  if (files.exists("/.dockerenv") || files.exists("/run/.containerenv")) return "container";
  // OpenVZ and Virtuozzo show /proc/vz in guests; /proc/bc on their hosts only.
  if (files.exists("/proc/vz") && !files.exists("/proc/bc")) return "container";
  return undefined;
}

const vendors =
  /QEMU|KVM|VMware|innotek|VirtualBox|Xen|Bochs|Parallels|BHYVE|OpenStack|Amazon EC2|Google Compute|Hyper-V|Virtual Machine|DigitalOcean|Hetzner vServer|Alibaba Cloud|Nutanix|oVirt|RHEV|Firecracker/i;

function isVirtual(files: Files): boolean {
  // The processor tells every guest of a hypervisor on x86; Xen's first domain is none.
  if (files.text("/sys/hypervisor/type")?.trim() === "xen")
    return !(files.text("/proc/xen/capabilities") ?? "").includes("control_d");
  if (/^flags\s*:.*\bhypervisor\b/m.test(files.text("/proc/cpuinfo") ?? "")) return true;
  if (files.exists("/proc/device-tree/hypervisor/compatible")) return true;
  const words = ["sys_vendor", "product_name", "board_vendor", "bios_vendor"].map(
    (name) => files.text(`/sys/class/dmi/id/${name}`) ?? "",
  );
  return vendors.test(words.join(" "));
}

/** Firmware that describes a board, and nothing that says it is made up. */
const isMetal = (files: Files): boolean =>
  files.exists("/sys/class/dmi/id/sys_vendor") || files.exists("/proc/device-tree/model");
