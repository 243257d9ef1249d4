/** The settings that the hub and the agent start with: plain data, read once by the command line and frozen. */
import type { LogLevel } from "../lib/log.ts";
import type { Proxies } from "../lib/proxy.ts";
import type { WebMode } from "./webAccess.ts";
import type { PlannerChoice, PresetName } from "./modelPreset.ts";

/** What `ailx hub` starts with. */
export type HubSettings = {
  /** Where pages and the API are served. Port 0 lets the system choose. */
  listen: { host: string; port: number };
  /** Absolute. Holds the database, keys, outputs and `hub.sock`. */
  dataDir: string;
  /** How people and agents reach the hub from outside; absent: made from `listen`. No trailing slash. */
  publicUrl?: string;
  /** Also runs an agent for this computer, joined without a token. */
  localAgent: boolean;
  /** False: API only, no pages. */
  ui: boolean;
  /** A certificate of your own, PEM files. Absent: self-made wherever the listen address is not loopback. */
  tls?: { certFile: string; keyFile: string };
  /** Serves plain HTTP on any address; for those behind a proxy that speaks TLS. */
  insecureHttp: boolean;
  /** Addresses or networks whose `X-Forwarded-*` headers are believed. */
  trustedProxies: string[];
  /** Origins besides the hub's own that browsers may call from. */
  allowedOrigins: string[];
  /** With the password: that admin's credentials, no set-up page. */
  adminUsername?: string;
  adminPassword?: string;
  /** Admins must have a second factor before they can do anything else. */
  adminsNeedTotp?: boolean;
  /** The output of runs is kept for so long after their end, and no more than this in all; the oldest goes first. */
  outputKeptDays: number;
  outputKeptBytes: number;
  logLevel: LogLevel;
  /** An IANA name; what “at 2” means in requests. Absent: the system's. */
  timeZone?: string;
  /** What flags, environment and file say of models; what they do not say is set on the page. */
  models?: ModelSettings;
  /** What flags, environment and file say of web access; what they do not say is set on the page. */
  web?: WebSettings | undefined;
};

/** Where the hub itself may send requests, each with where that comes from. */
export type WebSettings = {
  mode?: { value: WebMode; from: string };
  hosts?: { value: string[]; from: string };
  searchUrl?: { value: string; from: string };
};

/** Each with where it comes from, in words: `--model`, `OPENAI_API_KEY`, `/etc/ailx/hub.yaml`. */
export type ModelSettings = {
  planner?: { value: PlannerChoice; from: string };
  endpoint?: { preset: PresetName; url: string; key: string; from: string };
  model?: { value: string; from: string };
  smallModel?: { value: string; from: string };
};

/** What `ailx agent` starts with. */
export type AgentSettings = {
  /** The hub's URL. Absent: the one this machine joined before, from the state directory. */
  hubUrl?: string;
  /** A join token; needed once, to enrol. */
  token?: string;
  /** The name to ask for; absent: the host name. */
  name?: string;
  /** Suggestions; the hub or the token decides. */
  tags: string[];
  /** This machine's own ceiling; absent: what the policy file says. */
  maxLevel?: 1 | 2 | 3 | 4;
  /** Absolute. Holds the key pair and what is not yet delivered. */
  stateDir: string;
  logLevel: LogLevel;
  /** Path of a hub's `hub.sock`: the local agent enrols and connects through it instead of `hubUrl`. */
  hubSocket?: string;
  /** The way out of this network; absent: the hub is reached directly. */
  proxies?: Proxies;
};
