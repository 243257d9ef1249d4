/** Word lists: what machines are called in general, what tags stand for, and ordinary words that are no typos. */

/** A head noun that makes a phrase one about machines; true where it is plural. */
export const machineNouns = new Map<string, boolean>(
  [
    "server",
    "machine",
    "host",
    "box",
    "node",
    "vm",
    "guest",
    "instance",
    "system",
    "computer",
    "agent",
    "hypervisor",
    "vps",
  ].flatMap((noun): [string, boolean][] => [
    [noun, false],
    [noun === "box" ? "boxes" : `${noun}s`, true],
  ]),
);
machineNouns.set("boxen", true);
machineNouns.set("cluster", true);
machineNouns.set("hardware", false);

/** Words that mean the same group of machines; the first that is a tag, a name's part or an owner of a service counts. */
export const roles: readonly { words: string[]; services: RegExp }[] = [
  {
    words: ["web", "www", "frontend", "front end", "frontends", "front ends"],
    services: /^(nginx|apache2|httpd|caddy|lighttpd)$/,
  },
  { words: ["db", "database", "sql", "dbs", "databases"], services: /^(postgresql.*|mysqld?|mariadb|mongod)$/ },
  {
    words: ["lb", "load balancer", "balancer", "load balancers", "balancers", "lbs"],
    services: /^(haproxy|traefik|relayd)$/,
  },
  { words: ["prod", "production", "live"], services: /^$/ },
  { words: ["staging", "stage", "stg"], services: /^$/ },
  { words: ["dev", "development"], services: /^$/ },
  { words: ["test", "testing"], services: /^$/ },
  { words: ["proxmox", "pve", "hypervisor", "hypervisors"], services: /^(pveproxy|pvedaemon)$/ },
  { words: ["app", "application", "api"], services: /^$/ },
  { words: ["cache", "caching"], services: /^(redis.*|memcached)$/ },
  { words: ["queue", "mq", "message queue", "messaging"], services: /^(rabbitmq.*|kafka|nats.*)$/ },
  { words: ["mail", "email", "e-mail", "smtp", "mx"], services: /^(postfix|dovecot|exim4?)$/ },
  { words: ["dns", "name", "resolver", "resolvers"], services: /^(named|bind9|unbound|dnsmasq|pihole-ftl|coredns)$/i },
  { words: ["ci", "build", "runner"], services: /^(gitlab-runner|jenkins|.*actions-runner.*)$/ },
  { words: ["backup", "backups"], services: /^(proxmox-backup.*|bacula.*|borg.*|restic.*)$/ },
  { words: ["monitoring", "monitor", "metrics"], services: /^(prometheus|grafana.*|zabbix.*)$/ },
  { words: ["storage", "nas", "file", "files"], services: /^(smbd|nfs-.*)$/ },
  { words: ["docker", "container"], services: /^(docker|podman)$/ },
  { words: ["vpn"], services: /^(wg-quick.*|openvpn.*|tailscaled)$/ },
  { words: ["git", "scm"], services: /^(gitea|forgejo|gitlab.*)$/ },
  { words: ["download", "downloads"], services: /^(qbittorrent.*|transmission.*|aria2)$/ },
  { words: ["media"], services: /^(jellyfin|plex.*|emby.*)$/ },
  { words: ["gpu", "ai"], services: /^(ollama)$/ },
  { words: ["edge"], services: /^$/ },
  { words: ["store", "shop"], services: /^$/ },
];

/** Roles that name a machine without a noun: “the load balancer”, “both databases”. True where plural. */
export const roleNouns = new Map<string, boolean>([
  ["load balancer", false],
  ["load balancers", true],
  ["balancers", true],
  ["lbs", true],
  ["database", false],
  ["databases", true],
  ["dbs", true],
  ["db", false],
  ["proxmox", true],
  ["hypervisor", false],
  ["hypervisors", true],
  ["resolver", false],
  ["resolvers", true],
  ["replica", false],
  ["replicas", true],
  ["primary", false],
  ["frontend", false],
  ["frontends", true],
  ["front end", false],
  ["front ends", true],
]);

/** Roles that name a set by themselves after “on” or “in”: “on staging”. */
export const placeWords = new Set(["staging", "stage", "prod", "production", "dev", "development", "test", "testing"]);

/** Operating systems as people call them → os-release id, or a platform. */
export const systems = new Map<string, string>(
  Object.entries({
    ubuntu: "ubuntu",
    debian: "debian",
    rocky: "rocky",
    "rocky linux": "rocky",
    alma: "almalinux",
    almalinux: "almalinux",
    alpine: "alpine",
    fedora: "fedora",
    centos: "centos",
    rhel: "rhel",
    "red hat": "rhel",
    arch: "arch",
    "arch linux": "arch",
    suse: "opensuse*",
    opensuse: "opensuse*",
    raspbian: "raspbian",
    "raspberry pi os": "raspbian",
    windows: "windows",
    "windows server": "windows",
    linux: "linux",
    macos: "macos",
    mac: "macos",
    nixos: "nixos",
  }),
);

/** Kinds as people call them. */
export const kinds = new Map<string, string>(
  Object.entries({
    lxc: "lxc",
    lxcs: "lxc",
    vm: "vm",
    vms: "vm",
    virtual: "vm",
    "bare metal": "metal",
    "bare-metal": "metal",
    physical: "metal",
  }),
);

