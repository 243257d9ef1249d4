/** Invented secrets and masked values, and the pages that show them. */
import type { MaskedView, SecretView } from "../../src/api/secret.ts";
import { MaskedPage, SecretsPage } from "../secrets/index.ts";

const day = 86_400_000;
const at = (ms: number): string => new Date(Date.now() + ms).toISOString();
const secrets: SecretView[] = [
  { name: "backup.encryption_key", version: 1, madeAt: at(-90 * day), madeBy: "maria" },
  { name: "db-password", version: 4, madeAt: at(-2 * day), madeBy: "maria", usedAt: at(-60_000) },
  {
    name: "a-name-that-is-about-as-long-as-a-name-may-be-at-all-and-no-more",
    version: 12,
    madeAt: at(-day),
    madeBy: "somebody-with-a-long-name",
    usedAt: at(-day),
  },
];
const run = { id: "r1", taskId: "t1", machineName: "db-1" };
const items: MaskedView[] = [
  { n: 1, kind: "password", hash: "3fa2", count: 12, until: at(5 * day) },
  { n: 2, kind: "private-key", hash: "00ff", count: 1 },
  { n: 3, kind: "secret", hash: "9c1e", count: 2 },
];
const shown = { run: "r1", n: 1, kind: "password", hash: "3fa2", value: `k7"Gr&ün/ 9=x ${"0123456789".repeat(20)}` };

export const secretViews = {
  secrets: () => <SecretsPage secrets={secrets} nowMs={Date.now()} />,
  "secrets-none": () => <SecretsPage secrets={[]} nowMs={Date.now()} />,
  masked: () => <MaskedPage run={run} items={items} mayReveal />,
  "masked-revealed": () => <MaskedPage run={run} items={items} mayReveal shown={shown} />,
  "masked-viewer": () => <MaskedPage run={run} items={items} mayReveal={false} />,
  "masked-none": () => <MaskedPage run={run} items={[]} mayReveal />,
};
