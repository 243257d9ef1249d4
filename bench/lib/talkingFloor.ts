/** The floor of dispatch under load: a bare hub that parses every message, stores nothing, and passes on one command. */
import type { Kit } from "./kit.ts";
import { ready } from "./hub.ts";
import { freePort } from "./port.ts";
import { simulatedAgents } from "./simulated.ts";
import { until } from "./until.ts";

export type TalkingFloor = {
  once: () => Promise<void>;
  /** Does `work` while all of them talk. */
  loaded: <T>(work: () => Promise<T>) => Promise<T>;
};

export async function talkingFloor(
  kit: Pick<Kit, "scratch" | "bare">,
  { count, talk }: { count: number; talk: { samples: number; pongs: number } },
): Promise<TalkingFloor> {
  const port = freePort();
  const child = kit.scratch.start([await kit.bare(), "hub", String(port)]);
  await until("the bare hub's start", () => ready(`http://127.0.0.1:${port}`, child));
  const many = simulatedAgents(kit);
  await many.bare({ url: `ws://127.0.0.1:${port}/many` }, count);
  await simulatedAgents(kit).bare({ url: `ws://127.0.0.1:${port}/one` }, 1);
  return {
    once: async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/exec`, { method: "POST", body: '{"command":"true"}' });
      await answer.text();
    },
    loaded: async (work) => {
      await many.order({ do: "talk", ...talk });
      await Bun.sleep(1_000);
      try {
        return await work();
      } finally {
        await many.order({ do: "talk", samples: 0, pongs: 0 });
      }
    },
  };
}
