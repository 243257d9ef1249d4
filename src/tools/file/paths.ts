/** Which files hold secrets, and which only root may read: the path classes that `file.read` is rated by. */

/** Why reading this path would show a secret; undefined where nothing says so. The path is absolute. */
export function secretIn(path: string): string | undefined {
  const whole = normal(path);
  return secrets.find(([shape]) => shape.test(whole))?.[1];
}

/** Paths below which an ordinary user may read most files; for the rest root is asked. */
export const isPublic = (path: string): boolean =>
  /^\/(etc|usr|bin|sbin|lib\w*|opt|proc|sys|boot|tmp|var\/tmp|run)(\/|$)/.test(normal(path));

/** Without `//`, `.` and `..`: two ways to write one path are judged alike. */
export function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") parts.pop();
    else parts.push(part);
  }
  return `/${parts.join("/")}`;
}

const secrets: readonly (readonly [RegExp, string])[] = [
  [/^\/etc\/(shadow|gshadow|security\/opasswd)[^/]*$/, "holds password hashes"],
  [/\/\.ssh\/(?!known_hosts|config$|authorized_keys|[^/]+\.pub$)[^/]+$/, "is or may be a private SSH key"],
  [/^\/etc\/ssh\/ssh_host_\w+_key$/, "is this machine's SSH key"],
  [/(^|\/)id_(rsa|dsa|ecdsa|ed25519)(_sk)?$/, "is a private SSH key"],
  [/^\/etc\/(ssl|pki\/tls|pki\/nginx)\/private\//, "holds private keys"],
  [/(^|\/)[^/]*(privkey|private[-_]?key|-key)[^/]*\.pem$/i, "is a private key"],
  [/\.(key|p12|pfx|jks|kdbx|keytab|ppk|gpg|asc\.key|keyring|age)$/i, "is a key store"],
  [/\/\.(gnupg|password-store|aws|azure|oci)\//, "holds credentials"],
  [/\/\.config\/(gcloud|gh|hub|rclone|doctl|op)\//, "holds credentials"],
  [/\/\.local\/share\/keyrings\//, "holds a key ring"],
  [
    /\/\.(netrc|pgpass|my\.cnf|git-credentials|npmrc|pypirc|vault-token|s3cfg|boto|authinfo|cargo\/credentials(\.toml)?|terraformrc)$/,
    "holds credentials",
  ],
  [/(^|\/)\.env(\.[^/]*)?$/, "holds an application's secrets"],
  [
    /(^|\/)(secrets?|credentials?|passwords?|passwd\.db)(\.(ya?ml|json|toml|ini|txt|env|conf|cfg|xml|properties))$/i,
    "is named as a secret",
  ],
  [/(^|\/)(wp-config\.php|htpasswd|\.htpasswd|sentinel\.conf)$/i, "holds an application's passwords"],
  [/\/\.(kube\/config|docker\/config\.json)$/, "holds credentials of a cluster or registry"],
  [/^\/etc\/(kubernetes\/.*\.(conf|key)|rancher\/.*\.ya?ml)$/, "holds credentials of a cluster"],
  [/^\/etc\/(wireguard|openvpn|ipsec\.d\/private|swanctl\/private)\//, "holds keys of a tunnel"],
  [
    /^\/etc\/(ipsec\.secrets|krb5\.keytab|ppp\/\w+-secrets|wpa_supplicant.*|mysql\/debian\.cnf|iscsi\/iscsid\.conf|crypttab|sudoers(\.d\/.*)?)$/,
    "holds credentials or rights",
  ],
  [/^\/etc\/NetworkManager\/system-connections\//, "holds passwords of networks"],
  [/^\/etc\/pve\/(priv\/|.*\.key$)/, "holds keys of the Proxmox cluster"],
  [
    /^\/proc\/(\d+|self|thread-self)\/(.*\/)?(environ|mem|maps|auxv|stack|fd\/.*|root\/.*|cwd\/.*)$/,
    "is the inside of a running program",
  ],
  [/^\/(proc\/(kcore|kmem|keys)|dev\/.*)$/, "is memory or a device"],
  [/\/\.[^/]*_history$/, "is a history of commands"],
  [/^\/(var\/)?run\/(secrets|credentials)\//, "holds secrets"],
  [/^\/(etc\/ailx|var\/lib\/ailx(-agent)?)\/|\/\.local\/(share\/ailx|state\/ailx-agent)\//, "belongs to ailx itself"],
];
