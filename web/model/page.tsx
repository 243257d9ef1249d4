/** Which model plans, what its endpoint can, and what it may cost. The key goes in here and is never shown again. */
import type { ModelUsageView, ModelView } from "../../src/api/model.ts";
import { presetNamed } from "../../src/domain/modelPreset.ts";
import { acts } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import { Button, ClosesDialog, Dialog, Icon, OpensDialog, said } from "../kit/index.ts";
import { BudgetCard } from "./budget.tsx";
import { EndpointCard } from "./endpoint.tsx";
import { ProbeCard } from "./probe.tsx";

type Props = { model: ModelView; usage: ModelUsageView; nowMs: number };

export const ModelPage = ({ model, usage, nowMs }: Props) => (
  <div class="model-page">
    <PageHead title="Model">
      {model.endpointFrom === "here" ? (
        <OpensDialog dialog="remove-model" look="quiet">
          Remove
        </OpensDialog>
      ) : null}
    </PageHead>
    <State model={model} />
    <EndpointCard model={model} />
    {model.url === undefined ? null : <ProbeCard model={model} nowMs={nowMs} />}
    {model.url === undefined && usage.months.length === 0 ? null : <BudgetCard model={model} usage={usage} />}
    {model.endpointFrom === "here" ? <Removal /> : null}
  </div>
);

/** What is so now, in one sentence. */
const State = ({ model }: { model: ModelView }) => {
  const { icon, words, more } = stateOf(model);
  return (
    <div class="model-state">
      <Icon name={icon} size={20} />
      <p>
        <strong>{words}</strong> {more}
      </p>
    </div>
  );
};

function stateOf({ planner, ready, why, url, model, preset }: ModelView) {
  if (url === undefined)
    return {
      icon: "circle-dashed",
      words: "No model.",
      more: "The embedded planner makes all plans: it needs no key, and nothing leaves this hub. With a model, requests in any words are understood, and it looks into causes.",
    } as const;
  const name = model === undefined ? "" : said(model);
  if (planner === "embedded")
    return {
      icon: "circle-minus",
      words: "Not in use.",
      more: "The embedded planner makes all plans, as is chosen below.",
    } as const;
  if (!ready)
    return {
      icon: "triangle-alert",
      words: "No model can be asked.",
      more: `${why ?? ""} The embedded planner serves.`,
    } as const;
  const where = preset === undefined || preset === "other" ? new URL(url).host : presetNamed(preset).words;
  return {
    icon: "circle-check",
    words: `${name} at ${where}`,
    more: planner === "model" ? "makes all plans." : "plans what the embedded planner is not sure of.",
  } as const;
}

const Removal = () => (
  <Dialog id="remove-model" title="Remove the endpoint?">
    <p>Its key, prices and ceilings go. The embedded planner makes all plans from then on.</p>
    <form {...acts({ action: "/settings/model/removal", error: "remove-model-error" })}>
      <div id="remove-model-error" role="alert" />
      <div class="modal-action">
        <ClosesDialog dialog="remove-model">Keep it</ClosesDialog>
        <Button type="submit" look="danger">
          Remove the endpoint
        </Button>
      </div>
    </form>
  </Dialog>
);
