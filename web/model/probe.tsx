/** What was found out of the endpoint by asking it, each in a sentence with what to do. */
import type { ModelProbe, ModelView } from "../../src/api/model.ts";
import { acts } from "../frame/form.ts";
import { Age, Button, Card, Empty, Icon, said } from "../kit/index.ts";

type Finding = ModelProbe["findings"][number];

export const ProbeCard = ({ model: { probe, model }, nowMs }: { model: ModelView; nowMs: number }) => (
  <Card
    title="What it can"
    aside={
      probe ? (
        <span class="muted">
          asked <Age at={probe.at} nowMs={nowMs} />
        </span>
      ) : undefined
    }
  >
    {probe ? (
      <>
        <ul class="model-findings">
          {probe.findings.map((finding) => (
            <Line finding={finding} />
          ))}
        </ul>
        {probe.said === "" ? null : (
          <p class="model-said">
            <span class="muted">It said</span> “{said(probe.said)}”
          </p>
        )}
      </>
    ) : (
      <Empty icon="circle-question-mark" title="Not asked yet">
        <p>Whether it answers, calls tools and gives JSON is found out by asking it.</p>
      </Empty>
    )}
    <form {...acts({ action: "/settings/model/probe", error: "probe-error" })} class="model-probe">
      <Button type="submit">{model === undefined ? "List its models" : "Find out what it can"}</Button>
      <span class="muted">
        {model === undefined ? "It costs nothing." : "It costs four short answers and takes up to a minute."}
      </span>
      <div id="probe-error" role="alert" />
    </form>
  </Card>
);

const looks = {
  ok: { icon: "circle-check", word: "good" },
  warn: { icon: "triangle-alert", word: "limited" },
  fail: { icon: "circle-x", word: "failed" },
} as const;

/** The name of what was looked at, as people say it. */
const names: Record<string, string> = {
  models: "Models",
  answer: "Answers",
  usage: "Counts tokens",
  "tool call": "Calls tools",
  "parallel calls": "Several calls at once",
  JSON: "JSON",
  window: "Room",
};

const Line = ({ finding: { what, state, found, todo } }: { finding: Finding }) => (
  <li class={`model-finding model-${state}`}>
    <Icon name={looks[state].icon} />
    <span class="sr-only">{looks[state].word}:</span>
    <strong>{names[what] ?? what}</strong>
    <span>
      {said(todo ? found.replace(/[^.?!”]$/, "$&.") : found)}
      {todo ? <span class="muted"> {todo}</span> : null}
    </span>
  </li>
);
