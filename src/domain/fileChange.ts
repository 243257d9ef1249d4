/** What becomes of files: said the same way before a change (computed on the machine), after it, and when it is undone. */
import * as z from "zod/mini";
import { machineText } from "./untrusted.ts";

/** More of one diff is not sent; its beginning is. */
export const diffBytes = 48 << 10;

/** `removed`: it would be, or was, gone afterwards. `same`: what was asked for is there already. */
export const fileKinds = ["created", "changed", "removed", "same"] as const;

/** What else a file is, beside its bytes. */
const fileState = () =>
  z.object({
    /** Hex, of its bytes; absent for links and folders. */
    sha256: z.optional(z.string().check(z.regex(/^[0-9a-f]{64}$/))),
    sizeBytes: z.optional(z.number()),
    /** Permission bits in octal: "0644". */
    mode: z.optional(z.string().check(z.regex(/^[0-7]{4}$/))),
    /** Name or number of owner and group: "root:www-data". */
    owner: z.optional(machineText(140)),
    /** Where a link leads. */
    link: z.optional(machineText(4_096)),
  });
export type FileState = z.infer<ReturnType<typeof fileState>>;

export const fileChange = () =>
  z.object({
    path: machineText(4_096),
    kind: z.enum(fileKinds),
    /** Unified, without its two lines of names. Absent where nothing of the text changes or it is left out. */
    diff: z.optional(machineText(diffBytes + 200)),
    /** Why there is no diff, or not all of it. */
    leftOut: z.optional(z.enum(["secret", "binary", "long"])),
    added: z.optional(z.int()),
    removed: z.optional(z.int()),
    /** Absent where there was nothing. */
    before: z.optional(fileState()),
    /** Absent where there is nothing afterwards. */
    after: z.optional(fileState()),
  });
export type FileChange = z.infer<ReturnType<typeof fileChange>>;

/** What a change would do on one machine. */
export const filePreview = () =>
  z.object({
    files: z.array(fileChange()).check(z.maxLength(200)),
    /** Sentences beside files: "3 packages would be installed". */
    notes: z.array(machineText(1_000)).check(z.maxLength(100)),
    /** Why it would not work as things are now. Empty: nothing is known against it. */
    problems: z.array(machineText(1_000)).check(z.maxLength(100)),
  });
export type FilePreview = z.infer<ReturnType<typeof filePreview>>;
