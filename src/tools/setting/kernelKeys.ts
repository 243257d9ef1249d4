/** Which settings of the kernel tune it, which protect the machine, and which can take it away from people. */
import type { Level, Risk } from "../../domain/risk.ts";

export type KeyRating = { risk: Risk; level: Level; why: string };

/** A program of one's choice is run by the kernel as root, or what keeps it out is switched off. Of the rubric's “weakens protection”. */
const protects =
  /^(?:kernel\.(?:core_pattern|core_uses_pid|core_pipe_limit|modprobe|hotplug|poweroff_cmd|usermodehelper|randomize_va_space|kptr_restrict|dmesg_restrict|yama\.|unprivileged_|apparmor_|perf_event_|perf_cpu|sysrq|kexec_load|modules_disabled|io_uring|keys\.|seccomp|tainted|unknown_nmi)|user\.|dev\.tty|fs\.(?:protected_|suid_dumpable|binfmt|verity)|net\.(?:ipv4|ipv6)\.conf\.[^.]+\.(?:accept_|rp_filter|send_redirects|secure_redirects|shared_media|route_localnet|arp_|proxy_arp|log_martians|drop_)|net\.(?:ipv4\.tcp_(?:syncookies|rfc1337)|ipv4\.icmp_|ipv6\.icmp|core\.bpf_|netfilter\.nf_conntrack_helper|bridge\.bridge-nf-call)|vm\.(?:mmap_min_addr|mmap_rnd|unprivileged_|memfd_noexec|legacy_va))/;

/** A machine that forwards or loses an address family is reached otherwise; one that panics restarts by itself. */
const away =
  /^(?:net\.ipv[46]\.(?:ip_forward|conf\.[^.]+\.(?:forwarding|mc_forwarding|disable_ipv6|use_tempaddr|autoconf|addr_gen_mode|disable_policy))|net\.ipv[46]\.(?:route|neigh)\.|kernel\.(?:panic|softlockup_|hardlockup_|hung_task_panic|nmi_watchdog|watchdog)|vm\.(?:panic_on_oom|overcommit_|nr_hugepages|nr_overcommit_hugepages|hugetlb|min_free_kbytes|admin_reserve|user_reserve|oom_|drop_caches|compact_memory|zone_reclaim))/;

/** Known to only tune: felt in speed and limits, and gone with the old value. */
const tunes =
  /^(?:vm\.(?:swappiness|vfs_cache_pressure|dirty_\w+|max_map_count|page-cluster|page_lock_unfairness|stat_interval|laptop_mode|watermark_\w+)|fs\.(?:file-max|nr_open|aio-max-nr|inotify\.\w+|pipe-\w+|mqueue\.\w+|epoll\.\w+|lease\S*)|kernel\.(?:pid_max|threads-max|sched_\w+|shm\w+|sem|msg\w+|printk|numa_balancing|timer_migration|hung_task_timeout_secs|domainname)|net\.core\.(?:somaxconn|[rw]mem_\w+|optmem_max|netdev_\w+|default_qdisc|busy_\w+|dev_weight|rps_\w+)|net\.ipv4\.(?:ip_local_port_range|ip_local_reserved_ports|tcp_(?!syncookies|rfc1337)\w+|udp_\w*mem\w*|ipfrag_\w+)|net\.unix\.\w+|net\.netfilter\.nf_conntrack_(?:max|buckets|\w*timeout\w*)|sunrpc\.\w+)$/;

/** One that is not known is high: nobody has said that it only tunes. */
export function keyRating(key: string): KeyRating {
  if (protects.test(key)) return { risk: "critical", level: 4, why: "changes what protects the kernel" };
  if (away.test(key))
    return {
      risk: "high",
      level: 3,
      why: "changes how the machine is reached, or what it does when memory or the kernel fail",
    };
  if (tunes.test(key)) return { risk: "medium", level: 3, why: "tunes the kernel; the old value takes it back" };
  return { risk: "high", level: 3, why: "is a setting of the kernel that is not known to be harmless" };
}
