/** The pages of people and of one's own account, and what their forms do: the verbs of the API, answered with pages. */
import type { Child } from "hono/jsx";
import * as z from "zod/mini";
import { keyRequest } from "../../api/auth.ts";
import {
  codeRequest,
  passwordRequest,
  proofRequest,
  userPatch,
  userRequest,
  type TotpStarted,
} from "../../api/user.ts";
import type { Actor } from "../../domain/account.ts";
import { Page, Partial, place, type Fleet } from "../../../web/frame/index.ts";
import {
  AccountKeys,
  AccountPage,
  SecondFactor,
  UserPage,
  UsersPage,
  type AccountProps,
} from "../../../web/people/index.ts";
import { goTo } from "../http/admit.ts";
import type { Http } from "../http/app.ts";
import { html } from "../http/html.ts";
import type { HubContext } from "../http/route.ts";
import type { Accounts } from "./accounts.ts";
import { createKey, keysFor, revokeKey } from "./keys.ts";
import { addUser, changeUser, findUser, removeUser, viewOfUser } from "./people.ts";
import { confirmFactor, pendingFactor, removeFactor, renewRecovery, startFactor } from "./secondFactor.ts";
import { changePassword, endSignIn, endSignIns, personOf, signInsOf } from "./signIns.ts";

type Parts = {
  http: Pick<Http, "route" | "body" | "callerOf">;
  accounts: Accounts;
  issuer: (c: HubContext) => string;
  strip: (viewer: Actor) => Fleet;
};

/** `Partial` is a live fragment here. */
type Some<T> = { [Key in keyof T]?: T[Key] };

const yesNo = z.optional(z.enum(["yes", "no"]));
/** The person's form sends all of it, or one of the two switches. */
const userForm = () =>
  z.extend(z.pick(userPatch(), { name: true, email: true, role: true, scope: true }), {
    active: yesNo,
    secondFactor: z.optional(z.literal("no")),
  });
const idForm = z.strictObject({ id: z.optional(z.string().check(z.maxLength(64))) });
const keyForm = () =>
  z.extend(z.omit(keyRequest(), { validMs: true }), { validMs: z.optional(z.string().check(z.regex(/^\d{1,12}$/))) });

