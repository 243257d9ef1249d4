/** The routes of what ailx remembers, in words and schemas. */
import type { Described } from "./describe.ts";
import { memoryList, memoryPatch, memoryRequest, memoryView } from "./memory.ts";

export const memorySchemas = {
  MemoryRequest: memoryRequest,
  MemoryPatch: memoryPatch,
  Memory: memoryView,
  MemoryList: memoryList,
} as const;

export const memoryDescribed = {
  "GET /api/memory": {
    does: "Lists what people have confirmed that ailx may remember: names for machines, preferences, facts.",
    gives: { 200: "MemoryList" },
  },
  "POST /api/memory": {
    does: "Remembers something; what looks like a secret in it is masked.",
    takes: "MemoryRequest",
    gives: { 201: "Memory" },
  },
  "POST /api/tasks/:id/memory": {
    does: "Remembers what the task's `rememberable` says: the words of its request as a name of the machines that were meant.",
    gives: { 201: "Memory" },
  },
  "PATCH /api/memory/:id": { does: "Changes what is remembered.", takes: "MemoryPatch", gives: { 200: "Memory" } },
  "DELETE /api/memory/:id": { does: "Forgets it.", gives: { 204: "nothing" } },
} as const satisfies Record<string, Described>;
