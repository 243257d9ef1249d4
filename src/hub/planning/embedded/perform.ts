/** Writes the steps of one intent for the machines it was resolved to. */
import type { Condition } from "../../../domain/condition.ts";
import type { Machine } from "../../../domain/machine.ts";
import { canonical, type JsonObject } from "../../../lib/json.ts";
import { shellWord } from "../../../lib/shellWord.ts";
import { addBook, addRunbook } from "./runbook-steps.ts";
import { addStep, exclude, type NewStep, raise, type Sketch } from "./sketch.ts";
import type { Intent, ServiceAct, Thing } from "./types.ts";

export type Doing = Exclude<Intent, { kind: "answer" | "ask" | "decline" | "guest" }>;
type More = { condition?: Condition };

export function perform(sketch: Sketch, intent: Doing, machines: readonly Machine[], more: More): void {
  if (intent.kind !== "runbook" && intent.kind !== "ensure" && "note" in intent && intent.note !== undefined)
    sketch.assumptions.push(intent.note);
  switch (intent.kind) {
    case "service":
      for (const thing of intent.things)
        for (const group of byName(thing, machines)) service(sketch, intent, group, more);
      return;
    case "ensure":
      for (const thing of intent.things) for (const group of byName(thing, machines)) ensure(sketch, group, more);
      return;
    case "container":
      for (const thing of intent.things)
        for (const group of byName(thing, machines)) container(sketch, intent, group, more);
      return;
    case "read": {
      const { tool, input } = intent;
      for (const [, group] of grouped(machines, (machine) => canonical(inputOf(input, machine))))
        addStep(sketch, { tool, input: inputOf(input, group[0]), machines: group, ...more });
      return;
    }
    case "change": {
      const { tool, input, does, needs } = intent;
      const of = (machine: Machine | undefined) => (typeof input === "function" ? machine && input(machine) : input);
      for (const [key, group] of grouped(machines, (machine) => canonical(of(machine) ?? null))) {
        const given = key === "null" ? undefined : of(group[0]);
        if (given) addStep(sketch, { tool, input: given, title: does, machines: group, ...more });
        else for (const machine of group) exclude(sketch, machine, `it has not ${needs ?? "what is meant"}`);
      }
      return;
    }
    case "shell":
      command(sketch, intent, machines, more);
      return;
    case "runbook":
      if (intent.own)
        addBook(sketch, intent.own.book, { ...intent, numbers: intent.own.numbers, when: more.condition }, machines);
      else addRunbook(sketch, { ...intent, when: more.condition }, machines);
  }
}

const inputOf = (input: JsonObject | ((machine: Machine) => JsonObject), machine: Machine | undefined): JsonObject =>
  typeof input === "function" ? (machine ? input(machine) : {}) : input;

export function grouped<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const held = groups.get(key(item));
    if (held) held.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}

type Named = { name: string; machines: Machine[] };
/** The machines that have the thing, by its exact name there: `ssh` on some, `sshd` on others. */
export function byName(thing: Thing, machines: readonly Machine[]): Named[] {
  const nameOn = (machine: Machine) =>
    thing.owners.find((owner) => owner.machine === machine)?.name ??
    (machine.facts.services.length === 0 ? thing.said : "");
  return [...grouped(machines, nameOn)]
    .filter(([name]) => name !== "")
    .map(([name, group]) => ({ name, machines: group }));
}

/** Services that carry everything else on a machine: stopping them for a moment stops more than themselves. */
const carriers = /^(docker|containerd|podman|libvirtd|pve-cluster|corosync)$/;

/** Without these nobody gets in any more. */
const wayIn = /^(sshd?|ailx-agent|NetworkManager|systemd-networkd|networking)$/;

