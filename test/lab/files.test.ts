/** Configuration on three real hosts: a mistake is found before anybody notices, and what was changed is taken back whole. */
import { afterAll, beforeAll, describe, expect } from "bun:test";
import type { TaskView } from "../../src/api/task.ts";
import { until } from "../support/program.ts";
import { labTest, labTimeoutMs, startLab, type Lab } from "./lab.ts";

const hosts = ["web-1", "web-2", "web-3"] as const;
const path = "/etc/nginx/sites-available/app";

let here: Lab | undefined;
const lab = (): Lab => {
  if (!here) throw new Error("there is no lab");
  return here;
};
beforeAll(async () => {
  here = await startLab("web:3", "--systemd");
  if (!here) return;
  const line = await here.joinLine("--uses", "3", "--tag", "web", "--level", "3");
  await Promise.all(hosts.map(async (host) => await lab().on(host, line)));
}, labTimeoutMs);
afterAll(async () => await here?.end(), 60_000);

const post = async (where: string, body: object): Promise<TaskView> =>
  (await (await lab().request("POST", where, body)).json()) as TaskView;
const edit = async (on: string, edits: object[]): Promise<TaskView> =>
  await post("/api/tools/config.edit", {
    on,
    input: { path, edits, reload: true },
    approveUpTo: "medium",
    waitMs: 60_000,
  });
const everywhere = async (line: string): Promise<string[]> =>
  await Promise.all(hosts.map(async (host) => await lab().on(host, line)));
/** Bytes, owner, mode and attributes of the file. */
const whole = (): Promise<string[]> =>
  everywhere(`sha256sum < ${path}; stat -c '%U:%G %a' ${path}; cat ${path} | wc -l`);
const served = (): Promise<string[]> => everywhere("curl -s -o /dev/null -w '%{http_code}' http://127.0.0.1/");
const nginxPids = (): Promise<string[]> => everywhere("systemctl show nginx --property MainPID --value");

describe("an edit of nginx with a mistake in it", () => {
  labTest("is found by nginx on each of three hosts, put back, and nothing is down", async () => {
    await everywhere(`chown www-data:adm ${path} && chmod 640 ${path}`);
    const before = [await whole(), await nginxPids()];
    const tasks = await Promise.all(
      hosts.map(async (host) => await edit(host, [{ find: "root /srv/www;", replace: "root /srv/www", count: 2 }])),
    );
    for (const task of tasks) {
      expect(task.runs.map(({ state, error }) => [state, error?.code])).toEqual([["failed", "config_invalid"]]);
      expect(task.runs[0]?.error?.detail).toMatch(
        /^nginx -t finds an error in line \d+ of \/etc\/nginx\/sites-(enabled|available)\/app: .+ Everything is as it was before\.$/,
      );
    }
    expect([await whole(), await nginxPids()]).toEqual(before);
    expect(await served()).toEqual(["200", "200", "200"]);
    expect(await everywhere("ls -A /etc/nginx/sites-available | grep -c ailx || true")).toEqual(["0", "0", "0"]);
  });

  labTest("stops at the first of them where it is meant for all", async () => {
    const task = await edit("tag:web", [{ find: "root /srv/www;", replace: "root /srv/www", count: 2 }]);
    expect(task.runs.map(({ state }) => state).toSorted()).toEqual(["failed", "skipped", "skipped"]);
    expect(await served()).toEqual(["200", "200", "200"]);
  });
});

describe("an edit that is right", () => {
  labTest("is shown before, is served after, and “undo that” restores byte, owner and mode", async () => {
    const before = await whole();
    const input = {
      path,
      edits: [{ after: "root /srv/www;", insert: "    add_header X-Ailx yes;", count: 2 }],
      reload: true,
    };
    const asked = await post("/api/tools/config.edit", { on: "tag:web", input });
    expect(asked.state).toBe("needs_approval");
    const [found] = asked.plan?.steps[0]?.previews ?? [];
    expect([found?.machines.toSorted(), found?.files[0]?.added]).toEqual([[...hosts], 2]);
    await approved(asked);
    const headers = await everywhere("curl -sI http://127.0.0.1/ | grep -ci '^x-ailx: yes'");
    expect([headers, (await whole()).some((file, at) => file === before[at])]).toEqual([["1", "1", "1"], false]);

    const { id } = await post("/api/tasks", { request: "undo that" });
    await until("the way back to be planned", async () => (await lab().task(id)).state === "needs_approval");
    const undo = await lab().task(id);
    expect([undo.undoOf, undo.plan?.by, undo.plan?.steps.length]).toEqual([asked.id, "person", 1]);
    const done = await approved(undo);
    expect(done.runs.map(({ state }) => state)).toEqual(["ok", "ok", "ok"]);
    expect(await whole()).toEqual(before);
    expect(await everywhere("curl -sI http://127.0.0.1/ | grep -ci '^x-ailx: yes' || true")).toEqual(["0", "0", "0"]);
    expect((await lab().task(asked.id)).undoable).toBeUndefined();
  });

  labTest("is not undone over what somebody changed since, and says so before", async () => {
    const task = await edit("web-1", [{ append: "# by ailx" }]);
    await lab().on("web-1", `echo '# by hand' >> ${path}`);
    const { out } = await lab().ailx("undo", task.shortId);
    expect(out).toContain("was changed since by somebody else");
    const waiting = await lab().lastTask();
    const refused = await approved(waiting);
    expect(refused.runs[0]?.error?.code).toBe("changed_since");
    expect(await lab().on("web-1", `tail -n 1 ${path}`)).toBe("# by hand");
  });
});

async function approved(task: TaskView): Promise<TaskView> {
  await post(`/api/tasks/${task.id}/approval`, { digest: task.plan?.digest ?? "" });
  await until("it to end", async () => (await lab().task(task.id)).endedAt !== undefined, 60_000);
  return await lab().task(task.id);
}
