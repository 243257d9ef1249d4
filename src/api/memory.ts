/** What ailx remembers, as the API, the page and the command line show it. */
import * as z from "zod/mini";
import { memoryKinds } from "../domain/memory.ts";
import { id, plainText, time } from "./common.ts";

export const memoryTextMost = 300;
const words = () => plainText(memoryTextMost).check(z.minLength(2));
/** Names or ids. */
const machines = () => z.array(z.string().check(z.minLength(1), z.maxLength(64))).check(z.maxLength(20));

/** POST /api/memory */
export const memoryRequest = () =>
  z.strictObject({
    /** alias: another name of the machines · preference: how things are to be done · fact: something that is so. */
    kind: z.enum(memoryKinds),
    text: words(),
    /** Of an alias at least one. */
    machines: z.optional(machines()),
    /** The task that it comes from. */
    task: z.optional(id()),
  });
export type MemoryRequest = z.infer<ReturnType<typeof memoryRequest>>;

/** PATCH /api/memory/:id: what is not given stays. */
export const memoryPatch = () =>
  z.strictObject({
    kind: z.optional(z.enum(memoryKinds)),
    text: z.optional(words()),
    machines: z.optional(machines()),
  });
export type MemoryPatch = z.infer<ReturnType<typeof memoryPatch>>;

export const memoryView = () =>
  z.object({
    id: id(),
    kind: z.enum(memoryKinds),
    text: z.string(),
    machines: z.array(z.object({ id: id(), name: z.string() })),
    by: z.string(),
    task: z.optional(id()),
    at: time(),
    /** When a request last spoke of it; aliases only. */
    usedAt: z.optional(time()),
    /** What is to be known of it: that it is no longer used because its machines were removed, that a secret in it was masked. */
    note: z.optional(z.string()),
  });
export type MemoryView = z.infer<ReturnType<typeof memoryView>>;
export const memoryList = () => z.object({ items: z.array(memoryView()) });
