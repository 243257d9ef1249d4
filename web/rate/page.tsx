/** What a line of shell would be rated and why, with the words marked that decide it. Nothing runs. */
import type { Child } from "hono/jsx";
import type { RatingView } from "../../src/api/rate.ts";
import { acts, verbatim } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import { Button, Card, Icon, MarkedCommand, RiskChip, levelWords, said } from "../kit/index.ts";

export const rateAnswer = "rate-answer";

export const RatePage = ({ children }: { children?: Child }) => (
  <div class="rate-page">
    <PageHead title="Rate a command" />
    <Card title="A command, as it would be typed">
      <form class="rate-form" {...acts({ action: "/rate", error: "rate-error" })}>
        <label class="sr-only" for="rate-command">
          Command
        </label>
        <textarea
          class="input mono"
          id="rate-command"
          name="command"
          rows={3}
          required
          maxlength={65_536}
          placeholder="sudo systemctl restart nginx && rm -rf /tmp/cache"
          {...verbatim}
        />
        <div>
          <Button type="submit" look="primary">
            Rate it
          </Button>
          <span class="muted">Nothing runs.</span>
        </div>
        <div id="rate-error" role="alert" />
      </form>
    </Card>
    {children ?? <div id={rateAnswer} aria-live="polite" />}
  </div>
);

export const RateAnswer = ({ command, rating }: { command: string; rating: RatingView }) => (
  <div id={rateAnswer} aria-live="polite">
    <Card title="Its rating" aside={<RiskChip risk={rating.risk} />}>
      <MarkedCommand id="rated-command" text={command} marks={rating.found} label="The command, its words marked" />
      <p>
        <strong>Level {rating.level}</strong>: {levelWords[rating.level].permits}. {confined(rating)}
      </p>
      {rating.found.length === 0 ? (
        <p>
          <Icon name="eye" size={14} /> All of it only reads.
        </p>
      ) : (
        <ul class="rate-found">
          {rating.found.map(({ from, to, risk, level, text, rule }) => (
            <li>
              <RiskChip risk={risk} />
              <span>
                <code>{said(command.slice(from, Math.min(to, from + 120)))}</code> {said(text)}{" "}
                <span class="muted">
                  (level {level}, {said(rule)})
                </span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  </div>
);

function confined({ confine, risk }: RatingView): string {
  if (confine === "local") return "It runs held to reading: no file is written, no daemon and no network is reached.";
  if (confine === "network-read")
    return "It runs held to reading: no file is written and no daemon is reached; it may connect out.";
  return risk === "low" ? "It needs more than a command held to reading may do, so it asks." : "";
}
