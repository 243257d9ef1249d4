/** Asks the engine for one container, and leaves out what may be a secret. */
import { untrusted, type Untrusted } from "../../domain/untrusted.ts";
import type { ToolContext } from "../define.ts";
import { containerNamed, intOf, portsOf, recordOf, stateOf, stringOf, type Raw } from "./asking.ts";
import { isRecord } from "./engine.ts";
import { restartPolicies, type InspectInput, type InspectOutput } from "./inspect.ts";

export async function run({ container }: InspectInput, ctx: ToolContext): Promise<InspectOutput> {
  const found = await containerNamed(container, ctx);
  const { raw } = found;
  const host = recordOf(raw["HostConfig"]);
  const config = recordOf(raw["Config"]);
  const labels = recordOf(config["Labels"]);
  const policy = stringOf(recordOf(host["RestartPolicy"])["Name"]) || "no";
  return {
    engine: found.socket,
    id: found.id.slice(0, 12),
    name: untrusted(found.name),
    image: untrusted(found.image),
    ...stateOf(found),
    healthSaid: healthSaid(raw),
    createdAtMs: Date.parse(stringOf(raw["Created"])) || null,
    command: said([...wordsOf(config["Entrypoint"]), ...wordsOf(config["Cmd"])].join(" "), 1_000),
    ports: portsOf(found),
    mounts: listOf(raw["Mounts"]).slice(0, 100).map(mount),
    networks: Object.entries(recordOf(recordOf(raw["NetworkSettings"])["Networks"]))
      .slice(0, 50)
      .map(([name, network]) => ({ name: said(name, 128), address: said(recordOf(network)["IPAddress"], 64) })),
    restartPolicy: restartPolicies.find((each) => each === policy) ?? "unknown",
    memoryLimitBytes: intOf(host["Memory"]) || null,
    privileged: host["Privileged"] === true,
    project: said(labels["com.docker.compose.project"] ?? labels["io.podman.compose.project"], 128),
  };
}

const mount = (raw: Raw): InspectOutput["mounts"][number] => ({
  type: said(raw["Type"], 32),
  source: said(stringOf(raw["Name"]) || raw["Source"], 4_096),
  target: said(raw["Destination"], 4_096),
  writable: raw["RW"] !== false,
});

function healthSaid(raw: Raw): Untrusted {
  const state = recordOf(raw["State"]);
  const last = listOf(recordOf(state["Health"] ?? state["Healthcheck"])["Log"]).at(-1);
  return said(stringOf(last?.["Output"]).trim(), 1_000);
}

const said = (value: unknown, max: number): Untrusted => untrusted(stringOf(value).slice(0, max));
const listOf = (value: unknown): Raw[] => (Array.isArray(value) ? value.filter(isRecord) : []);
const wordsOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(stringOf) : []);
