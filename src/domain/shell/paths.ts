/** Classes of paths, as data: what a path holds decides how bad it is to read, write or delete it. */

export type PathClass =
  | "nothing"
  | "ordinary"
  | "project secret"
  | "reproducible"
  | "home"
  | "data"
  | "data root"
  | "backup"
  | "log"
  | "security log"
  | "history"
  | "config copy"
  | "system config"
  | "auto-run"
  | "own auto-run"
  | "security"
  | "secret"
  | "kernel"
  | "tuning"
  | "local system"
  | "system"
  | "root"
  | "device"
  | "memory"
  | "socket"
  | "network"
  | "own";

/** From the most to the least telling: the first that fits counts. Homes are written as `~`. */
export const classes: readonly (readonly [PathClass, RegExp])[] = [
  ["nothing", /^\/dev\/(null|stdin|stdout|stderr|fd\/\d+|tty|zero|full|u?random|pts\/\d+|shm)$/],
  ["network", /^\/dev\/(tcp|udp)\//],
  ["memory", /^(\/dev\/(mem|kmem|port)|\/proc\/(kcore|kallsyms|kmem|sysrq-trigger))$/],
  ["reproducible", /^\/dev\/shm\/.+/],
  ["device", /^\/dev(\/.*)?$/],
  [
    "own",
    /^(\/etc\/ailx|\/var\/(lib|log)\/ailx|\/opt\/ailx|\/run\/ailx|\/usr(\/local)?\/s?bin\/ailx[\w-]*)(\/.*)?$|^\/(etc|usr\/lib|lib)\/systemd\/system\/ailx[^/]*|^(~|\/root|\/home\/[^/]+)\/\.local\/(state|share)\/ailx[\w-]*(\/.*)?$/,
  ],
  ["secret", /^\/proc\/[^/]+\/(task\/[^/]+\/)?(environ|mem|auxv)$/],
  [
    "tuning",
    /^\/proc\/sys\/(vm\/(swappiness|dirty_\w+|vfs_cache_pressure|overcommit_\w+|drop_caches|max_map_count|min_free_kbytes)|net\/core\/(somaxconn|[rw]mem_\w+|netdev_\w+)|net\/ipv4\/(tcp_(keepalive|fin|rmem|wmem|max|syn|tw|slow|no)\w*|ip_local_port_range)|fs\/(file-max|inotify\/.*|aio-max-nr)|kernel\/(pid_max|threads-max|shm\w+|msg\w+|sem))$/,
  ],
  ["kernel", /^\/(proc|sys)(\/.*)?$/],
  [
    "socket",
    /^(\/var)?\/run\/(docker|podman\/podman|containerd\/containerd|libvirt\/[\w-]+|crio\/crio|dbus\/system_bus_socket|systemd\/private)(\.sock|-sock)?$/,
  ],
  [
    "secret",
    new RegExp(
      [
        "(^|/)(etc|backups)/(g?shadow([-~]|\\.[\\w.]+)?|ssh/ssh_host_\\w+_key|krb5\\.keytab)$",
        "^/etc/(corosync/authkey|gitlab/gitlab-secrets\\.json|rancher/rke2/[\\w.-]+|nut/upsd\\.users|msmtprc|ddclient(/ddclient)?\\.conf|cloudflared/[\\w-]+\\.json|dovecot/(users|passwd)|pgbouncer/userlist\\.txt|freeradius/.*clients\\.conf|raddb/clients\\.conf|borgmatic(/.*)?)$",
        "^~/\\.(smbcred\\w*|msmtprc|mbsyncrc|fetchmailrc|terraformrc|databrickscfg|yarnrc\\.yml|m2/settings\\.xml|gradle/gradle\\.properties|cloudflared(/.*)?|oci(/.*)?|mc/config\\.json|pulumi(/.*)?|config/(sops|age|containers/auth\\.json|hcloud|doctl|borg|restic|linode-cli|hub|glab-cli|Bitwarden.*)(/.*)?)$",
        "(^|/)(acme\\.json|tailscaled\\.state|\\.erlang\\.cookie|[\\w.-]+\\.(keyring|psk)|auth\\.json|\\.?\\w*credentials\\w*(\\.\\w+)?|\\.smbcred\\w*|\\.vault[_-]?pass\\w*(\\.txt)?|\\.storage/auth\\w*|unseal[\\w-]*\\.(json|txt|key)|logins\\.json|key4\\.db)$",
        "^/etc/(g?shadow-?|sudo_ldap\\.conf|krb5\\.keytab|pve/priv(/.*)?|ssl/private(/.*)?|pki/tls/private(/.*)?|wireguard(/.*)?|ppp/(chap|pap)-secrets|openvpn/.*\\.key|ipsec\\.secrets|rndc\\.key|bind/.*\\.key|samba/.*\\.tdb|NetworkManager/system-connections(/.*)?|wpa_supplicant/.*|machine-key|kubernetes/(admin|super-admin|controller-manager|scheduler|kubelet)\\.conf|kubernetes/pki/.*\\.key|rancher/k3s/k3s\\.yaml|mysql/debian\\.cnf|letsencrypt/(live/.*/privkey.*|archive/.*/privkey.*|accounts/.*)|docker/key\\.json|security/opasswd|luks[\\w-]*(/.*)?|credstore(\\.encrypted)?(/.*)?|exim4/passwd\\.client|postfix/sasl/.*|postfix/sasl_passwd)$",
        "^/etc/ssh/ssh_host_[\\w]+_key$",
        "^~/\\.(netrc|pgpass|my\\.cnf|mylogin\\.cnf|npmrc|pypirc|git-credentials|vault-token|boto|s3cfg|dockercfg|authinfo(\\.gpg)?|Xauthority|htpasswd)$",
        "^~/\\.(aws|azure|gnupg|password-store|kube|docker|config/gcloud|config/gh|config/rclone|local/share/keyrings|config/op|terraform\\.d|mozilla|config/google-chrome|config/chromium|thunderbird)(/.*)?$",
        "^~/\\.ssh(/(id_[\\w.-]*|[\\w.-]*(key|pem|identity|rsa|ed25519|ecdsa|dsa)[\\w.-]*|.*\\*.*))?$",
        "(^|/)(id_(rsa|dsa|ecdsa|ed25519)(_sk)?|(?!((full)?chain|[\\w-]*cert|ca\\b|cacert|ca-|root-?ca|dh-?param|pub|csr|crt|[\\w-]*bundle))[\\w.-]+\\.pem|[\\w.-]+\\.(p12|pfx|jks|keystore|kdbx|ppk|keytab)|[\\w.-]*private[\\w-]*\\.(key|asc|gpg)|privkey\\d*\\.pem|[\\w.-]+\\.key|\\.?credentials(\\.(json|ya?ml|xml|csv))?|\\.?secrets?(\\.(json|ya?ml|toml|txt|env))?|service-?account[\\w-]*\\.json|\\.htpasswd|\\.netrc|\\.pgpass|\\.git-credentials|kubeconfig|master\\.key|\\.vault[_-]pass(word)?|passwords?(\\.(txt|csv|kdbx))?|wp-config\\.php|terraform\\.tfstate(\\.backup)?)$",
        "^/(var/lib/(postgresql/.*/pg_hba\\.conf|docker/swarm(/.*)?|kubelet/(pki|pods)/.*|rancher/.*|vault(/.*)?|samba/private(/.*)?|sss/(db|secrets)(/.*)?|NetworkManager/secret_key)|(var/)?run/secrets(/.*)?|var/spool/cron/?)$",
        "^/root/\\.ssh/id_",
      ].join("|"),
    ),
  ],
  [
    "history",
    /^~\/\.local\/(share\/fish\/fish|state\/\w+)_?history$|^~\/\.((bash|zsh|sh|ash|fish|mysql|psql|python|node_repl|rediscli|sqlite|lesshst)(_?history)?|history|lesshst|viminfo)$/,
  ],
  ["project secret", /(^|\/)\.env(\.(?!example|sample|template|dist)[\w.-]+)?$|(^|\/)\.envrc$/],
  [
    "config copy",
    /^\/etc\/.+(\.(bak|orig|old|save|saved|backup|dist|dpkg-\w+|rpm(save|new|orig)|[\d_-]{6,})([.\w-]*)|~)$/,
  ],
  [
    "security",
    new RegExp(
      [
        "^/etc/(passwd-?|group-?|sub[ug]id|sudoers(\\.d(/.*)?)?|doas\\.conf|ssh(/.*)?|pam\\.d(/.*)?|pam\\.conf|security(/.*)?|audit(/.*)?|selinux(/.*)?|apparmor(\\.d)?(/.*)?|ufw(/.*)?|nftables(\\.conf|\\.d(/.*)?)?|iptables(/.*)?|sysconfig/(ip6?tables|selinux|nftables)|firewalld(/.*)?|ld\\.so\\.(preload|conf|cache)|ld\\.so\\.conf\\.d(/.*)?|crypttab|login\\.defs|nsswitch\\.conf|hosts\\.(allow|deny)|shells|securetty|polkit-1(/.*)?|dbus-1(/.*)?|ca-certificates(\\.conf|/.*)?|ssl/certs(/.*)?|ssl/openssl\\.cnf|pki(/.*)?|apt/(trusted\\.gpg(\\.d)?|keyrings)(/.*)?|fail2ban(/.*)?|krb5\\.conf|sssd(/.*)?|ldap(/.*)?|aide(/.*)?|ossec(/.*)?|crowdstrike(/.*)?|falco(/.*)?|usbguard(/.*)?|modprobe\\.d/.*blacklist.*|sysctl\\.d/.*(hardening|security).*)$",
        "^~/\\.ssh(/.*)?$",
        "(^|/)authorized_keys2?$",
        "^/usr/(local/)?share/ca-certificates(/.*)?$",
        "^/(usr/)?lib/(x86_64-linux-gnu/)?security(/.*)?$",
        "^/var/ossec(/.*)?$",
      ].join("|"),
    ),
  ],
  [
    "auto-run",
    new RegExp(
      [
        "^/etc/(cron(tab|\\.[\\w.]+)(/.*)?|anacrontab|systemd(/.*)?|rc\\.local|rc\\d?\\.d(/.*)?|init\\.d(/.*)?|inittab|profile(\\.d(/.*)?)?|bash\\.bashrc|bashrc|zsh(/.*)?|zshrc|environment(\\.d(/.*)?)?|udev(/.*)?|xdg/autostart(/.*)?|update-motd\\.d(/.*)?|network/if-[\\w-]+\\.d(/.*)?|NetworkManager/dispatcher\\.d(/.*)?|apt/apt\\.conf\\.d(/.*)?|dpkg/dpkg\\.cfg(\\.d(/.*)?)?|logrotate\\.(conf|d(/.*)?)|binfmt\\.d(/.*)?|modules(-load\\.d(/.*)?)?|vim(/.*)?|supervisor(/.*)?|runit(/.*)?|s6(/.*)?|monit(/.*)?)$",
        "^/var/spool/(cron|at)(/.*)?$",
        "^/(usr/)?(local/)?lib/(systemd|udev)(/.*)?$",
        "(^|/)\\.git/(hooks(/.*)?|config)$",
        "(^|/)(sitecustomize|usercustomize)\\.py$",
      ].join("|"),
    ),
  ],
  [
    "own auto-run",
    /^~\/\.(bashrc|bash_profile|bash_login|bash_logout|bash_aliases|profile|zshrc|zshenv|zprofile|zlogin|inputrc|vimrc|vim\/.*|nanorc|emacs|emacs\.d\/.*|lesskey|gitconfig|config\/(autostart|systemd|git|nvim|fish)(\/.*)?|local\/share\/systemd(\/.*)?|xinitrc|xsession|xprofile|pam_environment|gdbinit|pythonrc|screenrc|tmux\.conf)$/,
  ],
  [
    "security log",
    /^\/var\/log\/(auth\.log|secure|audit|wtmp|btmp|lastlog|faillog|tallylog|sudo\.log|sudo-io|journal|fail2ban\.log)([.*/-].*)?$|^\/(var\/)?run\/utmp$/,
  ],
  ["log", /^\/var\/log(\/.*)?$|^\/(var|srv|opt|home)\/.*\.log(\.\d+)?(\.gz)?$/],
  [
    "root",
    /^\/(home|root|etc|usr|bin|sbin|lib(32|64|x32)?|boot|var|var\/lib|opt|srv|mnt|media|run|data|home\/[^/]+)?$|^~$|^\/var\/(mail|spool|www)$/,
  ],
  [
    "backup",
    /^\/(var|mnt|srv|data|media|opt|home\/[^/]+|root)?\/?([^/]+\/)*backups?(\/[^/]*)?$|^\/var\/lib\/vz\/dump(\/.*)?$/,
  ],
  [
    "data root",
    /^\/(var\/lib|mnt|media)\/[^/]+$|^\/var\/lib\/(mysql|postgresql|docker|containerd|libvirt|mongodb|redis|elasticsearch|vz|rpm|dpkg)(\/[^/]+)?$/,
  ],
  [
    "reproducible",
    /^(\/var)?\/tmp\/.+|(^|\/)(node_modules|dist|build|target|__pycache__|\.cache|\.pytest_cache|\.mypy_cache|\.ruff_cache|\.tox|\.gradle|\.next|\.nuxt|\.parcel-cache|\.eggs|[\w.-]+\.egg-info|coverage|htmlcov|out|\.terraform|vendor\/bundle|tmp|cache|_build|CMakeFiles|\.venv|venv)(\/.*)?$|^\/var\/cache\/.+|\.(pyc|pyo|o|tmp|swp|class)$|^~\/\.cache(\/.*)?$/,
  ],
  ["ordinary", /^(\/var)?\/tmp$/],
  ["system config", /^\/etc\/.+/],
  [
    "system",
    /^\/(boot|usr\/(bin|sbin|lib(32|64|x32|exec)?|share|include|src)|bin|sbin|lib(32|64|x32)?|var\/lib\/(dpkg|rpm|apt|pacman))(\/.*)?$/,
  ],
  ["local system", /^\/(usr\/local|usr)\/.+/],
  ["home", /^~\/.+|^\/home\/[^/]+\/.+/],
  ["data", /^\/(var|srv|opt|mnt|media|data|run)\/.+/],
];

/** Where a pattern of file names could reach: it is tried against each of these. */
export const landmarks: readonly string[] = [
  "/etc/shadow",
  "/etc/gshadow",
  "/etc/passwd",
  "/etc/group",
  "/etc/sudoers",
  "/etc/sudoers.d/x",
  "/etc/ssh/sshd_config",
  "/etc/ssh/ssh_host_rsa_key",
  "/etc/ssh/ssh_host_ed25519_key",
  "/etc/pam.d/sshd",
  "/etc/security/limits.conf",
  "/etc/crypttab",
  "/etc/ld.so.preload",
  "/etc/ssl/private/x.key",
  "/etc/crontab",
  "/etc/cron.d/x",
  "/etc/hosts",
  "/etc/fstab",
  "/etc/nftables.conf",
  "/etc/ailx/agent.yaml",
  "/root/.ssh/id_rsa",
  "/root/.ssh/id_ed25519",
  "/root/.ssh/authorized_keys",
  "/root/.bash_history",
  "/root/.aws/credentials",
  "/root/.kube/config",
  "/root/.netrc",
  "/root/.pgpass",
  "/root/.docker/config.json",
  "/root/.bashrc",
  "/home/u/.ssh/id_rsa",
  "/home/u/.ssh/authorized_keys",
  "/home/u/.bash_history",
  "/home/u/.aws/credentials",
  "/home/u/.bashrc",
  "/etc/pve/priv/shadow.cfg",
  "/proc/1/environ",
  "/proc/self/environ",
  "/proc/1/mem",
  "/etc",
  "/usr",
  "/bin",
  "/sbin",
  "/lib",
  "/lib64",
  "/boot",
  "/dev",
  "/var",
  "/home",
  "/root",
  "/opt",
  "/srv",
  "/proc",
  "/sys",
  "/run",
  "/mnt",
  "/usr/bin",
  "/usr/bin/bash",
  "/usr/lib",
  "/bin/bash",
  "/bin/sh",
  "/var/lib",
  "/var/lib/mysql",
  "/var/lib/postgresql",
  "/var/log",
  "/var/log/auth.log",
  "/var/log/wtmp",
  "/home/u",
  "/boot/vmlinuz",
  "/dev/sda",
  "/dev/sda1",
  "/dev/nvme0n1",
  "/dev/vda",
  "/dev/mem",
  "/var/log/journal",
  "/var/log/audit/audit.log",
  ".env",
  ".git/config",
];
