/** The JSON API of people and of one's own account. Thin: parse, call one verb, answer. */
import { codeRequest, passwordRequest, proofRequest, userPatch, userRequest } from "../../api/user.ts";
import type { Http } from "../http/app.ts";
import type { HubContext } from "../http/route.ts";
import type { Accounts } from "./accounts.ts";
import { addUser, changeUser, findUser, removeUser, viewOfUser } from "./people.ts";
import { confirmFactor, removeFactor, renewRecovery, startFactor } from "./secondFactor.ts";
import { changePassword, endSignIn, endSignIns, personOf, signInsOf } from "./signIns.ts";

export function peopleRoutes({
  http: { route, body, callerOf },
  accounts,
  issuer,
}: {
  http: Pick<Http, "route" | "body" | "callerOf">;
  accounts: Accounts;
  issuer: (c: HubContext) => string;
}): void {
  const wanted = (c: HubContext): string => c.req.param("id") ?? "";
  const none = (c: HubContext) => c.body(null, 204);

  route("GET /api/users", (c) => c.json({ items: accounts.store.people().map(viewOfUser) }));
  route("POST /api/users", async (c) =>
    c.json(await addUser(accounts, callerOf(c), await body(c, userRequest())), 201),
  );
  route("GET /api/users/:id", (c) => c.json(viewOfUser(findUser(accounts, wanted(c)))));
  route("PATCH /api/users/:id", async (c) =>
    c.json(await changeUser(accounts, callerOf(c), wanted(c), await body(c, userPatch()))),
  );
  route("DELETE /api/users/:id", async (c) => {
    await removeUser(accounts, callerOf(c), wanted(c));
    return none(c);
  });
  route("GET /api/users/:id/sign-ins", (c) =>
    c.json({ items: signInsOf(accounts, findUser(accounts, wanted(c)).id, callerOf(c)) }),
  );
  route("DELETE /api/users/:id/sign-ins", async (c) => {
    await endSignIns(accounts, callerOf(c), findUser(accounts, wanted(c)).id);
    return none(c);
  });

  route("GET /api/account", (c) => c.json(viewOfUser(personOf(accounts, callerOf(c)))));
  route("POST /api/account/password", async (c) => {
    await changePassword(accounts, callerOf(c), await body(c, passwordRequest()));
    return none(c);
  });
  route("GET /api/account/sign-ins", (c) =>
    c.json({ items: signInsOf(accounts, personOf(accounts, callerOf(c)).id, callerOf(c)) }),
  );
  route("DELETE /api/account/sign-ins", async (c) => {
    await endSignIns(accounts, callerOf(c), personOf(accounts, callerOf(c)).id);
    return none(c);
  });
  route("DELETE /api/account/sign-ins/:id", async (c) => {
    await endSignIn(accounts, callerOf(c), { personId: personOf(accounts, callerOf(c)).id, id: wanted(c) });
    return none(c);
  });
  route("POST /api/account/totp", async (c) => {
    const { password } = await body(c, proofRequest());
    return c.json(await startFactor(accounts, callerOf(c), { password, issuer: issuer(c) }));
  });
  route("POST /api/account/totp/confirmation", async (c) =>
    c.json({ recoveryCodes: await confirmFactor(accounts, callerOf(c), (await body(c, codeRequest())).code) }),
  );
  route("POST /api/account/totp/removal", async (c) => {
    await removeFactor(accounts, callerOf(c), (await body(c, proofRequest())).password);
    return none(c);
  });
  route("POST /api/account/recovery-codes", async (c) =>
    c.json({ recoveryCodes: await renewRecovery(accounts, callerOf(c), (await body(c, proofRequest())).password) }),
  );
}
