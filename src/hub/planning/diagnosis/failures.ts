/** A changing step that failed: why, by what was said, and what could be asked for instead. Never the same step again. */
import type { Certainty, Finding } from "../../../domain/finding.ts";
import type { Plan, Step } from "../../../domain/plan.ts";
import { forHtml, untrusted } from "../../../domain/untrusted.ts";
import type { LogLine } from "../../../tools/service/unit.ts";
import { evidence, type LookedRun } from "./looked.ts";
import { plainPath, plainUnit, type Fix } from "./rule.ts";

const mostFailures = 5;
const mostFixes = 3;

type Failed = { run: LookedRun; step: Step; machine: string; service: string | undefined; text: string };
type Kind = {
  id: string;
  shape: RegExp;
  certainty: Certainty;
  cause: (failed: Failed) => string;
  fixes: (failed: Failed) => Fix[];
};

/** In the order of the runs; each kind of failure once a machine. */
export function failuresOf(plan: Plan, runs: readonly LookedRun[]): Finding[] {
  const changing = new Map(
    plan.steps.filter(({ access }) => access === "change").map((step) => [String(step.id), step]),
  );
  return runs
    .filter(({ state, stepId }) => state === "failed" && changing.has(stepId))
    .slice(0, mostFailures)
    .flatMap((run) => {
      const step = changing.get(run.stepId);
      return step ? (explained(run, step) ?? []) : [];
    });
}

function explained(run: LookedRun, step: Step): Finding | undefined {
  const service =
    typeof step.input["service"] === "string" && plainUnit(step.input["service"]) ? step.input["service"] : undefined;
  const said = saidBy(run);
  const failed: Failed = {
    run,
    step,
    machine: run.machineName,
    service,
    text: said.map(({ text }) => text).join("\n"),
  };
  const kind = kinds.find(({ shape }) => shape.test(`${run.error?.code ?? ""}\n${failed.text}`));
  if (!kind) return undefined;
  const telling = said.find(({ text }) => kind.shape.test(text)) ?? said[0];
  return {
    id: kind.id,
    machineId: run.machineId,
    machine: run.machineName,
    certainty: kind.certainty,
    cause: untrusted(`${step.title} failed: ${kind.cause(failed)}`),
    evidence: telling ? [evidence({ run, tool: step.tool }, telling.text, telling)] : [],
    fixes: kind.fixes(failed).slice(0, mostFixes),
  };
}

/** The error itself, then what the service wrote when it was changed. */
function saidBy({ error, line, output }: LookedRun): { text: string; atMs?: number; of?: LogLine }[] {
  const journal = journalOf(output?.["journal"]);
  const errors = [...new Set([error?.detail ?? "", line])].filter((text) => text !== "").map((text) => ({ text }));
  return [...journal.map((of) => ({ text: forHtml(of.text), atMs: of.atMs, of })).toReversed(), ...errors];
}

/** Of the tools that change services; it passed their schema. */
const journalOf = (held: unknown): LogLine[] => (Array.isArray(held) ? (held as LogLine[]) : []);

const why = ({ service, machine }: Failed): Fix[] =>
  service === undefined
    ? []
    : [
        {
          say: `why is ${service} not working on ${machine}?`,
          why: "looks at the service, its log and its configuration, and says the cause",
        },
      ];
const log = ({ service, machine }: Failed): Fix[] =>
  service === undefined
    ? []
    : [{ say: `show the last 50 lines of the ${service} log on ${machine}`, why: "what it said itself" }];
const say = (text: string, because: string): Fix => ({ say: text, why: because });
const portIn = (text: string): string | undefined => /:(\d{2,5})\b/.exec(text)?.[1];
const pathIn = (text: string): string | undefined => /(\/etc\/[\w./@+-]+?)(?=[:,;\s]|\.?$)/m.exec(text)?.[1];

