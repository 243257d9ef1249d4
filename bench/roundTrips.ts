/** Round trips per command, counted on a line that is slow enough for them to be all that counts. */
import { createServer, connect, type AddressInfo } from "node:net";
import { delayedLine } from "./lib/delayedLine.ts";
import { apiKey, exec, joinAgent, startHub } from "./lib/hub.ts";
import { interleave, timed, type Run } from "./lib/interleave.ts";
import type { Bench, Kit } from "./lib/kit.ts";

const delayMs = 25;
const roundTripMs = 2 * delayMs;

export const roundTripsBench: Bench = {
  name: "round-trips",
  about: `round trips of one command between hub and agent, ${roundTripMs} ms apart, beside one echo on such a line`,
  run: async (kit) => {
    const { scratch } = kit;
    const hub = await startHub(kit);
    const key = await apiKey(hub);
    await joinAgent(kit, hub, { name: "near" });
    const line = await delayedLine({ scratch, to: hub.port, delayMs });
    await joinAgent(kit, hub, { name: "far", by: `http://127.0.0.1:${line.port}` });
    // Of agents that have carried out nothing yet: no connection, key or look-up may be saved up for the first command.
    const firstNear = await timed(() => exec(hub, key, "near"));
    const firstFar = await timed(() => exec(hub, key, "far"));

    const times = await interleave({
      rounds: 15,
      warmups: 2,
      subjects: {
        far: () => timed(() => exec(hub, key, "far")),
        near: () => timed(() => exec(hub, key, "near")),
        echo: await echoOver(scratch),
      },
    });
    const about = { n: roundTripMs, metric: "round_trips", unit: "RTT" };
    const trips = times.far.map((far, round) => (far - (times.near[round] ?? Number.NaN)) / roundTripMs);
    const ours = kit.figure({ ...about, subject: "ailx" }, trips);
    const floor = kit.figure(
      { ...about, subject: "floor one echo" },
      times.echo.map((ms) => ms / roundTripMs),
    );
    kit.figure({ ...about, metric: "request_to_result", unit: "ms", subject: "ailx far" }, times.far);
    kit.figure({ ...about, metric: "request_to_result", unit: "ms", subject: "ailx near" }, times.near);
    const goal = { kind: "value", atMost: 1.1 } as const;
    kit.row({ name: "round trips per command", ours, floor, goal });
    kit.row({
      name: "… of an agent's first command",
      ours: kit.figure({ ...about, subject: "ailx, first" }, [(firstFar - firstNear) / roundTripMs]),
      floor,
      goal,
    });
  },
};

/** One byte there and back over a line of the same delay. */
async function echoOver(scratch: Kit["scratch"]): Promise<Run> {
  const server = createServer((socket) => socket.pipe(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const line = await delayedLine({ scratch, to: (server.address() as AddressInfo).port, delayMs });
  const client = connect(line.port, "127.0.0.1");
  client.setNoDelay(true);
  scratch.onEnd(() => {
    client.destroy();
    server.close();
  });
  return () =>
    timed(
      () =>
        new Promise<void>((resolve) => {
          client.once("data", () => resolve());
          client.write("x");
        }),
    );
}
