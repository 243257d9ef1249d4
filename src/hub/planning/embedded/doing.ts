/** What an intent is, told of it: the things that it is about, whether it only reads, and what it does in words. */
import type { Doing } from "./perform.ts";
import { findTool } from "../../../tools/index.ts";
import { runbookNamed } from "./runbooks.ts";
import { ownedBy } from "./owned.ts";
import type { Thing } from "./types.ts";
import type { Vocabulary } from "./vocabulary.ts";

export function thingsOf(intent: Doing, words: Vocabulary): Thing[] | undefined {
  if (intent.kind === "service" || intent.kind === "ensure" || intent.kind === "container") return intent.things;
  if (intent.kind !== "runbook") return undefined;
  const containers = intent.inputs["ctr"]?.split(",");
  if (containers) return containers.map((name) => ({ ...ownedBy(name, words), isContainer: true }));
  const names = intent.inputs["svc"]?.split(",") ?? runbookNamed(intent.id)?.services;
  if (!names) return undefined;
  const owners = words.fleet.flatMap((machine) =>
    names.filter((name) => machine.facts.services.includes(name)).map((name) => ({ machine, name })),
  );
  return [{ said: names.length > 2 ? `such a service (${names.slice(0, 4).join(", ")})` : names.join(" or "), owners }];
}

export const isRead = (intent: Doing): boolean =>
  intent.kind === "read" ||
  (intent.kind === "service" && (intent.act === "status" || intent.act === "logs")) ||
  (intent.kind === "container" && (intent.act === "look" || intent.act === "logs")) ||
  (intent.kind === "shell" && intent.reads) ||
  (intent.kind === "runbook" &&
    (intent.own?.book ?? runbookNamed(intent.id))?.steps.every(({ tool }) => findTool(tool)?.access === "read") ===
      true);

export function doesOf(intent: Doing): string {
  const said = "things" in intent ? intent.things.map(({ said }) => said).join(" and ") : "";
  switch (intent.kind) {
    case "service":
    case "container":
      return `${intent.act} ${said}`;
    case "ensure":
      return `keep ${said} running`;
    case "shell":
    case "change":
      return intent.does.slice(0, 1).toLowerCase() + intent.does.slice(1);
    case "read":
      return "look";
    case "runbook":
      return "do this";
  }
}