const kinds: readonly Kind[] = [
  {
    id: "failed-port-in-use",
    shape: /address already in use|EADDRINUSE|bind\(\) to .* failed \(98/i,
    certainty: "certain",
    cause: ({ text }) =>
      `its port${portIn(text) === undefined ? "" : ` ${portIn(text) ?? ""}`} is held by another program`,
    fixes: (failed) => [
      ...why(failed),
      say(`show the open ports on ${failed.machine}`, "who holds the port"),
      ...log(failed),
    ],
  },
  {
    id: "failed-no-space",
    shape: /no space left|ENOSPC|disk quota exceeded|not enough free space/i,
    certainty: "certain",
    cause: () => "there is no room left on a disk",
    fixes: ({ machine }) => [
      say(`why is the disk of ${machine} full?`, "finds what takes the room"),
      say(`clean the package cache on ${machine}`, "downloaded packages can be fetched again"),
    ],
  },
  {
    id: "failed-config",
    shape:
      /^config_invalid|configuration file .* test failed|found an error in line|\[emerg\]|syntax error|bad value|status=78\/CONFIG/im,
    certainty: "certain",
    cause: ({ text }) =>
      `the configuration is wrong${pathIn(text) === undefined ? "" : ` (${pathIn(text) ?? ""})`}; nothing was taken down for it`,
    fixes: (failed) => {
      const path = pathIn(failed.text);
      return [
        ...why(failed),
        ...(path !== undefined && plainPath(path)
          ? [say(`show ${path} on ${failed.machine}`, "the line and what stands around it")]
          : []),
        ...log(failed),
      ];
    },
  },
  {
    id: "failed-locked",
    shape:
      /could not get lock|unable to acquire the dpkg|is locked by|another (?:app|process) is (?:currently )?(?:using|holding)|waiting for cache lock/i,
    certainty: "certain",
    cause: () => "another program works with the packages and holds their lock",
    fixes: ({ machine }) => [
      say(`who holds the package lock on ${machine}?`, "which program it is, and since when"),
      say(`show the processes with the most cpu on ${machine}`, "whether it still works"),
    ],
  },
  {
    id: "failed-no-unit",
    shape: /^no_such_unit|unit \S+ (?:not found|could not be found)|has no service named/im,
    certainty: "certain",
    cause: ({ service }) => `there is no unit${service === undefined ? "" : ` ${service}`}`,
    fixes: ({ machine }) => [say(`list the services on ${machine}`, "what it is called there")],
  },
  {
    id: "failed-names",
    shape: /temporary failure (?:in name resolution|resolving)|could not resolve|name or service not known|EAI_AGAIN/i,
    certainty: "certain",
    cause: () => "a name could not be resolved",
    fixes: ({ machine }) => [
      say(`why does name resolution fail on ${machine}?`, "asks its name servers"),
      say(`check the network on ${machine}`, "interfaces and routes"),
    ],
  },
  {
    id: "failed-no-package",
    shape: /unable to locate package|no match for argument|no package .* available|target not found/i,
    certainty: "certain",
    cause: () => "no source has a package of that name",
    fixes: ({ machine }) => [say(`check for updates on ${machine}`, "whether its lists of packages are old")],
  },
  {
    id: "failed-start-limit",
    shape: /start request repeated too quickly|start-limit-hit/i,
    certainty: "certain",
    cause: () => "it was started too often in a short time, so systemd starts it no more",
    fixes: (failed) => [
      ...why(failed),
      ...(failed.service === undefined
        ? []
        : [
            say(
              `run \`systemctl reset-failed ${failed.service}\` as root on ${failed.machine}`,
              "the count begins anew; mend the cause first",
            ),
          ]),
      ...log(failed),
    ],
  },
  {
    id: "failed-dependency",
    shape: /dependency failed|a dependency job for/i,
    certainty: "certain",
    cause: () => "something that it needs did not start",
    fixes: (failed) => [say(`which services failed on ${failed.machine}`, "which one it is"), ...why(failed)],
  },
  {
    id: "failed-memory",
    shape: /out of memory|cannot allocate memory|oom-kill|ENOMEM/i,
    certainty: "likely",
    cause: () => "the machine had no memory left for it",
    fixes: ({ machine }) => [say(`why is the memory of ${machine} full?`, "what holds it")],
  },
  {
    id: "failed-rights",
    shape: /^permission_denied|permission denied|operation not permitted|EACCES|not writable by/im,
    certainty: "certain",
    cause: () => "it was not permitted",
    fixes: (failed) => [...why(failed), ...log(failed)],
  },
  {
    id: "failed-crash",
    shape: /did not (?:start|stay up|stop)|restarted by itself/i,
    certainty: "likely",
    cause: ({ service }) => `${service ?? "it"} does not stay up`,
    fixes: (failed) => [...why(failed), ...log(failed)],
  },
  {
    id: "failed-slow",
    shape: /^timed_out|timed out|time limit/im,
    certainty: "possible",
    cause: () => "it did not come to its end in time",
    fixes: (failed) => [say(`why is ${failed.machine} slow?`, "what keeps it busy"), ...log(failed)],
  },
];
