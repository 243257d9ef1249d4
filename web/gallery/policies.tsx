/** Invented policies for the gallery: rules of each kind, a switch that is on, permissions, and what would happen if. */
import type { Child } from "hono/jsx";
import type { PermitView, PolicyCheck, PolicyList, Simulation, StoredRuleView } from "../../src/api/policy.ts";
import type { PolicyRule } from "../../src/domain/policy.ts";
import { PoliciesPage, RuleCheck } from "../policy/index.ts";
import { ago } from "./machines.ts";

const stored = (rule: PolicyRule, notes: string[] = []): StoredRuleView => ({
  rule,
  where: `rule ${rule.id} of this hub (/policies#rule-${rule.id})`,
  changedBy: "maria",
  changedAt: ago(3 * 86_400_000),
  notes,
});

const freeze: PolicyRule = {
  id: "night-freeze",
  title: "No changes on production at night",
  machines: "tag:production",
  risk: { from: "medium" },
  during: { days: ["fri", "sat", "sun"], from: "20:00", to: "06:00", zone: "Europe/Berlin" },
  then: "refuse",
};
const policies: PolicyList = {
  items: [
    stored(freeze),
    stored({
      id: "four-eyes",
      title: "Databases need two people",
      machines: "tag:db, db-*",
      risk: { from: "high" },
      then: "two",
    }),
    stored({
      id: "web-restarts",
      title: "Web restarts without asking",
      who: ["operator", "person:deploy"],
      tools: ["service.restart", "service.reload"],
      machines: "tag:web",
      risk: { to: "medium" },
      then: "auto",
    }),
    stored({ id: "old-debian", title: "Ask before anything on old systems", machines: "os:debian<12", then: "ask" }, [
      "“os” is what a machine says of itself, or changes with time; a name or tag is what an admin of the hub says.",
    ]),
  ],
  readOnly: [],
};

const permits: PermitView[] = [
  {
    id: "019b0000-0000-7000-8000-0000004f09c2",
    shortId: "4f09c2",
    tool: "service.restart",
    input: { service: "nginx" },
    exact: "systemctl restart nginx.service",
    machines: "web-1, web-2, web-3",
    person: "maria",
    risk: "medium",
    until: ago(-6 * 3_600_000),
    createdAt: ago(2 * 3_600_000),
    createdBy: "ben",
    task: "019b0000-0000-7000-8000-000000000001",
    used: 3,
    lastUsedAt: ago(600_000),
    state: "open",
    mine: true,
  },
];

const simulation: Simulation = {
  who: { name: "any operator", role: "operator" },
  at: ago(0),
  whole: {
    decision: "refuse",
    rule: "night-freeze",
    where: "rule night-freeze of this hub (/policies#rule-night-freeze)",
    why: "The rule “No changes on production at night” refuses “Restart nginx” on web-2.",
    understood: "Restart nginx on the 3 machines tagged web, one at a time.",
    risk: "medium",
    level: 3,
    reasons: ["restarting a service ends its open connections"],
  },
  steps: [
    {
      title: "Restart nginx",
      tool: "service.restart",
      exact: "systemctl restart nginx.service",
      risk: "medium",
      level: 3,
    },
  ],
  machines: [
    {
      machine: "web-1",
      decision: "auto",
      rule: "web-restarts",
      where: "rule web-restarts of this hub (/policies#rule-web-restarts)",
      risk: "medium",
      level: 3,
      permits: 3,
    },
    {
      machine: "web-2",
      decision: "refuse",
      rule: "night-freeze",
      where: "rule night-freeze of this hub (/policies#rule-night-freeze)",
      why: "…",
      risk: "medium",
      level: 3,
      permits: 4,
    },
    {
      machine: "web-3",
      decision: "refuse",
      rule: "tools.deny",
      where: "web-3:/etc/ailx/policy.yaml:7",
      why: "…",
      risk: "medium",
      level: 3,
      permits: 3,
      policyFile: "/etc/ailx/policy.yaml",
    },
  ],
};
const check: PolicyCheck = {
  ok: true,
  machines: ["db-1", "db-2"],
  tools: ["service.restart", "service.stop"],
  notes: ["It lets everybody do this who is not a viewer."],
};
const wrong: PolicyCheck = {
  ok: false,
  fields: { id: "has small letters, digits and dashes, 48 at most", then: "is missing" },
  notes: [],
};

/** A part that is a piece of a form, with the heading that its page would have. */
const alone = (part: Child) => (
  <>
    <h1>Policies</h1>
    {part}
  </>
);

export const policyViews = {
  policies: () => (
    <PoliciesPage policies={policies} permits={permits} mayEdit people={["ben", "maria"]} simulation={simulation} />
  ),
  "policies-edit": () => (
    <PoliciesPage
      policies={{
        ...policies,
        readOnly: [
          { reason: "migration until noon", by: "maria", since: ago(900_000) },
          { machine: "db-1", reason: "", by: "ben", since: ago(60_000) },
        ],
      }}
      permits={[]}
      mayEdit
      people={[]}
      edit={freeze}
    />
  ),
  "policies-none": () => (
    <PoliciesPage policies={{ items: [], readOnly: [] }} permits={[]} mayEdit={false} people={[]} />
  ),
  "policies-check": () => alone(<RuleCheck check={check} />),
  "policies-wrong": () => alone(<RuleCheck check={wrong} />),
};
