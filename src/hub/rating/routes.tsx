/** What a line of shell would be rated, over the API and as a page. Nothing is stored, and nothing runs. */
import type { Actor } from "../../domain/account.ts";
import { rateShell } from "../../domain/shell/lazy.ts";
import { rateRequest, type RatingView } from "../../api/rate.ts";
import { Page, Partial, type Fleet } from "../../../web/frame/index.ts";
import { RateAnswer, RatePage, rateAnswer } from "../../../web/rate/index.ts";
import type { Http } from "../http/app.ts";
import { html } from "../http/html.ts";
import { personOf } from "../http/person.ts";

type Parts = { http: Pick<Http, "route" | "body" | "callerOf">; strip: (viewer: Actor) => Fleet };

export function ratingRoutes({ http: { route, body, callerOf }, strip }: Parts): void {
  route("POST /api/rate", async (c) => c.json(ratingOf((await body(c, rateRequest())).command)));
  route("GET /rate", (c) => {
    const { actor } = callerOf(c);
    return html(
      c,
      <Page title="Rate a command" nav="rate" person={personOf(actor)} fleet={strip(actor)}>
        <RatePage />
      </Page>,
    );
  });
  route("POST /rate", async (c) => {
    const { command } = await body(c, rateRequest());
    const plain = command.replaceAll("\r\n", "\n");
    return html(
      c,
      <Partial into={rateAnswer}>
        <RateAnswer command={plain} rating={ratingOf(plain)} />
      </Partial>,
    );
  });
}

function ratingOf(command: string): RatingView {
  const { found, effects, ...rest } = rateShell(command);
  return {
    ...rest,
    found: found.map(({ span, ...each }) => ({ ...each, ...span })),
    effects: effects.map(({ span, ...each }) => ({ ...each, ...span })),
  };
}
