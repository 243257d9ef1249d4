/** From what a plan's reads saw to what is wrong: every rule over every machine, causes before what follows from them. */
import { untrusted } from "../../../domain/untrusted.ts";
import { certainties, type Finding } from "../../../domain/finding.ts";
import type { Diagnosis, Plan } from "../../../domain/plan.ts";
import { changedOn } from "./changed.ts";
import { type Earlier, lookedAt, type Looked, type LookedRun } from "./looked.ts";
import type { Draft, Rule } from "./rule.ts";
import { rules } from "./rules.ts";
import { changesBefore, changesOf } from "./timeline.ts";

const mostFindings = 12;
const mostEvidence = 6;
const mostFixes = 3;

/** The surest first; of each machine. Empty where nothing was to be explained, and where nothing is wrong. */
export function diagnose(plan: Plan, runs: readonly LookedRun[], earlier: readonly Earlier[] = []): Finding[] {
  const asked = plan.diagnosis ?? impliedBy(plan);
  if (!asked) return [];
  return lookedAt(plan, asked, { runs, earlier }).flatMap((looked) =>
    (asked.about === "changes" ? changedOn(looked) : findingsOf(looked)).slice(0, mostFindings),
  );
}

/** “check nginx”: who looks at a service by name wants to know what is wrong with it, although only its state is looked at. */
function impliedBy({ steps }: Plan): Diagnosis | undefined {
  const services = steps.flatMap(({ tool, input }) =>
    tool === "service.status" && typeof input["service"] === "string" ? [input["service"]] : [],
  );
  return services.length > 0 && steps.every(({ access }) => access === "read")
    ? { about: "trouble", services, containers: [] }
    : undefined;
}

function findingsOf(looked: Looked): Finding[] {
  const drafts = causesOf(rules.flatMap((rule) => tried(rule, looked)));
  const changes = changesOf(looked);
  return drafts.toSorted(byWeight(looked)).map((draft) => ({
    id: draft.id,
    machineId: looked.machineId,
    machine: looked.machine,
    certainty: draft.certainty,
    cause: untrusted(draft.cause.slice(0, 500)),
    evidence: [...draft.evidence, ...changesBefore(changes, draft.about, looked.atMs)].slice(0, mostEvidence),
    fixes: draft.fixes.slice(0, mostFixes),
  }));
}

// A rule that stumbles over what a machine said costs its own finding, not the summary.
function tried(rule: Rule, looked: Looked): Draft[] {
  try {
    return rule(looked);
  } catch {
    return [];
  }
}

/** Of several drafts about one thing those that lie deepest; the others only follow from them. */
function causesOf(drafts: readonly Draft[]): Draft[] {
  const least = new Map<string, number>();
  for (const { about, depth } of drafts) least.set(about, Math.min(depth, least.get(about) ?? depth));
  const seen = new Set<string>();
  return drafts.filter((draft) => {
    const key = `${draft.id} ${draft.about} ${draft.cause}`;
    if (seen.has(key) || draft.depth > (least.get(draft.about) ?? 0)) return false;
    seen.add(key);
    return true;
  });
}

/** What was asked about comes first, then what is surest, then what lies deepest. */
const byWeight =
  ({ asked }: Looked) =>
  (a: Draft, b: Draft): number => {
    const isAsked = ({ about }: Draft): number =>
      asked.services.some((service) => about === `unit:${service}`) ||
      asked.containers.some((name) => about === `container:${name}`)
        ? 0
        : 1;
    return (
      isAsked(a) - isAsked(b) ||
      certainties.indexOf(a.certainty) - certainties.indexOf(b.certainty) ||
      a.depth - b.depth
    );
  };
