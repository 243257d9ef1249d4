/** Looks of the kinds that troubles need, written down in few words. */
import type { JsonObject } from "../../../../lib/json.ts";
import type { cases } from "./faults.ts";
import { ago, at, unit, type Look } from "./looks.ts";

export type Trouble = (typeof cases)[number];

/** Lines found in the system's log, each so many seconds ago. */
export const found = (name: string, ...texts: string[]): Look => ({
  tool: "log.search",
  input: { text: "x" },
  output: {
    entries: texts.map((text, index) => ({ at: at(60 + index), unit: name, priority: "error", text })),
    matched: texts.length,
    scanned: texts.length,
    truncated: false,
    source: "journal",
  },
});
/** Lines found in a file, with the time that the program itself wrote. */
export const inFile = (path: string, ...texts: string[]): Look => ({
  tool: "file.search",
  input: { path: "/var/log", text: "x" },
  output: {
    realPath: "/var/log",
    matches: texts.map((text, index) => ({
      path,
      kind: "file",
      sizeBytes: 9_000,
      modifiedAtMs: ago(30),
      line: 40 + index,
      text: text.slice(0, 300),
    })),
    truncated: false,
    whole: true,
    scanned: 9,
    skipped: 0,
    ms: 5,
  },
});
export const read = (path: string, text: string): Look => ({
  tool: "file.read",
  input: { path },
  output: { realPath: path, sizeBytes: 0, modifiedAtMs: ago(5), text, lines: text.split("\n").length, more: false },
});
export const link = (name: string, more: JsonObject = {}): JsonObject => ({
  name,
  state: "up",
  carrier: true,
  mac: "52:54:00:12:34:56",
  mtu: 1_500,
  speedMbits: 1_000,
  of: "",
  addresses: ["10.0.0.7/24"],
  receivedBytes: 9e9,
  sentBytes: 8e9,
  errors: 0,
  dropped: 0,
  ...more,
});
export const network = (...interfaces: JsonObject[]): Look => ({
  tool: "network.interfaces",
  output: { interfaces, gateways: ["10.0.0.1 by eth0"], nameServers: ["10.0.0.1"], search: [] },
});
export const disks = (more: JsonObject, ...elsewhere: string[]): Look => ({
  tool: "system.disk",
  output: {
    disks: [
      {
        mount: "/",
        device: "/dev/sda1",
        fileSystem: "ext4",
        totalBytes: 64e9,
        usedBytes: 32e9,
        usedRatio: 0.5,
        freeBytes: 32e9,
        ...more,
      },
    ],
    fullestRatio: 0.5,
    notLookedAt: elsewhere,
  },
});
export const status = (service: string, more: JsonObject = {}): Look => ({
  tool: "service.status",
  input: { service },
  output: unit(service, more),
});
/** As PostgreSQL begins its lines; the lab's clock stands at noon. */
export const pg = (text: string): string => `2026-11-21 11:58:12.056 UTC [28827] ${text}`;
export const nginx = (text: string): string => `2026/11/21 11:59:31 [error] 29773#29773: *1 ${text}`;
export const fpm = (text: string): string => `[21-Nov-2026 11:59:33] ${text}`;
