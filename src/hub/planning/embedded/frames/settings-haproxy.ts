/** The servers behind a balancer: added to a backend, or taken out of one. */
import type { Match } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { change } from "./say.ts";

const path = "/etc/haproxy/haproxy.cfg";
const backendOf = ({ source = "" }: Match): string | undefined =>
  /\bbackend\s+(?!in\b|of\b|on\b|section\b|from\b)([\w][\w.-]*)/i.exec(source)?.[1] ??
  /([\w][\w.-]*)\s+backend\b/i.exec(source)?.[1];
const noBackend = /^(?:the|a|an|my|our|this|that|to|haproxy|right|same|new)$/i;

function added(match: Match): Intent | undefined {
  const { source = "" } = match;
  const [, name, address, options = ""] =
    /\bserver\s+([\w][\w.-]*)\s+(?:at\s+|with\s+)?(\d{1,3}(?:\.\d{1,3}){3}:\d{1,5})((?:\s+(?:check|backup|(?:weight|inter|rise|fall|maxconn)\s+\d+[a-z]*))*)/i.exec(
      source,
    ) ?? [];
  const backend = backendOf(match);
  if (name === undefined || address === undefined || backend === undefined || noBackend.test(backend)) return undefined;
  const line = `    server ${name} ${address}${options.replaceAll(/\s+/g, " ")}`;
  return change(
    "file.edit",
    {
      path,
      edits: [{ after: `^backend\\s+${backend.replaceAll(".", String.raw`\.`)}\\s*$`, insert: `${line}\n` }],
    },
    `Add the server ${name} to the backend ${backend}`,
  );
}

export const haproxySettingFrames = (): Frame[] => [
  frame(["(add|put|append|insert|register|include)", "(backend)", "{ip} : {n}"], added, {
    may: [
      "{path}",
      "{svc}",
      "{t}",
      "(server|check|backup|line|to|in|into|of|config|the|as|with|at|new|another|section|weight {n}|inter {n})",
      "{word}",
    ],
  }),
];
