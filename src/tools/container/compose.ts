/** Containers that compose made are made anew by compose: its files are what they are meant to be. */
import { forLog, untrusted } from "../../domain/untrusted.ts";
import { ToolError, type ToolContext } from "../define.ts";
import { containerNamed, recordOf, stateOf, stringOf, type Found } from "./asking.ts";
import { lastLines, settle } from "./changing.ts";

type Project = { project: string; service: string; folder: string; files: string[] };
const label = "com.docker.compose";

/** Undefined where compose did not make it. Throws `not_supported` where it did, and does not say from what. */
export function composeOf({ name, raw }: Found): Project | undefined {
  const labels = recordOf(recordOf(raw["Config"])["Labels"]);
  const [project, service] = [stringOf(labels[`${label}.project`]), stringOf(labels[`${label}.service`])];
  if (project === "") return undefined;
  const folder = stringOf(labels[`${label}.project.working_dir`]);
  const files = stringOf(labels[`${label}.project.config_files`])
    .split(",")
    .filter((path) => path !== "");
  const plain = /^[a-zA-Z0-9][\w.-]*$/;
  if (
    plain.test(project) &&
    plain.test(service) &&
    folder.startsWith("/") &&
    files.length > 0 &&
    files.every((path) => path.startsWith("/"))
  )
    return { project, service, folder, files };
  throw new ToolError(
    "not_supported",
    `Compose made ${name}, and it does not say of which files. Nothing was changed.`,
    "Run compose where its files are.",
  );
}

const argvOf = ({ project, service, folder, files }: Project): string[] => [
  "docker",
  "compose",
  "--project-name",
  project,
  "--project-directory",
  folder,
  ...files.flatMap((file) => ["--file", file]),
  "up",
  "--detach",
  "--no-deps",
  "--no-build",
  "--pull",
  "never",
  service,
];

/** Lets compose make it anew from the image that its name stands for, and watches it. `log` holds lines where it did not stay up. */
export async function upByCompose(old: Found, ctx: ToolContext) {
  const project = composeOf(old);
  if (!project) throw new ToolError("wrong_state", `${old.name} was not made by compose.`);
  const done = await ctx.spawn(argvOf(project), { timeoutMs: 300_000, cwd: project.folder }).catch((cause: unknown) => {
    if (cause instanceof ToolError || ctx.signal.aborted) throw cause;
    throw new ToolError("not_supported", "This machine has no docker compose. Nothing was changed.");
  });
  const said = done.exitCode === 0 ? "" : forLog(untrusted(done.stderr.trim().slice(-1_000)));
  const found = await containerNamed(old.name, ctx);
  const after = stateOf(found);
  const settled = await settle("restart", { found, after }, ctx);
  const well =
    said === "" &&
    settled.state === "running" &&
    settled.restartCount <= after.restartCount &&
    settled.health !== "unhealthy";
  const lines = well ? [] : await lastLines(found, ctx);
  const none = { atMs: 0, stream: "stderr" as const, text: untrusted(said || "no line") };
  return { id: found.id.slice(0, 12), found, after, settled, said, log: well ? [] : lines.length > 0 ? lines : [none] };
}
