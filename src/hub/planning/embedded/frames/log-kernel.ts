/** What the kernel had to say of one thing: of a network card, of disks, since a time. */
import type { Machine } from "../../../../domain/machine.ts";
import { type Match, openWords } from "../intents/match.ts";
import type { Intent } from "../types.ts";
import { frame, type Frame } from "./frame.ts";
import { sinceOf, span } from "./say.ts";
import { asTyped, kernelLog, looking } from "./ways.ts";

/** The kernel's messages, all that it still holds, or those of a span where the machine keeps a journal. */
export function kernelSaid(match: Match): (machine: Machine) => string {
  const since = sinceOf(match);
  return kernelLog(since === undefined ? "" : ` --since -${since}`, " -T");
}

const found =
  (does: string, shape: string) =>
  (match: Match): Intent | undefined => {
    const [name, more] = openWords(match).map((word) => asTyped(match, word));
    if (more !== undefined || (name !== undefined && !/^[\w.@-]{2,20}$/.test(name))) return undefined;
    const log = kernelSaid(match);
    return looking(
      name === undefined ? does : `${does} of ${name}`,
      (machine, q) =>
        `${log(machine)} | grep -iE ${q(shape)}${name === undefined ? "" : ` | grep -F -e ${q(name)}`} | tail -n 200`,
    );
  };

const noise =
  "(dmesg|kernel log|kernel messages|kernel|log|logs|any|there|was|were|been|had|has|lately|ever|check|find|search|grep|look for|look|for|see|seen|in|on|at|to|the|recently|messages|message|events|event|entries|lines|reported|logged|happened|happen|did|does|have)";
const links =
  "(link down|link went down|link was down|link is down|link lost|link loss|lost link|lost its link|lose its link|carrier lost|lost carrier|loss of carrier|carrier loss|link flap|link flaps|link flapping|link flapped|link drop|link drops|link dropped|link drop out|link events|link changes|link state changes|nic reset|nic resets|cable unplugged|unplugged)";
const io =
  "(i / o error|i / o errors|io error|io errors|disk error|disk errors|ata error|ata errors|block errors|medium errors|read errors|bad sectors)";
const kernel = "(dmesg|kernel log|kernel logs|kernel messages|kernel ring buffer|kernel buffer|kernel|kern.log)";

export const logKernelFrames = (): Frame[] => [
  ...[[links], [links, "{word}"], [kernel, links]].map((need) =>
    frame(need, found("Look for lost links", "link (is )?(down|up|lost)|carrier|NIC Link"), {
      reads: true,
      may: [noise, span, "(interface|nic|card|port|network|device|eth)"],
    }),
  ),
  ...[
    [kernel, io],
    [kernel, io, "{word}"],
  ].map((need) =>
    frame(
      need,
      found(
        "Look for errors of disks",
        "I/O error|ata[0-9.]+: |medium error|critical target|blk_update_request|nvme.*error",
      ),
      {
        reads: true,
        may: [noise, span, "(disk|drive|device)"],
      },
    ),
  ),
];
