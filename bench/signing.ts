/** What a call pays for being signed, checked and journalled: each by itself, beside the disk's own sync. */
import { closeSync, fdatasyncSync, openSync, writeSync } from "node:fs";
import { Journal } from "../src/agent/calls/journal.ts";
import { newPrivateKey, publicKeyOf, readPublicKey, signBytes, verifyBytes } from "../src/lib/ed25519.ts";
import { signedBytes } from "../src/protocol/call.ts";
import { interleave } from "./lib/interleave.ts";
import type { Bench } from "./lib/kit.ts";

const rounds = 50;
/** In each round, so that the clock's steps do not count. */
const times = 20;

export const signingBench: Bench = {
  name: "signing",
  about: "signing a call, checking it, and the agent's journal, beside one write that is synced",
  run: async (kit) => {
    const key = newPrivateKey();
    const publicKey = readPublicKey(publicKeyOf(key));
    const payload = JSON.stringify({
      callId: crypto.randomUUID(),
      input: { command: "true" },
      filler: "x".repeat(500),
    });
    const signature = signBytes(key, signedBytes(payload));
    const journal = new Journal({ dirs: [kit.scratch.path("journal")], nowMs: Date.now });
    const file = openSync(kit.scratch.path("synced"), "w");
    const line = Buffer.alloc(120, "x");
    kit.scratch.onEnd(() => {
      journal.close();
      closeSync(file);
    });
    const each = (work: () => unknown) => (): number => {
      const startedAtMs = performance.now();
      for (let n = 0; n < times; n++) work();
      return (performance.now() - startedAtMs) / times;
    };
    const values = await interleave({
      rounds,
      warmups: 5,
      subjects: {
        sign: each(() => signBytes(key, signedBytes(payload))),
        verify: each(() => verifyBytes(publicKey, signedBytes(payload), signature)),
        journal: each(() => journal.accepted({ id: crypto.randomUUID(), atMs: Date.now() })),
        sync: each(() => {
          writeSync(file, line);
          fdatasyncSync(file);
        }),
      },
    });
    const about = { n: 1, metric: "per_call", unit: "ms" };
    const floor = kit.figure({ ...about, subject: "floor write and sync" }, values.sync);
    kit.row({ name: "signing a call", ours: kit.figure({ ...about, subject: "ailx, sign" }, values.sign), floor });
    kit.row({
      name: "checking its signature",
      ours: kit.figure({ ...about, subject: "ailx, verify" }, values.verify),
      floor,
    });
    kit.row({
      name: "a line of the agent's journal, on disk",
      ours: kit.figure({ ...about, subject: "ailx, journal" }, values.journal),
      floor,
    });
  },
};
