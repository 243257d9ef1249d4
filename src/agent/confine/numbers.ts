/** The system calls that confinement is made of, and those that it takes away, by their numbers on each processor. */

/** [x64, arm64]; `none` where that processor never had it. From the kernel's own tables of 6.1, newer ones from 6.17. */
const none = -1;

/** They change what a reader has no reason to change, or act on somebody else. */
const refusedOnes = {
  // Modes, owners, times, attributes: Landlock knows nothing of them.
  chmod: [90, none],
  fchmod: [91, 52],
  fchmodat: [268, 53],
  fchmodat2: [452, 452],
  chown: [92, none],
  fchown: [93, 55],
  lchown: [94, none],
  fchownat: [260, 54],
  utime: [132, none],
  utimes: [235, none],
  futimesat: [261, none],
  utimensat: [280, 88],
  setxattr: [188, 5],
  lsetxattr: [189, 6],
  fsetxattr: [190, 7],
  setxattrat: [463, 463],
  removexattr: [197, 14],
  lremovexattr: [198, 15],
  fremovexattr: [199, 16],
  removexattrat: [466, 466],
  truncate: [76, 45],
  // Mounts and namespaces.
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  move_mount: [429, 429],
  open_tree: [428, 428],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  mount_setattr: [442, 442],
  unshare: [272, 97],
  setns: [308, 268],
  swapon: [167, 224],
  swapoff: [168, 225],
  quotactl: [179, 60],
  quotactl_fd: [443, 443],
  open_by_handle_at: [304, 265],
  // Other processes.
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  process_madvise: [440, 440],
  process_mrelease: [448, 448],
  pidfd_getfd: [438, 438],
  pidfd_send_signal: [424, 424],
  kcmp: [312, 272],
  // Keys.
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  // The kernel itself.
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  fanotify_init: [300, 262],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  reboot: [169, 142],
  settimeofday: [164, 170],
  clock_settime: [227, 112],
  adjtimex: [159, 171],
  clock_adjtime: [305, 266],
  sethostname: [170, 161],
  setdomainname: [171, 162],
  acct: [163, 89],
  iopl: [172, none],
  ioperm: [173, none],
  vhangup: [153, 58],
  lsm_set_self_attr: [460, 460],
  // Queues and shared memory of others; a server for others.
  mq_open: [240, 180],
  mq_unlink: [241, 181],
  mq_timedsend: [242, 182],
  shmget: [29, 194],
  shmat: [30, 196],
  shmctl: [31, 195],
  semget: [64, 190],
  semop: [65, 193],
  semctl: [66, 191],
  semtimedop: [220, 192],
  msgget: [68, 186],
  msgsnd: [69, 189],
  msgrcv: [70, 188],
  msgctl: [71, 187],
  listen: [50, 201],
} as const;

/** Refused only where Landlock cannot keep signals inside (before its version 6, Linux 6.12). */
const signalOnes = {
  kill: [62, 129],
  tkill: [200, 130],
  tgkill: [234, 131],
  rt_sigqueueinfo: [129, 138],
  rt_tgsigqueueinfo: [297, 240],
} as const;

/** A program is told that the kernel does not have them, and takes the older way, which can be looked into. */
const absentOnes = {
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  clone3: [435, 435],
} as const;

/** Allowed or not by their arguments; and what the helper itself calls. */
const namedOnes = {
  socket: [41, 198],
  clone: [56, 220],
  ioctl: [16, 29],
  fcntl: [72, 25],
  prlimit64: [302, 261],
  setpriority: [141, 140],
  ioprio_set: [251, 30],
  sched_setscheduler: [144, 119],
  sched_setparam: [142, 118],
  sched_setattr: [314, 274],
  sched_setaffinity: [203, 122],
  syslog: [103, 116],
  openat: [257, 56],
  close: [3, 57],
  execve: [59, 221],
  prctl: [157, 167],
  seccomp: [317, 277],
  setgroups: [116, 159],
  setresuid: [117, 147],
  setresgid: [119, 149],
  capset: [126, 91],
  rt_sigaction: [13, 134],
  rt_sigprocmask: [14, 135],
  landlock_create_ruleset: [444, 444],
  landlock_add_rule: [445, 445],
  landlock_restrict_self: [446, 446],
} as const;

/** Whatever came after it was not looked at, and is as good as absent. */
export const newestKnown = 466;

export type Processor = "x64" | "arm64";
type Table = Readonly<Record<string, readonly [number, number]>>;

/** As the kernel names them: AUDIT_ARCH_X86_64, AUDIT_ARCH_AARCH64. */
export const auditArch: Record<Processor, number> = { x64: 0xc000_003e, arm64: 0xc000_00b7 };

export const processor = (arch: string): Processor | undefined =>
  arch === "x64" || arch === "arm64" ? arch : undefined;

const of = (table: Table, on: Processor): number[] =>
  Object.values(table)
    .map(([x64, arm64]) => (on === "x64" ? x64 : arm64))
    .filter((number) => number !== none);

export const refused = (on: Processor): number[] => of(refusedOnes, on);
export const signals = (on: Processor): number[] => of(signalOnes, on);
export const absent = (on: Processor): number[] => of(absentOnes, on);

const every = { ...refusedOnes, ...signalOnes, ...absentOnes, ...namedOnes };
export type CallName = keyof typeof every;

/** The number of one of them; -1 where this processor does not have it. */
export const numberOf = (name: CallName, on: Processor): number => every[name][on === "x64" ? 0 : 1];
