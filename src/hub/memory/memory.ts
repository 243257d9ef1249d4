/**
 * What ailx remembers and who sees it. Everything in here was confirmed by a person who saw exactly these words; nothing
 * that a machine or a model said gets in by itself.
 */
import { type MemoryPatch, type MemoryRequest, memoryTextMost, type MemoryView } from "../../api/memory.ts";
import type { Viewer } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import type { Machine } from "../../domain/machine.ts";
import type { Memory, MemoryKind } from "../../domain/memory.ts";
import type { RedactKey } from "../../domain/redact/hash.ts";
import { redactText } from "../../domain/redact/text.ts";
import { parseScope } from "../../domain/scope.ts";
import { hasHidden, showHidden } from "../../domain/untrusted.ts";
import { iso, type Clock } from "../../lib/clock.ts";
import { newId } from "../../lib/ids.ts";
import type { AuditEntry, Db } from "../db/database.ts";
import { aliasKey, type MemoryStore } from "./store.ts";

export type MemoryParts = {
  db: Pick<Db, "commit" | "later">;
  store: MemoryStore;
  clock: Clock;
  fleet: {
    /** All, those that were removed too. */
    all: () => Machine[];
    find: (wanted: string, scope?: string) => Machine;
  };
  markKey: RedactKey;
};
export type By = Pick<AuditEntry, "origin"> & { actor: AuditEntry["actor"] & Pick<Viewer, "scope"> };

const entriesMost = 500;

