/** The fleet's pages: the table, adding a machine, and what the forms of a machine's page do. */
import type { Child } from "hono/jsx";
import * as z from "zod/mini";
import { roleAtLeast, type Viewer } from "../../domain/account.ts";
import { levels } from "../../domain/risk.ts";
import { Page, type Fleet as Strip, type LiveView } from "../../../web/frame/index.ts";
import { AddMachinePage, MachinesPage, WaitingPage, type AddForm } from "../../../web/machines/index.ts";
import { goTo } from "../http/admit.ts";
import { html } from "../http/html.ts";
import type { HubContext } from "../http/route.ts";
import { decideAdmission } from "./admitMachine.ts";
import { chosen } from "./chosen.ts";
import { defaultValidMs } from "./createToken.ts";
import { makeHandover } from "./handover.ts";
import { joinedBy } from "./joinedBy.ts";
import { tagsFrom } from "./names.ts";
import { patchMachine } from "./patchMachine.ts";
import { loopbackHint, loopbackOnly } from "./reach.ts";
import { revokeMachine } from "./revokeMachine.ts";
import { byOf, makeToken, type MachineParts } from "./routes.ts";
import { machineView } from "./view.ts";

export type MachinePageParts = MachineParts & {
  /** The strip at the top of every page. */
  strip: (viewer: Viewer) => Strip;
};

/** What the form starts with: level 3 fits most machines. */
const start: AddForm = { maxLevel: 3, tags: "", uses: 1, validMs: defaultValidMs };

/** A form sends text; what the API takes as numbers comes as digits. */
const digits = (min: number, max: number) =>
  z.pipe(
    z.string().check(z.regex(/^\d{1,12}$/, "must be a number")),
    z.pipe(z.transform(Number), z.int().check(z.minimum(min), z.maximum(max))),
  );
const level = z.pipe(
  z.string(),
  z.pipe(
    z.transform((text: string) => levels.find((each) => String(each) === text) ?? text),
    z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)], "must be 1, 2, 3 or 4"),
  ),
);
const addForm = z.strictObject({
  maxLevel: level,
  tags: z.optional(z.string()),
  uses: z.optional(digits(1, 1_000)),
  validMs: z.optional(digits(60_000, 30 * 86_400_000)),
  approve: z.optional(z.literal("on")),
});
const admissionForm = z.strictObject({
  admit: z.enum(["yes", "no"]),
  fingerprint: z.optional(z.string().check(z.maxLength(100))),
});
const tagsForm = z.strictObject({ tags: z.optional(z.string()) });

export function machinePages(parts: MachinePageParts): void {
  const { route, callerOf, body, db, fleet, clock, reach, strip } = parts;
  const handover = makeHandover(clock);
  const id = (c: HubContext): string => fleet.find(c.req.param("id") ?? "").id;
  const page = (c: HubContext, title: string, live: LiveView | undefined, child: Child): Promise<Response> => {
    const { actor } = callerOf(c);
    const { id: personId, name, role, scope } = actor;
    return html(
      c,
      <Page
        title={title}
        nav="machines"
        person={{ id: personId, name, role, ...(scope === undefined ? {} : { scope }) }}
        fleet={strip(actor)}
        {...(live ? { live } : {})}
      >
        {child}
      </Page>,
    );
  };

  route("GET /machines", (c) => {
    const expr = (c.req.query("expr") ?? "").trim();
    const { machines, total, error } = chosen(expr, fleet, callerOf(c).actor.scope);
    const mayAdd = roleAtLeast(callerOf(c).actor.role, "admin");
    return page(
      c,
      "Machines",
      `machines:${expr}`,
      <MachinesPage
        machines={machines}
        expr={expr}
        total={total}
        mayAdd={mayAdd}
        waiting={mayAdd ? waiting().length : 0}
        {...(error ? { error } : {})}
      />,
    );
  });

  const waiting = () => fleet.machines().filter(({ state }) => state === "pending");
  route("GET /machines/waiting", (c) =>
    page(c, "Waiting to be let in", undefined, <WaitingPage machines={waiting().map(machineView)} />),
  );
  route("POST /machines/:id/admission", async (c) => {
    const { admit, fingerprint } = await body(c, admissionForm);
    await decideAdmission({ ...parts, wanted: id(c), admit: admit === "yes", fingerprint, by: byOf(parts, c) });
    return goTo(c, "/machines/waiting");
  });

  route("GET /machines/add", (c) => {
    const created = handover.show(callerOf(c).actor.id, c.req.query("made") ?? "");
    const here = reach();
    const onlyHere = loopbackOnly(here);
    const joined = created ? joinedBy({ db, fleet, tokenId: created.token.id }).joined : [];
    const child = (
      <AddMachinePage
        form={start}
        joined={joined}
        loopbackOnly={onlyHere}
        {...(created ? { created } : {})}
        {...(onlyHere ? { hint: loopbackHint(here) } : {})}
      />
    );
    return page(c, "Add machine", created ? `add:${created.token.id}` : undefined, child);
  });

  // The answer to the form is the address of a page, so that reloading shows the line again and makes no second token.
  route("POST /machines/add", async (c) => {
    const { tags, approve, ...form } = await body(c, addForm);
    const request = { ...form, tags: tagsFrom(tags ?? ""), approve: approve === "on" };
    const created = await makeToken(parts, c, request);
    return goTo(c, `/machines/add?made=${handover.keep(callerOf(c).actor.id, created)}`);
  });

  route("POST /machines/:id/tags", async (c) => {
    const { tags } = await body(c, tagsForm);
    const machine = await patchMachine({
      wanted: id(c),
      patch: { tags: tagsFrom(tags ?? "") },
      by: byOf(parts, c),
      db,
      fleet,
    });
    return goTo(c, `/machines/${machine.id}`);
  });

  route("POST /machines/:id/revocation", async (c) => {
    await body(c, z.strictObject({}));
    await revokeMachine({ ...parts, wanted: id(c), by: byOf(parts, c) });
    return goTo(c, "/machines");
  });
}
