/** A process that holds many simulated agents and does what the bench that started it orders. */
import { rawSocket } from "../lib/rawSocket.ts";
import { epochMs, sampleFrame, SimulatedAgent } from "./agent.ts";
import type { Answer, Manner, Order, Times, Where } from "./messages.ts";

/** So many join or connect at a time. */
const atOnce = 50;
/** As many programs at a time as one agent runs. */
const programsAtOnce = 8;
const tickMs = 20;

/** Whoever can say something unasked. */
type Talker = { sample: () => void; beat: () => void };

const agents: SimulatedAgent[] = [];
const talkers: Talker[] = [];
let manner: Manner = "reply";
let times = none();
let talking: ReturnType<typeof setInterval> | undefined;

function none(): Times {
  return { came: [], settled: [], sent: 0, ended: 0 };
}

process.on("message", (order: Order) => {
  carryOut(order).then(
    (answer) => process.send?.({ ok: true, ...answer } satisfies Answer),
    (error: unknown) => process.send?.({ ok: false, why: String(error) } satisfies Answer),
  );
});
process.on("disconnect", () => process.exit(0));

async function carryOut(order: Order): Promise<{ times?: Times }> {
  switch (order.do) {
    case "join":
      await join(order);
      return {};
    case "bare":
      await bare(order);
      return {};
    case "manner":
      manner = order.manner;
      return {};
    case "talk":
      talk(order);
      return {};
    case "times": {
      const noted = times;
      times = none();
      return { times: noted };
    }
    case "disconnect":
      for (const agent of agents) agent.disconnect();
      return {};
    case "reconnect":
      await inParts(agents, async (agent) => {
        agent.disconnect();
        await agent.connect();
      });
      return {};
  }
}

async function join({ where, token, prefix, from, count }: Extract<Order, { do: "join" }>): Promise<void> {
  const joining = Array.from(
    { length: count },
    (_, index) =>
      new SimulatedAgent(`${prefix}${from + index}`, from + index, where, {
        came: (atMs) => times.came.push(atMs),
        settled: (atMs) => times.settled.push(atMs),
        ended: (why) => {
          if (times.ended++ === 0) console.error(why);
        },
        work: () => (manner === "exec" ? inTurn(runTrue) : undefined),
      }),
  );
  await inParts(joining, async (agent) => {
    await agent.enrol(token);
    await agent.connect();
  });
  agents.push(...joining);
  talkers.push(...joining);
}

async function bare({ where, count }: { where: Where; count: number }): Promise<void> {
  await inParts(Array.from({ length: count }), async () => {
    const socket = await rawSocket({
      url: where.url,
      ...(where.ca === undefined ? {} : { ca: where.ca }),
      onMessage: (data) => {
        const { id } = JSON.parse(Buffer.from(data).toString()) as { id: number };
        const answer = (): void => socket.send(JSON.stringify({ id, code: 0 }));
        if (manner === "reply") answer();
        else void inTurn(runTrue).then(answer);
      },
    });
    talkers.push({
      sample: () => socket.send(JSON.stringify(sampleFrame())),
      beat: () => socket.send(JSON.stringify({ kind: "pong" })),
    });
  });
}

/** A share of the agents at every tick, so that a second's messages do not come in one moment. */
function talk({ samples, pongs }: { samples: number; pongs: number }): void {
  clearInterval(talking);
  if (samples + pongs === 0) return;
  const perTick = (talkers.length * (samples + pongs) * tickMs) / 1_000;
  let [due, next] = [0, 0];
  let lastMs = epochMs();
  talking = setInterval(() => {
    // A tick that comes late makes up for what it missed.
    due += (perTick * (epochMs() - lastMs)) / tickMs;
    lastMs = epochMs();
    for (; due >= 1; due--) {
      const talker = talkers[next % talkers.length];
      if (Math.floor(next / talkers.length) % (samples + pongs) < samples) talker?.sample();
      else talker?.beat();
      next++;
      times.sent++;
    }
  }, tickMs);
}

const waiting: (() => void)[] = [];
let busy = 0;

async function inTurn(work: () => Promise<void>): Promise<void> {
  if (busy >= programsAtOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else busy++;
  try {
    await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else busy--;
  }
}

async function runTrue(): Promise<void> {
  const child = Bun.spawn(["/bin/true"], { stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text(), child.exited]);
}

async function inParts<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < items.length; from += atOnce) await Promise.all(items.slice(from, from + atOnce).map(work));
}
