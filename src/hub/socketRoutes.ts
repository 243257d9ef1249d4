/** The routes that become WebSockets: what is put into each socket says whose it is and whether it still may. */
import { AppError } from "../domain/error.ts";
import { isId } from "../lib/ids.ts";
import { noncePattern } from "../protocol/hubProof.ts";
import type { Identity } from "./http/identity.ts";
import type { CallerOf, Route } from "./http/route.ts";
import { upgrade } from "./http/sockets.ts";
import type { AgentSocket } from "./link/connection.ts";
import type { OutputSocket } from "./tasks/outputSocket.ts";
import type { Ports } from "./tasks/ports.ts";
import { runNamed } from "./tasks/routes.ts";
import type { Seen } from "./tasks/seen.ts";

type Parts = {
  route: Route;
  callerOf: CallerOf;
  ports: Ports;
  admit: (asking: { claimed: string; address: string }) => void;
  identity: Identity;
  seen: Seen;
};

export function socketRoutes({ route, callerOf, ports, admit, identity, seen }: Parts): void {
  route("GET /ws/agent", (c) => {
    const [claimed = "", nonce = ""] = [c.req.header("x-ailx-machine"), c.req.header("x-ailx-nonce")];
    if (!isId(claimed) || !noncePattern.test(nonce))
      throw new AppError("validation", "An agent names its machine and a fresh nonce.");
    const address = c.get("address");
    admit({ claimed, address });
    const data: AgentSocket = { kind: "agent", claimed, nonce, address };
    return upgrade(c, data);
  });
  route("GET /ws/runs/:id/output", (c) => {
    const caller = callerOf(c);
    const { id, taskId } = runNamed(ports, c.req.param("id") ?? "");
    const data: OutputSocket = {
      kind: "output",
      runId: id,
      from: Math.max(0, Number(c.req.query("from") ?? 0) || 0),
      tail: Math.max(0, Number(c.req.query("tail") ?? 0) || 0),
      stillMay: () => identity.validate(caller) && seen.sees(taskId, caller.actor),
    };
    return upgrade(c, data);
  });
}
