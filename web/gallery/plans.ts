/** Invented plans for the gallery: a change that can be taken back, one that cannot, one that destroys, one that only reads. */
import type { PlanView, StepView } from "../../src/api/plan.ts";
import { ago, machineId } from "./machines.ts";

const webs = [1, 2, 3].map((n) => ({ id: machineId(n), name: `web-${n}` }));

const step = (more: Partial<StepView> & Pick<StepView, "id" | "title" | "exact">): StepView => ({
  tool: "service.restart",
  input: {},
  access: "change",
  machines: webs,
  rollout: "one machine at a time, stopping at the first failure",
  verify: ["nginx is active", "it keeps one main process for 3 s"],
  undo: "A restart is not taken back; the configuration stays as it is and can be reloaded",
  undoable: true,
  risk: "medium",
  level: 3,
  reasons: ["the service is away for a moment"],
  timeoutMs: 60_000,
  ...more,
});

export const restartPlan: PlanView = {
  revision: 1,
  digest: "6f1c".repeat(16),
  by: "embedded",
  understood: "Restart nginx on the 3 machines tagged web, one at a time.",
  on: "tag:web",
  steps: [
    step({
      id: "s1",
      title: "Check the nginx configuration",
      tool: "config.validate",
      access: "read",
      exact: "nginx -t",
      risk: "low",
      rollout: "all at once",
      verify: [],
      undo: "Nothing to take back, it only reads",
      level: 1,
      reasons: ["only reads"],
    }),
    step({
      id: "s2",
      title: "Restart nginx",
      exact: "systemctl restart nginx.service",
      precheck: "nginx -t",
      condition: "the configuration is valid",
    }),
  ],
  excluded: [{ name: "backup-1", why: "it is not connected" }],
  assumptions: ["“web servers” are the machines tagged web"],
  risk: "medium",
  level: 3,
  reasons: [
    { risk: "medium", text: "restarting a service ends its open connections", by: "command" },
    { risk: "medium", text: "the machines are tagged production", by: "machine" },
  ],
  decidedBy: "command",
  consequence: "nginx on web-1, web-2 and web-3 will be restarted one after another; each is away for about a second.",
  expiresAt: ago(-14 * 60_000),
};

export const highPlan: PlanView = {
  ...restartPlan,
  understood: "Run a command on db-1 that a person typed.",
  on: "db-1",
  excluded: [],
  assumptions: [],
  steps: [
    step({
      id: "s1",
      title: "Upgrade all packages",
      tool: "shell.run",
      exact:
        "apt-get update && DEBIAN_FRONTEND=noninteractive apt-get --yes --option Dpkg::Options::=--force-confold dist-upgrade 2>&1 | tee /var/log/upgrade.log",
      machines: [{ id: machineId(4), name: "db-1" }],
      rollout: "all at once",
      verify: ["exit status 0"],
      undo: "The earlier versions are not kept, so ailx cannot go back by itself",
      undoable: false,
      risk: "high",
      reasons: ["package versions change without a way back"],
    }),
  ],
  risk: "high",
  reasons: [
    { risk: "high", text: "package versions change without a way back", by: "command" },
    { risk: "high", text: "db-1 is tagged primary", by: "machine" },
  ],
  consequence:
    "All packages of db-1 will be brought to their newest versions; PostgreSQL may restart while that happens.",
};

export const criticalPlan: PlanView = {
  ...highPlan,
  risk: "critical",
  level: 4,
  understood: "Delete the folder /srv/archive on db-1.",
  steps: highPlan.steps.map((each) => ({
    ...each,
    title: "Delete /srv/archive",
    exact: "rm -rf -- /srv/archive",
    risk: "critical" as const,
    level: 4 as const,
    undo: "Deleted files do not come back",
    verify: ["/srv/archive is gone"],
    reasons: ["deletes a whole folder"],
  })),
  reasons: [{ risk: "critical", text: "deletes a whole folder for good", by: "command" }],
  consequence: "Everything under /srv/archive on db-1 (88.0G) will be deleted for good.",
  typeName: "db-1",
};

export const diskPlan: PlanView = {
  ...restartPlan,
  understood: "Show how full the disks are on all 4 machines that are connected.",
  on: "all",
  assumptions: [],
  steps: [
    step({
      id: "s1",
      title: "Read disk usage",
      tool: "system.disk",
      access: "read",
      exact: "statvfs of each mounted file system",
      risk: "low",
      level: 1,
      rollout: "all at once",
      verify: [],
      undo: "Nothing to take back, it only reads",
      reasons: ["only reads"],
    }),
  ],
  risk: "low",
  level: 1,
  reasons: [{ risk: "low", text: "only reads", by: "command" }],
};

/** Two people are asked by a rule, one has said yes; and the plan is another than the one that was shown before. */
export const changedPlan: PlanView = {
  ...restartPlan,
  revision: 2,
  approvals: { needed: 2, given: [{ id: "p2", name: "ben", at: ago(3 * 60_000) }] },
  rule: { id: "four-eyes", where: "rule four-eyes of this hub (/policies#rule-four-eyes)" },
  changes: [
    { kind: "machines", text: "Restart nginx: no longer on web-4" },
    {
      kind: "changed",
      text: "Check the nginx configuration: what runs is another",
      before: "nginx -t",
      after: "nginx -t -c /etc/nginx/\\u202efnoc.xnign",
    },
    { kind: "facts", text: "It rests on service nginx on web-4", before: "there", after: "gone" },
  ],
};
