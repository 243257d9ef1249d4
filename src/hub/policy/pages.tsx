/** The page of policies and what its forms do: the same verbs as the API. */
import type { Child } from "hono/jsx";
import * as z from "zod/mini";
import { simulationRequest, type SimulationRequest } from "../../api/policy.ts";
import { roleAtLeast, type Viewer } from "../../domain/account.ts";
import { policyRuleSchema } from "../../domain/policy.ts";
import { Page, Partial, place, type Fleet } from "../../../web/frame/index.ts";
import { PoliciesPage, RuleCheck, SimulationResult } from "../../../web/policy/index.ts";
import { goTo } from "../http/admit.ts";
import { AppError } from "../../domain/error.ts";
import { invalid } from "../http/body.ts";
import { html } from "../http/html.ts";
import { personOf } from "../http/person.ts";
import type { HubContext } from "../http/route.ts";
import { byOf, permitsFor, simulated, type PolicyParts } from "./routes.ts";
import { checked, policiesView } from "./view.ts";

type PageParts = PolicyParts & { strip: (viewer: Viewer) => Fleet; people: () => string[] };

/** All texts, as a form sends them; a field left empty is not there. */
const text = () => z.optional(z.string().check(z.maxLength(2_000)));
const ruleForm = () =>
  z.strictObject({
    id: text(),
    title: text(),
    who: text(),
    machines: text(),
    tools: text(),
    riskFrom: text(),
    riskTo: text(),
    levelFrom: text(),
    levelTo: text(),
    from: text(),
    to: text(),
    zone: text(),
    days: text(),
    then: text(),
  });
const simulationForm = () =>
  z.strictObject({ who: text(), kind: z.enum(["request", "command"]), text: text(), on: text() });
const switchForm = () => z.strictObject({ on: z.enum(["yes", "no"]), machine: text(), reason: text() });

export function policyPages(parts: PageParts): void {
  const { route, body, store, changes, fleet } = parts;
  const by = (c: HubContext) => byOf(parts, c);
  const id = (c: HubContext): string => c.req.param("id") ?? "";
  // Without an anchor: a browser that is on the page already would only scroll, and show what was there before.
  const back = (c: HubContext): Response => goTo(c, "/policies");

  const page = (c: HubContext, child: Child): Promise<Response> => {
    const { actor } = by(c);
    return html(
      c,
      <Page title="Policies" nav="policies" person={personOf(actor)} fleet={parts.strip(actor)}>
        {child}
      </Page>,
    );
  };

  route("GET /policies", (c) => {
    const edit = store.rules().find(({ rule }) => rule.id === c.req.query("edit"))?.rule;
    const mayEdit = roleAtLeast(by(c).actor.role, "admin");
    return page(
      c,
      <PoliciesPage
        policies={policiesView(store, fleet.nameOf)}
        permits={permitsFor(parts, c)}
        mayEdit={mayEdit}
        people={mayEdit ? parts.people() : []}
        {...(edit ? { edit } : {})}
      />,
    );
  });
  route("POST /policies", async (c) => {
    const given = ruleOf(await body(c, ruleForm()));
    const read = policyRuleSchema().safeParse(given);
    if (!read.success) throw invalid(read.error.issues, given);
    await changes.put(read.data, by(c));
    return back(c);
  });
  route("POST /policies/check", async (c) => {
    const check = checked(ruleOf(await body(c, ruleForm())), fleet.machines());
    return html(
      c,
      <Partial into={place.ruleCheck}>
        <RuleCheck check={check} />
      </Partial>,
    );
  });
  route("POST /policies/:id/removal", async (c) => {
    await changes.remove(id(c), by(c));
    return back(c);
  });
  route("POST /policies/read-only", async (c) => {
    const { on, machine, reason } = await body(c, switchForm());
    const only = machine === undefined ? undefined : fleet.find(machine);
    await changes.readOnly({ on: on === "yes", reason, machine: only }, by(c));
    return back(c);
  });
  route("POST /policies/simulation", async (c) => {
    const simulation = await simulated(parts, c, askedOf(await body(c, simulationForm())));
    if (c.req.header("HX-Request") !== "true")
      return page(
        c,
        <PoliciesPage
          policies={policiesView(store, fleet.nameOf)}
          permits={permitsFor(parts, c)}
          mayEdit={roleAtLeast(by(c).actor.role, "admin")}
          people={parts.people()}
          simulation={simulation}
        />,
      );
    return html(
      c,
      <Partial into={place.simulation}>
        <SimulationResult simulation={simulation} />
      </Partial>,
    );
  });
  route("POST /permits/:id/revocation", async (c) => {
    await changes.revoke(id(c), by(c));
    return back(c);
  });
}

const words = (given: string | undefined): string[] | undefined =>
  given === undefined
    ? undefined
    : given
        .split(/[\s,]+/)
        .filter((word) => word !== "")
        .map((word) => word.trim());

/** What the form says, as a rule would say it; whether it is one is for the schema. */
function ruleOf(form: z.infer<ReturnType<typeof ruleForm>>): Record<string, unknown> {
  const { id, title, machines, then, riskFrom, riskTo, levelFrom, levelTo, from, to, zone } = form;
  const [who, tools, days] = [words(form.who), words(form.tools), words(form.days)];
  const range = (low: unknown, high: unknown) => ({
    ...(low === undefined ? {} : { from: low }),
    ...(high === undefined ? {} : { to: high }),
  });
  const level = (given: string | undefined) => (given === undefined ? undefined : Number(given));
  return {
    ...(id === undefined ? {} : { id }),
    ...(title === undefined ? {} : { title }),
    ...(who === undefined ? {} : { who }),
    ...(machines === undefined ? {} : { machines }),
    ...(tools === undefined ? {} : { tools }),
    ...(riskFrom === undefined && riskTo === undefined ? {} : { risk: range(riskFrom, riskTo) }),
    ...(levelFrom === undefined && levelTo === undefined ? {} : { level: range(level(levelFrom), level(levelTo)) }),
    // The time zone is filled in beforehand, so it alone says nothing.
    ...(from === undefined && to === undefined
      ? {}
      : { during: { from, to, zone, ...(days === undefined ? {} : { days }) } }),
    ...(then === undefined ? {} : { then }),
  };
}

function askedOf({ who, kind, text: what, on }: z.infer<ReturnType<typeof simulationForm>>): SimulationRequest {
  if (kind === "command" && on === undefined)
    throw new AppError("validation", "A command needs machines.", { hint: "For example tag:web, or all." });
  const [sort, name] = who === undefined ? [] : [who.slice(0, who.indexOf(":")), who.slice(who.indexOf(":") + 1)];
  const given = {
    ...(on === undefined ? {} : { on }),
    ...(what === undefined ? {} : { [kind]: what }),
    ...(sort === "role" ? { role: name } : sort === "person" ? { person: name } : {}),
  };
  const read = simulationRequest().safeParse(given);
  if (!read.success) throw invalid(read.error.issues, given);
  return read.data;
}
