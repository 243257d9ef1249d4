/** Sends broken frames to a whole hub, each on a connection of its own, and says which of them did not end it. */
import { decodeAgent, decodeOutput } from "../../src/protocol/codec.ts";
import { agentSays, brokenBinary, brokenText, randomFrom, type Random } from "./fuzz.ts";
import type { HubHere } from "./hub.ts";
import { dial, joinHub, type Joined } from "./peer.ts";

const kinds = Object.keys(agentSays);
/** Below what one machine may greet in a minute. */
const casesOfMachine = 80;
const atOnce = 6;
const soonMs = 5_000;

/** `wrong`: what was let pass, or was cut off though it fits. */
export async function fuzzHub({ hub, cases, seed }: { hub: HubHere; cases: number; seed: number }) {
  const wrong: string[] = [];
  let broken = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async (_, lane) => {
      const random = randomFrom(seed + lane);
      let who: Joined | undefined;
      for (let n = 0; n < Math.ceil(cases / atOnce); n++) {
        if (n % casesOfMachine === 0) who = await joinHub(hub, `fuzz-${seed}-${lane}-${n}`);
        if (!who) continue;
        const { mustClose, told } = await oneCase({ hub, who, random, kind: kinds[n % kinds.length] ?? "pong" });
        if (mustClose) broken++;
        if (told !== undefined) wrong.push(told);
      }
    }),
  );
  return { wrong, broken };
}

async function oneCase({ hub, who, random, kind }: { hub: HubHere; who: Joined; random: Random; kind: string }) {
  // Mostly where it belongs; sometimes out of turn.
  const greeted = random(8) === 0 ? kind === "hello" : kind !== "hello";
  const peer = await dial(hub, who, { hello: greeted });
  if (greeted) await peer.next("welcome");
  const sent = random(7) === 0 ? brokenBinary(random) : brokenText(agentSays[kind] ?? { kind }, random);
  const mustClose = !greeted || !fits(sent);
  peer.raw(sent);
  // A frame that fits is answered by nothing; what follows it is looked at once it has been read.
  const closed = await Promise.race([
    peer.closed.then(() => true),
    Bun.sleep(mustClose ? soonMs : 10).then(() => false),
  ]);
  peer.close();
  const about = `${kind} ${greeted ? "after" : "before"} the welcome: ${String(sent).slice(0, 200)}`;
  if (closed === mustClose) return { mustClose, told: undefined };
  return { mustClose, told: closed ? `was cut off though it fits, ${about}` : `was let pass, ${about}` };
}

/** Whether the codec takes it after the welcome; of binary nothing fits, because nothing runs there. */
function fits(sent: string | Uint8Array): boolean {
  try {
    if (typeof sent !== "string") return decodeOutput(sent) === undefined;
    return decodeAgent(sent)?.kind !== "hello";
  } catch {
    return false;
  }
}
