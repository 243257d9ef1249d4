/** What has no place in a confined program's view: sockets of daemons that do as root what they are asked, and ailx itself. */

/** Folders and sockets; those that are not there cost one look each. */
export const daemonPaths: readonly string[] = [
  // systemd and D-Bus: whoever may talk to them can ask for nearly anything.
  "/run/dbus",
  "/run/systemd/private",
  "/run/systemd/notify",
  "/run/systemd/journal",
  "/run/systemd/userdb",
  "/run/systemd/io.systemd.ManagedOOM",
  "/run/systemd/resolve/io.systemd.Resolve",
  "/run/user",
  "/dev/log",
  // Containers and machines: root on the host by another name.
  "/run/docker.sock",
  "/run/docker",
  "/run/containerd",
  "/run/podman",
  "/run/crio",
  "/run/libvirt",
  "/run/cri-dockerd.sock",
  "/run/buildkit",
  "/run/lxd",
  "/var/lib/lxd/unix.socket",
  "/var/snap/lxd/common/lxd/unix.socket",
  "/var/lib/incus/unix.socket",
  "/run/k3s",
  "/run/snapd.socket",
  "/run/snapd-snap.socket",
  "/run/qemu-server",
  "/run/pve-cluster",
  "/run/multipathd.socket",
  "/run/lvm",
  "/run/cups",
  "/run/acpid.socket",
  "/run/initctl",
  // Databases that let in whoever comes by their socket.
  "/run/postgresql",
  "/run/mysqld",
  "/run/redis",
  "/run/memcached",
  // ailx's own: the hub's local door, keys, the journal of calls.
  "/var/lib/ailx",
  "/var/lib/ailx-agent",
  "/run/ailx-agent",
  "/etc/ailx",
];
