/** A checkpoint: the hub's signature under the number and hash of its newest audit entry, to be kept by others too. */
import * as z from "zod/mini";
import { once } from "../lib/once.ts";

export const checkpointSchema = once(() =>
  z.object({
    /** 1, 2, 3 … without a gap, so that a removed one shows. */
    number: z.int().check(z.minimum(1)),
    /** The entry it speaks of, and with it of all before. */
    seq: z.int().check(z.minimum(1)),
    hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    atMs: z.int().check(z.minimum(0)),
    /** Ed25519 by the hub's key over `checkpointBytes`, base64. */
    signature: z.string().check(z.minLength(1), z.maxLength(128)),
  }),
);
export type Checkpoint = { number: number; seq: number; hash: string; atMs: number; signature: string };

/** What is signed. `hub` is the fingerprint of the hub's key; the prefix keeps it from being anything else that is signed. */
export const checkpointBytes = ({ number, seq, hash, atMs }: Omit<Checkpoint, "signature">, hub: string): Uint8Array =>
  new TextEncoder().encode(`ailx-audit-v1\0${hub}\0${number}\0${seq}\0${hash}\0${atMs}`);

/** A checkpoint is made after so many entries, and after so long where there are fewer but any. */
export const checkpointEvery = { entries: 1_000, ms: 3_600_000 } as const;