/** Ordinary words that occur in requests. A word in here is never “repaired” into something else. */
export const ordinary = new Set(
  (
    "able about above active actually add address after again against age ago all allow already also always among and another any anyone anything " +
    "app apps are around ask at auth available average away back backup bad bandwidth based be because been before begin behind being below best better between big bit block " +
    "book boot both branch break bring broken brought build busy but buy by call came can card care case cause change changed changes check checked clean clear clone close " +
    "code cold come comes command comment commit common compare complete config connect connection content contents cool copy core correct could count crash create crontab " +
    "current customer cut daily data database date day days dead deal delete deploy destroy detail details did die different dir directory disable disk disks display do does doing " +
    "domain done down download drive drop during each early easy eat eating edit either else email empty enable end enough enter error errors even ever every " +
    "everybody everyone everything exact example except exec execute exist expire explain export fact fail failed fails failing far fast feel few file files fill filter final find fine finish " +
    "fire first fix flush folder folders follow for force form format found four free fresh from front full fully gather general get gets give given go goes going gone good got great group " +
    "grow guess had half hand handle hang hard has have having he health healthy heap heavy help her here high higher him his hit hold home hope host hot hour hours how huge idea idle if image images important " +
    "in inside install installed instead into is issue issues item its jump just keep kept key keys kick kill kind know known lag large last late later latest lead least leave left less " +
    "let level life light like limit line lines link list listen little live load loaded local lock log login logged logs long look looks lose lost lot low machine made mail main make " +
    "man many mark master match matter max maybe me mean means memory merge message might migrate min mind minute minutes mode model moment month more morning most mount move much " +
    "must my name near need needs network never new news next nice night no nobody node none nor normal not note nothing notice now number off offline often oh ok okay old on once one " +
    "online only onto open opens option or order other others our out outside over own owner package packages page part pass password past path pause people per place plan play please plus poem " +
    "point pool poor port ports post power pretty previous print prior problem process processes project prune pull purge push put query question queue quick quiet quit quite ran range rate rather raw read ready real " +
    "really reason reboot recent record release reload remote remove rename repair repeat replace reply report repo request reset resize restart restore rest result return revert right risk role roll root rotate route row rule rules run " +
    "running runs safe said same save say says scan schedule script search second seconds secure security see seem seems seen select send sent server service set several shall share she shell ship short should " +
    "show shut shutdown side sign signal since single site size skip sleep slow slower small snapshot so socket soft some someone something soon sort sound source space special speed spend split stale stand start started starts " +
    "stat state states stats status stay step still stop stopped storage store strange string strong stuck stuff style such sure swap switch sync system take taken talk tape task team tell temp ten term test tested " +
    "text than thank thanks that the their them then there these they thing things think third this those thought three through ticket till time times to today together told tomorrow tonight too took tool top total trace track " +
    "trash tree tried trim true try turn two type under undo unit until unused up update upgrade uptime upon urgent usage use used user users uses using usual value verify version very via view volume wait wake " +
    "want warn warning was watch watching way we week weird well went were what when where whether which while who whole why will wipe with within without word work worked worker working works world worse worst would " +
    "sell charge original licensed sale extent licenses property clearly strings grants simply attempt cases types parts default exit behavior party wish alter collection suitable contract width fixed words direction " +
    "creates protection basis loss laws constant fall suite site docs causes cause links trade meaning thus stream logo font leading tries pointer business tables spaces fees stating auto sample caller regard seek meta " +
    "whatsoever locale sections progress fair lack terminal handler white series interest accurate quote suit court token sole consent latter emit attach manage dates draft wherever notes usable breaking guarantee five wide conform " +
    "consult differently routine logic deliver helps wire coding creative revise advance phase sake formed contrast thrown typed peer tied saves vary mere logos cast timed precision weak mess sing stays minus certainly " +
    "black joint audio mixed pure marking raised redo pack feed ships seed loader skill timer ease math safer friendly click books friend cure goods beer thin hear broke roots hands leaf fastest cares zones waits nest wise " +
    "feeding chances greeting paint tone cease typo wording reviewed wheels movie movies deleted moved renamed saved lunch dinner boss " +
    "oom-killer oom openssl openssh curl wget htop btop tmux screen vim neovim nano emacs git rsync ncdu iotop tcpdump nmap mtr zip unzip python python3 perl ruby node nodejs npm java gcc make strace lsof socat " +
    "iperf3 sysstat smartmontools restic borg borgbackup rclone ffmpeg imagemagick certbot ripgrep fish telnet ftp netcat dnsutils whois parted gparted lynx glances nethogs iftop ethtool " +
    "wireguard-tools docker-compose ansible terraform golang rust cargo php composer sqlite sqlite3 postgresql-client mariadb-client libc sudo firefox chromium logrotate rsyslog chrony unattended " +
    "installer installers fixing nine five sits fake firing nicer finer signing smaller nines tens customer customers customised shelf desk phone weather vendor vendors " +
    "write wrong yes yesterday yet you your zero poweroff reading ready steady story state static stage stare stats"
  ).split(" "),
);
