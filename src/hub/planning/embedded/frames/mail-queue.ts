/** What is done to the queue of a mail server: tried again at once, put in anew, or thrown away. */
import { type Match, things } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { command } from "./say.ts";
import { at, having } from "./ways.ts";

const done =
  (text: string, does: string, risk?: "high") =>
  (match: Match): Intent | undefined =>
    things(match).every(({ said }) => /^(?:postfix|mail|smtp)/.test(said))
      ? at(
          having(match, /^postfix$/),
          command({
            command: ({ facts }) =>
              facts.services.includes("postfix") || facts.services.length === 0 ? text : undefined,
            does,
            reads: false,
            needs: "Postfix",
            ...(risk ? { risk } : {}),
          }),
        )
      : undefined;

const queue =
  "(mail queue|mailqueue|postfix queue|queue of mails|queue of mail|mailq|{svc} queue|{svc} mail queue|outgoing queue|deferred queue|deferred mails|deferred mail|queued mails|queued mail|stuck mails|mails in queue|mail in queue|messages in queue|outgoing mail queue)";
const rest =
  "(queue|of|in|on|all|the|now|again|once|everything|deferred|queued|stuck|immediately|that is|that are|mails|mail|for|{svc}|delivery|deliver|up|over)";

export const mailQueueFrames = (): Frame[] => [
  frame(
    ["(flush|retry|resend|redeliver|try again|push out|kick off|force|process|run|deliver|attempt)", queue],
    done("postqueue -f", "Try to deliver every queued mail now"),
    {
      may: [rest],
    },
  ),
  frame(["flush", "{svc}"], done("postqueue -f", "Try to deliver every queued mail now"), {
    may: ["(mails|mail|the)"],
  }),
  frame(["(requeue|re-queue|put anew|reprocess)", queue], done("postsuper -r ALL", "Put every queued mail in anew"), {
    may: [rest],
  }),
  frame(
    ["(delete|remove|drop|purge|throw away|get rid of|empty|clear|wipe|discard)", queue],
    (match) =>
      done(
        /\bdeferred\b/.test(match.text) ? "postsuper -d ALL deferred" : "postsuper -d ALL",
        "Throw away queued mails",
        "high",
      )(match),
    { may: [rest] },
  ),
];
