/** Invented memories, and the page that shows them. */
import type { MemoryView } from "../../src/api/memory.ts";
import { MemoryPage } from "../memory/index.ts";

const day = 86_400_000;
const at = (ms: number): string => new Date(Date.now() + ms).toISOString();
const items: MemoryView[] = [
  {
    id: "019b0000-0000-7000-8000-000000000001",
    kind: "alias",
    text: "the download server",
    machines: [{ id: "m1", name: "sab-1" }],
    by: "maria",
    task: "t1",
    at: at(-9 * day),
    usedAt: at(-300_000),
  },
  {
    id: "019b0000-0000-7000-8000-000000000002",
    kind: "alias",
    text: "the build boxes",
    machines: [
      { id: "m2", name: "ci-1" },
      { id: "m3", name: "ci-2" },
    ],
    by: "ben",
    at: at(-2 * day),
  },
  {
    id: "019b0000-0000-7000-8000-000000000003",
    kind: "preference",
    text: "never restart databases between 8 and 20 o’clock",
    machines: [],
    by: "maria",
    at: at(-30 * day),
  },
  {
    id: "019b0000-0000-7000-8000-000000000004",
    kind: "fact",
    text: "the token of the shop is [redacted:token#3fa2]",
    machines: [{ id: "m4", name: "web-1" }],
    by: "somebody-with-a-long-name",
    at: at(-3_600_000),
    note: "What looked like a secret was masked; the secret itself was not kept.",
  },
  {
    id: "019b0000-0000-7000-8000-000000000005",
    kind: "alias",
    text: "the old nas",
    machines: [],
    by: "ben",
    at: at(-400 * day),
    usedAt: at(-90 * day),
    note: "No longer used: nas-0 was removed.",
  },
];

export const memoryViews = {
  memory: () => <MemoryPage items={items} mayAct nowMs={Date.now()} />,
  "memory-viewer": () => <MemoryPage items={items} mayAct={false} nowMs={Date.now()} />,
  "memory-change": () => <MemoryPage items={items} change={items[1]} mayAct nowMs={Date.now()} />,
  "memory-none": () => <MemoryPage items={[]} mayAct nowMs={Date.now()} />,
};
