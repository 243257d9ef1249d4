/** Every setting of the hub: its type, default and help. Apart from the agent's, which run on every machine and need none of these. */
import { modelKeys } from "./model-keys.ts";
import { key, logLevel, under } from "./setting-keys.ts";
import { address, days, list, path, size, text, timeZone, url, yes } from "./setting-kinds.ts";
import { webKeys } from "./web-keys.ts";

export const hubKeys = {
  listen: key({
    kind: address,
    default: "127.0.0.1:2459",
    help: "Where to listen. Other than loopback is served with TLS.",
  }),
  data: key({
    kind: path("DIR"),
    default: (place) => under(place, "/var/lib/ailx", ".local/share/ailx"),
    help: "Directory for the database, keys and outputs.",
  }),
  publicUrl: key({ kind: url, help: "How people and agents reach this hub, where that is not the listen address." }),
  localAgent: key({ kind: yes, default: "false", help: "Also run an agent for this computer." }),
  noUi: key({ kind: yes, default: "false", help: "Serve the API only, no pages." }),
  tlsCert: key({ kind: path("FILE"), help: "Certificate of your own, PEM." }),
  tlsKey: key({ kind: path("FILE"), help: "Its private key, PEM." }),
  insecureHttp: key({
    kind: yes,
    default: "false",
    help: "Serve plain HTTP on any address; only behind a proxy that speaks TLS.",
  }),
  trustedProxy: key({
    kind: list("ADDRESS"),
    default: "",
    help: "Proxy whose X-Forwarded-For is believed; address or network.",
  }),
  allowedOrigins: key({ kind: list("URL"), default: "", help: "Further origins that browsers may call from." }),
  adminUsername: key({
    kind: text,
    env: "ADMIN_USERNAME",
    flag: false,
    fromFile: true,
    help: "Name of an admin; no set-up page then.",
  }),
  adminPassword: key({ kind: text, env: "ADMIN_PASSWORD", flag: false, secret: true, help: "That admin's password." }),
  adminsNeedTotp: key({
    kind: yes,
    default: "false",
    help: "Admins must set up a second factor before anything else.",
  }),
  outputKeptDays: key({ kind: days, default: "30", help: "How long the output of runs is kept." }),
  outputKeptBytes: key({
    kind: size,
    default: "10GiB",
    help: "How much output is kept in all, compressed; the oldest goes first.",
  }),
  timeZone: key({
    kind: timeZone,
    help: "Time zone that “every night at 2” is meant in, such as Europe/Berlin; otherwise this computer's.",
  }),
  ...modelKeys,
  ...webKeys,
  logLevel,
};