export function accountPages({ http: { route, body, callerOf }, accounts, issuer, strip }: Parts): void {
  const wanted = (c: HubContext): string => c.req.param("id") ?? "";
  const page = (c: HubContext, title: string, child: Child): Promise<Response> => {
    const { actor } = callerOf(c);
    const { id, name, role, scope } = actor;
    const nav = c.req.path.startsWith("/users") ? { nav: "people" as const } : {};
    return html(
      c,
      <Page
        title={title}
        person={{ id, name, role, ...(scope === undefined ? {} : { scope }) }}
        fleet={strip(actor)}
        {...nav}
      >
        {child}
      </Page>,
    );
  };

  route("GET /users", (c) => page(c, "People", <UsersPage users={accounts.store.people().map(viewOfUser)} />));
  route("GET /users/:id", (c) => {
    const row = findUser(accounts, wanted(c));
    const child = <UserPage user={viewOfUser(row)} signIns={signInsOf(accounts, row.id, callerOf(c))} />;
    return page(c, row.username, child);
  });
  route("POST /users", async (c) => {
    const { id } = await addUser(accounts, callerOf(c), await body(c, userRequest()));
    return goTo(c, `/users/${id}`);
  });
  route("POST /users/:id", async (c) => {
    const { active, secondFactor, ...rest } = await body(c, userForm());
    // What a form leaves empty does not arrive; where the whole form came, empty means none.
    const whole = rest.role === undefined ? {} : { name: "", email: "", scope: "" };
    await changeUser(accounts, callerOf(c), wanted(c), {
      ...whole,
      ...rest,
      ...(active === undefined ? {} : { active: active === "yes" }),
      ...(secondFactor === undefined ? {} : { secondFactor: false as const }),
    });
    return goTo(c, `/users/${wanted(c)}`);
  });
  route("POST /users/:id/password", async (c) => {
    await changeUser(accounts, callerOf(c), wanted(c), await body(c, z.pick(userRequest(), { password: true })));
    return goTo(c, `/users/${wanted(c)}`);
  });
  route("POST /users/:id/sign-ins", async (c) => {
    await body(c, z.strictObject({}));
    await endSignIns(accounts, callerOf(c), findUser(accounts, wanted(c)).id);
    return goTo(c, `/users/${wanted(c)}`);
  });
  route("POST /users/:id/removal", async (c) => {
    await body(c, z.strictObject({}));
    await removeUser(accounts, callerOf(c), wanted(c));
    return goTo(c, "/users");
  });

  const propsOf = (c: HubContext): AccountProps => {
    const caller = callerOf(c);
    const row = personOf(accounts, caller);
    const started = pendingFactor(accounts, row, issuer(c));
    return {
      user: viewOfUser(row),
      signIns: signInsOf(accounts, row.id, caller),
      keys: keysFor(accounts, caller),
      recoveryLeft: accounts.store.recoveryCodesLeft(row.id),
      ...(started && row.totpSealed === null ? { started } : {}),
      ...(caller.mustEnrol ? { required: true } : {}),
    };
  };
  const account = (c: HubContext, more: Some<AccountProps> = {}): Promise<Response> =>
    page(c, "Your account", <AccountPage {...propsOf(c)} {...more} />);
  /** A form's answer: the part that changed where script asked, else the whole page. */
  const factor = (c: HubContext, more: { started?: TotpStarted; recovery?: string[] } = {}): Promise<Response> => {
    if (c.req.header("HX-Request") !== "true") return account(c, more);
    const part = (
      <Partial into={place.secondFactor}>
        <SecondFactor {...propsOf(c)} {...more} />
      </Partial>
    );
    return html(c, part);
  };

  route("GET /account", (c) => account(c));
  route("POST /account/password", async (c) => {
    await changePassword(accounts, callerOf(c), await body(c, passwordRequest()));
    return goTo(c, "/account");
  });
  route("POST /account/sign-ins", async (c) => {
    const { id } = await body(c, idForm);
    const { id: personId } = personOf(accounts, callerOf(c));
    if (id === undefined) await endSignIns(accounts, callerOf(c), personId);
    else await endSignIn(accounts, callerOf(c), { personId, id });
    return goTo(c, "/account");
  });
  route("POST /account/totp", async (c) => {
    const { password } = await body(c, proofRequest());
    return factor(c, { started: await startFactor(accounts, callerOf(c), { password, issuer: issuer(c) }) });
  });
  route("POST /account/totp/confirmation", async (c) => {
    const { code } = await body(c, codeRequest());
    return factor(c, { recovery: await confirmFactor(accounts, callerOf(c), code) });
  });
  route("POST /account/totp/removal", async (c) => {
    await removeFactor(accounts, callerOf(c), (await body(c, proofRequest())).password);
    return factor(c);
  });
  route("POST /account/recovery-codes", async (c) => {
    const { password } = await body(c, proofRequest());
    return factor(c, { recovery: await renewRecovery(accounts, callerOf(c), password) });
  });
  route("POST /account/keys", async (c) => {
    const { validMs, ...rest } = await body(c, keyForm());
    const ms = Number(validMs ?? 0);
    const { key, secret } = await createKey(accounts, callerOf(c), { ...rest, ...(ms === 0 ? {} : { validMs: ms }) });
    const made = { label: key.label, secret };
    if (c.req.header("HX-Request") !== "true") return account(c, { made });
    const part = (
      <Partial into={place.ownKeys}>
        <AccountKeys {...propsOf(c)} made={made} />
      </Partial>
    );
    return html(c, part);
  });
  route("POST /account/keys/revocation", async (c) => {
    await revokeKey(accounts, callerOf(c), (await body(c, idForm)).id ?? "");
    return goTo(c, "/account");
  });
}