function service(
  sketch: Sketch,
  intent: Extract<Doing, { kind: "service" }>,
  { name, machines }: Named,
  more: More,
): void {
  const step = (tool: string, input: JsonObject = { service: name }): NewStep => ({ tool, input, machines, ...more });
  const { act } = intent;
  if (wayIn.test(name) && (act === "stop" || act === "disable")) raise(sketch, "critical");
  if (act === "status") addStep(sketch, step("service.status"));
  else if (act === "logs")
    addStep(
      sketch,
      step("service.logs", {
        service: name,
        lines: intent.lines ?? 50,
        ...(intent.since === undefined ? {} : { since: intent.since }),
        ...(intent.errorsOnly ? { errorsOnly: true } : {}),
      }),
    );
  else if (act === "restart" || act === "start" || act === "stop") {
    addStep(sketch, step(`service.${act}`));
    if (act !== "start" && carriers.test(name)) {
      raise(sketch, "high");
      sketch.assumptions.push(
        `Containers on ${machines.length === 1 ? (machines[0]?.name ?? "") : "these machines"} stop while ${name} does`,
      );
    }
  } else unitCommand(sketch, act, { name, machines }, more);
}

const unitVerbs: Record<Extract<ServiceAct, "reload" | "enable" | "disable">, { openrc: string; title: string }> = {
  reload: { openrc: "rc-service NAME reload", title: "Reload" },
  enable: { openrc: "rc-update add NAME", title: "Enable" },
  disable: { openrc: "rc-update del NAME", title: "Disable" },
};

function unitCommand(
  sketch: Sketch,
  act: "reload" | "enable" | "disable",
  { name, machines }: Named,
  more: More,
): void {
  for (const [init, group] of grouped(machines, ({ facts }) => facts.init)) {
    const verb = unitVerbs[act];
    const text =
      init === "systemd"
        ? `systemctl ${act} ${shellWord(name)}`
        : init === "openrc"
          ? verb.openrc.replace("NAME", shellWord(name))
          : undefined;
    if (text === undefined) for (const machine of group) exclude(sketch, machine, "its init system is not known");
    else
      addStep(sketch, {
        // On systemd a tool does it, with a check and a way back.
        ...(init === "systemd"
          ? { tool: `service.${act}`, input: { service: name } }
          : { tool: "shell.run", input: { command: text } }),
        title: `${verb.title} ${name}`,
        machines: group,
        ...more,
      });
  }
}

function ensure(sketch: Sketch, { name, machines }: Named, more: More): void {
  const look = addStep(sketch, { tool: "service.status", input: { service: name }, machines });
  if (look === undefined) return;
  const isDown: Condition = { kind: "compare", step: look, on: "same", field: "active", op: "==", value: false };
  const condition: Condition = more.condition ? { kind: "and", of: [more.condition, isDown] } : isDown;
  addStep(sketch, { tool: "service.start", input: { service: name }, machines, condition });
}

function container(
  sketch: Sketch,
  intent: Extract<Doing, { kind: "container" }>,
  { name, machines }: Named,
  more: More,
): void {
  if (intent.act === "look") addStep(sketch, { tool: "container.list", input: { all: true }, machines, ...more });
  else if (intent.act === "logs")
    addStep(sketch, {
      tool: "container.logs",
      input: {
        container: name,
        lines: intent.lines ?? 50,
        ...(intent.since === undefined ? {} : { since: intent.since }),
      },
      machines,
      ...more,
    });
  else addStep(sketch, { tool: `container.${intent.act}`, input: { container: name }, machines, ...more });
}

function command(
  sketch: Sketch,
  intent: Extract<Doing, { kind: "shell" }>,
  machines: readonly Machine[],
  more: More,
): void {
  for (const [text, group] of grouped(machines, (machine) => intent.command(machine) ?? "")) {
    if (text === "") for (const machine of group) exclude(sketch, machine, `it has not ${intent.needs}`);
    else {
      const [first] = group;
      const typed = typeof intent.as === "function" ? first && intent.as(first) : intent.as;
      if (typed) {
        addStep(sketch, { ...typed, title: intent.does, machines: group, ...more });
        continue;
      }
      addStep(sketch, {
        tool: "shell.run",
        input: { command: text },
        title: intent.does,
        machines: group,
        ...more,
        ...(intent.risk ? { risk: intent.risk } : {}),
      });
    }
  }
}
