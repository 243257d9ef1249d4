/** Postfix and Exim: why mail waits in the queue. */
import { dayMs, fix, times, type Sign } from "./sign.ts";

export const mail: readonly Sign[] = [
  {
    id: "mail-deferred",
    shape: /relay=([^,]{1,120}), .*status=deferred \((.{1,200}?)\)?$/,
    certainty: "certain",
    withinMs: dayMs,
    cause: ({ parts: [, relay = "", why = ""], count }) =>
      `mail waits in the queue${relay === "none" ? "" : ` for ${relay.split("[")[0] ?? relay}`}: ${why}${times(count)}`,
    fixes: ({ parts: [, , why = ""], machine }) =>
      /host or domain name not found|name service error/i.test(why)
        ? [fix(`why does name resolution fail on ${machine}?`, "the receiver's name is not found")]
        : [
            fix(`check the network on ${machine}`, "whether port 25 is open to the outside"),
            fix(`run \`postqueue -f\` as root on ${machine}`, "what waits is tried again now"),
          ],
    about: ({ parts: [, relay = ""] }) => `mail:${relay.split("[")[0] ?? ""}`,
    depth: 1,
  },
  {
    id: "mail-no-room",
    shape:
      /(?:insufficient system storage|queue file write error|statfs.*not enough free space in mail queue|Insufficient system resources)/i,
    certainty: "certain",
    withinMs: dayMs,
    cause: ({ count }) => `mail is refused because the queue has no room${times(count)}`,
    fixes: ({ machine }) => [fix(`why is the disk of ${machine} full?`, "what takes the room")],
    about: () => "mail:room",
    depth: 0,
  },
  {
    id: "mail-refused-login",
    shape:
      /(?:warning: [^:]{1,200}: )?SASL (\w+) authentication failed: (?!.*(?:UGFzc3dvcmQ6|Invalid authentication mechanism))(.{1,120})/,
    certainty: "possible",
    atLeast: 5,
    cause: ({ count }) => `sign-ins to send mail are refused${times(count)}: a wrong password, or somebody who guesses`,
    about: () => "mail:login",
    depth: 4,
  },
];
