/** What people say about an engine of containers as a whole, about mail queues, and about packages beyond install and remove. */
import { literals, openWords, things } from "../intents/match.ts";
import { edited } from "../intents/fixes.ts";
import { onPackages } from "../intents/packages.ts";
import { shell } from "../intents/shell.ts";
import { frame, type Frame } from "./frame.ts";
import { command, read } from "./say.ts";

const look = (text: string, does: string) => () => command({ command: text, does, reads: true, needs: "docker" });
const removing = "(remove|delete|prune|clean up|clean|clear|get rid of|purge|drop|throw away|clear out|rm)";

export const engineFrames = (): Frame[] => [
  frame(["(status|state|states|health|overview)", "(containers)"], () => read("container.list", { all: true }), {
    reads: true,
    may: ["(all|docker|podman|of|for|running|every)"],
  }),
  frame(
    ["(replace|change|swap|substitute)", "{quote} (by|with|to|into|for) {quote}", "{path}"],
    (match) => {
      const [find = "", replace = ""] = literals(match, "quote");
      const [path = ""] = literals(match, "path");
      return find === "" || !path.startsWith("/") || path.endsWith("/")
        ? undefined
        : edited(path, [{ find, replace }], `Change ${path}`);
    },
    { may: ["(the|text|string|line|word|in|file|config)"] },
  ),
  frame(
    ["(docker|podman|{svc})", "(disk usage|space|disk space|system df|storage|df)"],
    (match) =>
      things(match).every(({ said }) => /^(?:docker|podman)$/.test(said))
        ? command({
            command: "docker system df",
            does: "Show what containers and images take",
            reads: true,
            needs: "docker",
          })
        : undefined,
    { reads: true, may: ["(usage|use|used|using|take|takes|taking|up|by|system|much|disk|is)"] },
  ),
  frame(
    ["[docker|container] (volumes|volume)", "(docker|container|containers|list|which|show)"],
    look("docker volume ls", "List the volumes"),
    {
      reads: true,
      may: ["(list|unused|docker|all)"],
    },
  ),
  frame(
    ["[docker] (networks)", "(docker|container|containers)"],
    look("docker network ls", "List the networks of containers"),
    {
      reads: true,
      may: ["(list|docker|all)"],
    },
  ),
  frame(
    [
      "(containers|container)",
      "(memory|cpu|ram|resources|resource usage|stats)",
      "(which|what|how much|usage|using|use|most|stats|eating|hogging|takes|consumption)",
    ],
    look("docker stats --no-stream", "Show what the containers use"),
    {
      reads: true,
      may: [
        "(usage|use|uses|using|most|so much|all|docker|of|in|each|per|inside|running|memory|cpu|and|takes|eats|eating|hogging|consumption)",
      ],
    },
  ),
  frame(
    [removing, "(stopped|exited|dead|old|finished)", "(containers|docker containers)"],
    () =>
      shell({
        command: "docker container prune -f",
        does: "Remove the containers that do not run",
        reads: false,
        risk: "high",
        needs: "docker",
      }),
    { may: ["(all|docker|the|up)"] },
  ),
  frame(
    ["(mail queue|mailq|postfix queue|mail queues|queue of mails|queued mails|stuck mails)"],
    () => command({ command: "postqueue -p", does: "Show the queue of mails", reads: true, needs: "Postfix" }),
    { reads: true, may: ["(check|size|length|long|how many|list|big|full|in|{t}|mails|messages)"] },
  ),
  frame(
    ["(search|find|look for|is there|search for)", "(package|packages)", "{word}"],
    (match) => {
      const [text] = openWords(match);
      return text === undefined || text.length < 2 || literals(match, "path").length > 0
        ? undefined
        : read("package.search", { text }, { ask: true });
    },
    { reads: true, may: ["(for|called|named|with|a|available|repo|repos|in)"] },
  ),
  frame(
    [
      "(autoremove|auto-remove|remove|purge|clean up)",
      "(unused|orphaned|old|no longer needed|unneeded|leftover|obsolete)",
      "(packages|dependencies|kernels)",
    ],
    () => onPackages("autoremove", "Remove packages that nothing needs any more"),
    { may: ["(all|kernel|automatically installed|and)"] },
  ),
  frame(["(apt|apt-get|dnf) (autoremove)"], () =>
    onPackages("autoremove", "Remove packages that nothing needs any more"),
  ),
];
