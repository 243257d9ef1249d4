/** Processes of simulated agents, as a bench holds them. */
import type { Answer, Manner, Order, Times, Where } from "../simulated/messages.ts";
import type { Hub } from "./hub.ts";
import type { Kit } from "./kit.ts";
import { stop } from "./scratch.ts";

const program = new URL("../simulated/agents.ts", import.meta.url).pathname;
/** A join token of the hub lets in so many machines at most. */
const usesAtMost = 1_000;
/** One process for what the hub has to wait for, one so that there are enough of them. */
const processes = 2;

export type Agents = {
  order: (order: Order) => Promise<Answer[]>;
  /** So many new agents; `prefix` becomes their tag too. */
  join: (joining: { hub: Hub; where: Where; prefix: string; count: number }) => Promise<void>;
  /** So many bare WebSockets that answer. */
  bare: (where: Where, count: number) => Promise<void>;
  manner: (manner: Manner) => Promise<void>;
  /** What was noted since the last time, of all processes together. */
  times: () => Promise<Times>;
  pids: number[];
};

export function simulatedAgents({ scratch }: Pick<Kit, "scratch">): Agents {
  const workers = Array.from({ length: processes }, () => worker(scratch));
  const share = (count: number, index: number): number =>
    Math.floor((count * (index + 1)) / processes) - Math.floor((count * index) / processes);
  const order: Agents["order"] = (wanted) => Promise.all(workers.map((each) => each.order(wanted)));

  const joinSome = async ({ hub, where, prefix, count, from }: Parameters<Agents["join"]>[0] & { from: number }) => {
    const { secret } = await hub.call<{ secret: string }>("POST", "/api/tokens", {
      maxLevel: 1,
      uses: count,
      tags: [prefix],
    });
    let next = from;
    await Promise.all(
      workers.map(async (each, index) => {
        const mine = share(count, index);
        if (mine === 0) return;
        next += mine;
        await each.order({ do: "join", where, token: secret, prefix, from: next - mine, count: mine });
      }),
    );
  };

  return {
    order,
    pids: workers.map(({ pid }) => pid),
    join: async (joining) => {
      for (let from = 0; from < joining.count; from += usesAtMost)
        await joinSome({ ...joining, from, count: Math.min(usesAtMost, joining.count - from) });
    },
    bare: async (where, count) => {
      await Promise.all(workers.map((each, index) => each.order({ do: "bare", where, count: share(count, index) })));
    },
    manner: async (manner) => void (await order({ do: "manner", manner })),
    times: async () => {
      const all = (await order({ do: "times" })).flatMap((answer) => (answer.ok && answer.times ? [answer.times] : []));
      return {
        came: all.flatMap(({ came }) => came),
        settled: all.flatMap(({ settled }) => settled),
        sent: all.reduce((sum, { sent }) => sum + sent, 0),
        ended: all.reduce((sum, { ended }) => sum + ended, 0),
      };
    },
  };
}

function worker(scratch: Kit["scratch"]): { order: (order: Order) => Promise<Answer>; pid: number } {
  const answers: ((answer: Answer) => void)[] = [];
  const child = Bun.spawn([process.execPath, program], {
    stdin: "ignore",
    stdout: "ignore",
    stderr: "inherit",
    ipc: (answer: Answer) => answers.shift()?.(answer),
  });
  scratch.onEnd(() => stop(child));
  return {
    pid: child.pid,
    order: async (order) => {
      const { promise, resolve } = Promise.withResolvers<Answer>();
      answers.push(resolve);
      child.send(order);
      const answer = await Promise.race([
        promise,
        child.exited.then((code) => ({ ok: false, why: `ended with ${code}` })),
      ]);
      if (!answer.ok) throw new Error(`simulated agents: ${"why" in answer ? answer.why : ""}`);
      return answer;
    },
  };
}
