/** Which program a configuration file belongs to, how that program checks it, and which service reads it. */
import { normal } from "../file/paths.ts";

export const configKinds = [
  "nginx",
  "apache",
  "sshd",
  "php-fpm",
  "systemd",
  "sudoers",
  "cron",
  "json",
  "yaml",
  "toml",
] as const;
export type ConfigKind = (typeof configKinds)[number];

/** Undefined where nothing is known that could check it. */
export function kindOf(path: string): ConfigKind | undefined {
  const whole = normal(path);
  return shapes.find(([shape]) => shape.test(whole))?.[1];
}

const shapes: readonly (readonly [RegExp, ConfigKind])[] = [
  [/^\/(etc|usr\/local\/etc)\/nginx\//, "nginx"],
  [/^\/etc\/(apache2|httpd)\//, "apache"],
  [/^\/etc\/ssh\/sshd_config(\.d\/[^/]+\.conf)?$/, "sshd"],
  [/^\/etc\/php(-fpm\.(conf|d\/.*)|\/[\d.]+\/fpm\/.*|\d*\/php-fpm\.(conf|d\/.*))$/, "php-fpm"],
  [
    /^\/(etc|usr\/lib|lib|run)\/systemd\/system\/.*\.(service|timer|socket|mount|path|target|slice|automount|conf)$/,
    "systemd",
  ],
  [/^\/etc\/sudoers(\.d\/[^/.~]+)?$/, "sudoers"],
  [/^\/etc\/(crontab|cron\.d\/[^/]+)$|^\/var\/spool\/cron\/(crontabs\/)?[^/]+$/, "cron"],
  [/\.json$/, "json"],
  [/\.ya?ml$/, "yaml"],
  [/\.toml$/, "toml"],
];

/** What is run to check it, in words; the machine picks the program's own name. */
export const checkText: Record<ConfigKind, string> = {
  nginx: "nginx -t",
  apache: "apachectl -t",
  sshd: "sshd -t",
  "php-fpm": "php-fpm -t",
  systemd: "systemd-analyze verify",
  sudoers: "visudo -c",
  cron: "each of its lines is read as cron reads it",
  json: "it is read as JSON",
  yaml: "it is read as YAML",
  toml: "it is read as TOML",
};

/** Services that read it, the likeliest first; none for what is read by itself or by nobody known. */
export function servicesOf(kind: ConfigKind, path: string): readonly string[] {
  switch (kind) {
    case "nginx":
      return ["nginx"];
    case "apache":
      return normal(path).startsWith("/etc/httpd") ? ["httpd"] : ["apache2"];
    case "sshd":
      return ["ssh", "sshd"];
    case "php-fpm": {
      const version = /^\/etc\/php\/([\d.]+)\//.exec(normal(path))?.[1];
      return version === undefined ? ["php-fpm"] : [`php${version}-fpm`];
    }
    default:
      return [];
  }
}