export function makeMemory({ db, store, clock, fleet, markKey }: MemoryParts) {
  const isGone = ({ state }: Machine): boolean => state === "revoked";
  const machinesOf = ({ machineIds }: Memory): Machine[] => {
    const wanted = new Set<string>(machineIds);
    return fleet.all().filter(({ id }) => wanted.has(id));
  };
  /** A person with a scope sees what is about machines in it, and about no other. */
  const isSeen = (one: Memory, scope: string | undefined): boolean => {
    if (scope === undefined) return true;
    const machines = machinesOf(one);
    return machines.length > 0 && machines.length === one.machineIds.length && machines.every(parseScope(scope).covers);
  };
  /** Said of machines that are all removed, it is used no longer. */
  const isOver = (one: Memory): boolean => one.machineIds.length > 0 && machinesOf(one).every(isGone);

  const view = (one: Memory): MemoryView => {
    const machines = machinesOf(one);
    const notes = [
      ...(isOver(one)
        ? [`No longer used: ${machines.map(({ name }) => name).join(", ") || "its machine"} was removed.`]
        : []),
      ...(one.text.includes("[redacted:")
        ? ["What looked like a secret was masked; the secret itself was not kept."]
        : []),
    ];
    return {
      id: one.id,
      kind: one.kind,
      text: showHidden(one.text),
      machines: machines.filter((machine) => !isGone(machine)).map(({ id, name }) => ({ id, name })),
      by: one.by,
      ...(one.task === undefined ? {} : { task: one.task }),
      at: iso(one.atMs),
      ...(one.usedAtMs === undefined ? {} : { usedAt: iso(one.usedAtMs) }),
      ...(notes.length === 0 ? {} : { note: notes.join(" ") }),
    };
  };

  const get = (id: string, scope: string | undefined): Memory => {
    const found = store.all().find((one) => one.id === id || one.id.slice(-6) === id.toLowerCase());
    if (found && isSeen(found, scope)) return found;
    throw new AppError("not_found", `There is nothing remembered as ${JSON.stringify(id.slice(0, 64))}.`, {
      hint: "`ailx memory list` shows what there is.",
    });
  };

  /** Throws `validation`, or `conflict` where the name is taken. */
  const checked = (one: Memory, scope: string | undefined): Memory => {
    const text = redactText(one.text.replaceAll(/\s+/g, " ").trim(), { key: markKey });
    const made = { ...one, text: one.kind === "alias" ? text.replace(/^[“"']+|[”"']+$/g, "") : text };
    if (made.text.length < 2 || made.text.length > memoryTextMost || hasHidden(made.text))
      throw new AppError("validation", `What is remembered is one line of at most ${memoryTextMost} characters.`, {
        fields: { text: hasHidden(made.text) ? "holds characters that nobody sees" : "is not of that length" },
      });
    if (made.kind === "alias") checkAlias(made);
    if (scope !== undefined && !isSeen(made, scope))
      throw new AppError(
        "validation",
        "Somebody who sees a part of the fleet remembers what is about machines of that part.",
        {
          fields: { machines: "names at least one" },
        },
      );
    return made;
  };

  const checkAlias = ({ id, text, machineIds }: Memory): void => {
    const key = aliasKey(text);
    if (machineIds.length === 0)
      throw new AppError("validation", "A name is the name of at least one machine.", {
        fields: { machines: "is missing" },
      });
    if (key === "" || meaningless.has(key) || !/[\p{L}\d]/u.test(key))
      throw new AppError("validation", `“${showHidden(text)}” fits any machine, so it cannot be the name of one.`, {
        fields: { text: "says nothing of the machine" },
        hint: "For example: the download server.",
      });
    const named = fleet.all().find((machine) => !isGone(machine) && namesOf(machine).includes(key));
    if (named) throw new AppError("conflict", `${named.name} is called that already.`);
    const tag = fleet
      .all()
      .find((machine) => !isGone(machine) && machine.tags.some((each) => each.toLowerCase() === key));
    if (tag)
      throw new AppError("conflict", `“${showHidden(text)}” is a tag already, and means all machines that have it.`);
    const other = store.all().find((one) => one.kind === "alias" && one.id !== id && aliasKey(one.text) === key);
    if (other)
      throw new AppError("conflict", `“${showHidden(text)}” is a name already.`, {
        hint: "Change that entry, or remove it first.",
      });
  };

  const entry = (action: string, { actor, origin }: By, one: Memory): AuditEntry => ({
    actor,
    origin,
    action,
    ...(one.task === undefined ? {} : { taskId: one.task }),
    data: { kind: one.kind, text: one.text, machines: machinesOf(one).map(({ name }) => name) },
  });

  const madeOf = ({ actor }: By, { kind, text, machines = [], task }: MemoryRequest): Memory => {
    if (store.all().length >= entriesMost)
      throw new AppError("conflict", `There are ${entriesMost} entries, which is the most.`, {
        hint: "Remove some first.",
      });
    const machineIds = [...new Set(machines.map((name) => fleet.find(name, actor.scope).id))];
    const about = task === undefined ? {} : { task };
    return checked({ id: newId(), kind, text, machineIds, by: actor.name, ...about, atMs: clock() }, actor.scope);
  };

  return {
    list: ({ scope }: Pick<Viewer, "scope">): MemoryView[] =>
      store
        .all()
        .filter((one) => isSeen(one, scope))
        .map(view),
    get: (id: string, { scope }: Pick<Viewer, "scope">): MemoryView => view(get(id, scope)),

    /** As it would be kept, for a person to say yes to. Throws as `add` does. */
    preview: (by: By, request: MemoryRequest): MemoryView => view(madeOf(by, request)),

    add: async (by: By, request: MemoryRequest): Promise<MemoryView> => {
      const made = madeOf(by, request);
      await db.commit({ do: [store.insert(made)], audit: [entry("memory.added", by, made)] });
      return view(made);
    },

    change: async (by: By, id: string, patch: MemoryPatch): Promise<MemoryView> => {
      const { scope } = by.actor;
      const before = get(id, scope);
      const machineIds = patch.machines?.map((name) => fleet.find(name, scope).id) ?? before.machineIds;
      const made = checked(
        {
          ...before,
          kind: patch.kind ?? before.kind,
          text: patch.text ?? before.text,
          machineIds: [...new Set(machineIds)],
        },
        scope,
      );
      const audit = entry("memory.changed", by, made);
      await db.commit({
        do: [store.change(made)],
        audit: [{ ...audit, data: { ...audit.data, before: before.text } }],
      });
      return view(made);
    },

    remove: async (by: By, id: string): Promise<void> => {
      const found = get(id, by.actor.scope);
      await db.commit({ do: [store.remove(found.id)], audit: [entry("memory.removed", by, found)] });
    },

    /** For planners: what counts for whoever asks, machines that were removed left out. `text` is what they ask. */
    known: (text: string, scope: string | undefined): Memory[] => {
      const counts = store
        .all()
        .filter((one) => isSeen(one, scope) && !isOver(one))
        .map((one) => ({
          ...one,
          machineIds: machinesOf(one)
            .filter((machine) => !isGone(machine))
            .map(({ id }) => id),
        }));
      const said = ` ${aliasKey(text).replaceAll(/[^\p{L}\d]+/gu, " ")} `;
      for (const one of counts)
        if (one.kind === "alias" && said.includes(` ${aliasKey(one.text).replaceAll(/[^\p{L}\d]+/gu, " ")} `))
          db.later(store.used(one.id, clock()));
      return counts;
    },

    /** Whether just these machines are called so already. */
    names: (text: string, machineIds: readonly string[]): boolean =>
      store
        .all()
        .some(
          (one) =>
            one.kind === "alias" &&
            aliasKey(one.text) === aliasKey(text) &&
            one.machineIds.toSorted().join() === machineIds.toSorted().join(),
        ),

    /** The entry that says this of a machine, or these very words. */
    find: (kind: MemoryKind | undefined, text: string, scope: string | undefined): MemoryView | undefined => {
      const found = store
        .all()
        .find((one) => (kind ?? one.kind) === one.kind && aliasKey(one.text) === aliasKey(text) && isSeen(one, scope));
      return found && view(found);
    },
  };
}
export type MemoryVerbs = ReturnType<typeof makeMemory>;

const namesOf = ({ name, aliases, facts }: Machine): string[] =>
  [name, facts.hostname, ...aliases].map((each) => each.toLowerCase());

/** Words that fit any machine, or speak of one that was named before. */
const meaningless = new Set(
  (
    "all any both each every everything it this that them these those there here one other same server servers machine machines host hosts box boxes " +
    "node nodes vm vms system systems computer computers container containers fleet everyone and or not on in of to the a an"
  ).split(" "),
);
