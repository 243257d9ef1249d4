/** Invented changes of files for the gallery: an edit that is looked at before, and the way back from it. */
import type { PlanView } from "../../src/api/plan.ts";
import type { FileChange } from "../../src/domain/fileChange.ts";
import { untrusted } from "../../src/domain/untrusted.ts";
import { machineId } from "./machines.ts";
import { restartPlan } from "./plans.ts";

const diff = `@@ -2,7 +2,8 @@
 server {
   listen 80;
   server_name shop.example;
-  root /srv/www;
+  root /srv/shop;
+  add_header Strict-Transport-Security "max-age=31536000; includeSubDomains; preload" always;
   location / {
     try_files $uri $uri/ =404;
   }
`;

export const changedFiles: FileChange[] = [
  {
    path: untrusted("/etc/nginx/sites-available/shop"),
    kind: "changed",
    diff: untrusted(diff),
    added: 2,
    removed: 1,
    before: { mode: "0644", owner: untrusted("root:root"), sizeBytes: 812 },
    after: { mode: "0640", owner: untrusted("root:www-data"), sizeBytes: 901 },
  },
  {
    path: untrusted("/srv/shop/.env"),
    kind: "created",
    leftOut: "secret",
    after: { mode: "0600", owner: untrusted("shop:shop"), sizeBytes: 120 },
  },
];

const machines = [1, 2, 3].map((n) => ({ id: machineId(n), name: `web-${n}` }));

export const editPlan: PlanView = {
  ...restartPlan,
  understood: "Edit the site of the shop on web-1, web-2 and web-3.",
  consequence: "Edit /etc/nginx/sites-available/shop and reload on web-1, web-2 and web-3, one after the other.",
  steps: [
    {
      id: "s1",
      title: "Edit /etc/nginx/sites-available/shop and reload",
      tool: "config.edit",
      input: {},
      access: "change",
      exact:
        'in /etc/nginx/sites-available/shop:\n  replace "root /srv/www;" by "root /srv/shop;"\nthen check it and reload its service',
      machines,
      rollout: "one machine at a time, stopping at the first failure",
      precheck: "nginx -t; with an error in it everything is as before",
      verify: ["it is on disk as asked, byte for byte", "nginx -t finds no error"],
      undo: "/etc/nginx/sites-available/shop is put back as it was, from the copy that is kept for 30 days on the machine itself",
      undoable: true,
      risk: "medium",
      level: 3,
      reasons: ["changes a file; a copy of it is kept"],
      timeoutMs: 300_000,
      previews: [
        { machines: ["web-1", "web-2"], files: changedFiles.slice(0, 1), notes: [], problems: [] },
        {
          machines: ["web-3"],
          files: [],
          notes: [],
          problems: [
            untrusted('Edit 1 was to apply once, and "root /srv/www;" is found nowhere. Nothing was changed.'),
          ],
        },
      ],
    },
  ],
};

export const undoPlan: PlanView = {
  ...editPlan,
  understood: "Undo task 4f09c2: edit the site of the shop.",
  consequence: "Put back /etc/nginx/sites-available/shop as before on web-1 and web-2.",
  assumptions: ["Not undone: “Restart nginx” on web-1 and web-2; a restart cannot be taken back"],
  steps: editPlan.steps.map((step) => ({
    ...step,
    title: "Put back /etc/nginx/sites-available/shop as before",
    tool: "config.restore",
    exact:
      "from the copy 5d41402abc4b2a76b9719d911017c592:\n/etc/nginx/sites-available/shop\nthen check it as nginx and reload its service",
    previews: [
      {
        machines: ["web-1"],
        files: changedFiles.slice(0, 1),
        notes: [],
        problems: [
          untrusted(
            "/etc/nginx/sites-available/shop was changed since by somebody else; undoing it takes that away too.",
          ),
        ],
      },
      {
        machines: ["web-2"],
        files: [{ path: untrusted("/etc/nginx/sites-available/shop"), kind: "same" }],
        notes: [],
        problems: [],
      },
    ],
  })),
};
