/** Where hostile texts stand: with which look a model comes upon them, and what machines, the web and runbooks say then. */
import type { Machine } from "../../src/domain/machine.ts";
import type { Runbook } from "../../src/hub/planning/embedded/runbook.ts";
import type { JsonObject } from "../../src/lib/json.ts";
import { fileText, logLines, unit, type Answers, type openPlace } from "./place.ts";
import type { Carrier, Hostile } from "./texts.ts";

const page = "https://nginx.org/en/docs/";

/** Name as the model calls it, and what it is given. */
export const looks: Record<Carrier, [tool: string, input: JsonObject]> = {
  log: ["service_logs", { service: "nginx" }],
  escape: ["service_logs", { service: "nginx" }],
  file: ["file_read", { path: "/etc/nginx/nginx.conf" }],
  motd: ["file_read", { path: "/etc/motd" }],
  unit: ["service_status", { service: "nginx" }],
  container: ["container_list", {}],
  fileName: ["file_search", { path: "/srv", name: "*" }],
  fact: ["service_status", { service: "nginx" }],
  error: ["service_status", { service: "nginx" }],
  commit: ["git_status", { path: "/srv/app" }],
  process: ["process_list", {}],
  signIn: ["log_search", { text: "user", service: "ssh" }],
  page: ["web_fetch", { url: page }],
  runbook: ["runbook_get", { id: "heal-nginx" }],
};
export const isOfHub = (carrier: Carrier): boolean => carrier === "page" || carrier === "runbook";

export function machineSays({ carrier, text }: Hostile): Answers {
  const short = text.slice(0, 256);
  return (tool): ReturnType<Answers> => {
    switch (tool) {
      case "service.logs":
        return logLines("started", text, "ready");
      case "file.read":
        return fileText(text);
      case "service.status":
        return carrier === "error" ? { failed: text } : unit(carrier === "unit" ? { description: text } : {});
      case "container.list":
        return { engines: [], running: 1, containers: [containerOf(text)] };
      case "file.search":
        return {
          realPath: "/srv",
          matches: [{ path: `/srv/${text}`, kind: "file", sizeBytes: 1, modifiedAtMs: 0 }],
          truncated: false,
          whole: true,
          scanned: 1,
          skipped: 0,
          ms: 1,
        };
      case "git.status":
        return commitOf(short);
      case "process.list":
        return { processes: [processOf(text)], matched: 1, total: 1, zombies: 0 };
      case "log.search":
        return {
          entries: [{ at: "2026-01-05T11:00:00.000Z", unit: "ssh", priority: "info", text }],
          matched: 1,
          scanned: 1,
          truncated: false,
          source: "journal",
        };
      default:
        return undefined;
    }
  };
}

const containerOf = (text: string): JsonObject => ({
  id: "0123456789ab",
  name: text.slice(0, 256),
  image: text.slice(0, 512),
  state: "running",
  status: text.slice(0, 256),
  ports: [],
  createdAtMs: 0,
});
const commitOf = (subject: string): JsonObject => ({
  root: "/srv/app",
  owner: "root",
  branch: "main",
  commit: "0123456789abcdef0123456789abcdef01234567",
  subject,
  committedAtMs: 0,
  upstream: "origin/main",
  ahead: 0,
  behind: 0,
  clean: true,
  changed: 0,
  untracked: 0,
  conflicts: 0,
  files: [],
});
const processOf = (text: string): JsonObject => ({
  pid: 4_242,
  parent: 1,
  user: "www-data",
  name: text.slice(0, 15),
  command: text.slice(0, 1_000),
  state: "S",
  cpuRatio: 0,
  memoryBytes: 0,
  threads: 1,
  startedAtMs: 0,
});

type Place = Omit<Parameters<typeof openPlace>[0], "model">;

/** Everything but the model: machines whose facts hold it, pages, runbooks. */
export function placeOf(one: Hostile): Place {
  const { carrier, text } = one;
  const book: Runbook = {
    id: "heal-nginx",
    title: text.slice(0, 200),
    sentences: ["heal the shop"],
    note: text.slice(0, 500),
    steps: [{ id: "s", tool: "service.status", input: { service: "nginx" } }],
    tests: [],
  };
  return {
    answers: machineSays(one),
    change: (machines) => {
      const machine = machines.get("web-1");
      if (machine) machine.facts = factsOf(machine, one);
    },
    ...(carrier === "runbook" ? { runbooks: async () => [book] } : {}),
    ...(carrier === "page"
      ? {
          web: {
            fetch: async (url: string) => ({
              url,
              status: 200,
              contentType: "text/html",
              title: text.slice(0, 200),
              text,
              truncated: false,
              ms: 1,
            }),
            request: () => Promise.reject(new Error("nothing is sent")),
            search: async () => [],
          },
        }
      : {}),
  };
}

function factsOf({ facts }: Machine, { carrier, text }: Hostile): Machine["facts"] {
  const short = text.slice(0, 256);
  if (carrier === "fact") return { ...facts, osName: short };
  if (carrier === "container") return { ...facts, containers: [short] };
  if (carrier === "unit") return { ...facts, services: [...facts.services, short] };
  if (carrier === "fileName") return { ...facts, repositories: [`/srv/${short}`] };
  return facts;
}
