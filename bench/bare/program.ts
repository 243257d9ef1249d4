/**
 * The least that a compiled program can be: what it takes here is the runtime's part of what ailx takes. It is compiled
 * with the flags of build.ts; its first word says what to do.
 */
import { serve } from "bun";

const [mode, where = ""] = process.argv.slice(2);

switch (mode) {
  case "say":
    console.log("0.1.0");
    break;
  case "ask": {
    const answer = await fetch("http://localhost/healthz", { unix: where });
    console.log(await answer.text());
    break;
  }
  case "serve":
    serve({ hostname: "127.0.0.1", port: Number(where), fetch: () => new Response("ok") });
    break;
  case "dial":
    new WebSocket(where).addEventListener("open", () => setInterval(() => {}, 5_000));
    break;
  case "idle":
    setInterval(() => {}, 5_000);
    break;
  default:
    process.exit(2);
}
