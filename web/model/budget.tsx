/** What models may cost and what they have cost. Prices are what people enter: none is known here. */
import type { ModelUsageView, ModelView } from "../../src/api/model.ts";
import { usdText } from "../../src/domain/modelCeiling.ts";
import { acts } from "../frame/form.ts";
import { Button, Card, DataTable, Field, MeterBar, said } from "../kit/index.ts";

export const BudgetCard = ({ model, usage }: { model: ModelView; usage: ModelUsageView }) => (
  <Card title="Cost">
    <div class="model-used">
      <Used label="This month" used={usdText(model.used.usd * 1e6)} share={shareOf(model.used.usd, model.monthUsd)}>
        {model.monthUsd === undefined ? undefined : usdText(model.monthUsd * 1e6)}
      </Used>
      <Used
        label="Tokens this month"
        used={model.used.tokens.toLocaleString("en")}
        share={shareOf(model.used.tokens, model.monthTokens)}
      >
        {model.monthTokens === undefined ? undefined : model.monthTokens.toLocaleString("en")}
      </Used>
    </div>
    <form class="model-form" {...acts({ action: "/settings/model/budget", error: "budget-error" })}>
      <fieldset class="model-group">
        <legend>Prices in USD per million tokens</legend>
        <p class="muted">As your provider publishes them. Without them tokens are counted, and no money.</p>
        <Money name="priceInput" label="Input" value={model.prices?.input} />
        <Money name="priceCached" label="Cached input" value={model.prices?.cached} />
        <Money name="priceOutput" label="Output" value={model.prices?.output} />
        {model.smallModel === undefined ? null : (
          <>
            <Money name="smallPriceInput" label="Smaller: input" value={model.smallPrices?.input} />
            <Money name="smallPriceOutput" label="Smaller: output" value={model.smallPrices?.output} />
          </>
        )}
      </fieldset>
      <fieldset class="model-group">
        <legend>Ceilings</legend>
        <p class="muted">Once one is reached, the embedded planner serves, and the task says so. Empty: none.</p>
        <Money name="monthUsd" label="A month, in USD" value={model.monthUsd} />
        <Tokens name="monthTokens" label="A month, in tokens" value={model.monthTokens} />
        <Money name="taskUsd" label="One task, in USD" value={model.taskUsd} />
        <Tokens name="taskTokens" label="One task, in tokens" value={model.taskTokens} />
      </fieldset>
      <div id="budget-error" role="alert" />
      <div class="model-do">
        <Button type="submit">Save prices and ceilings</Button>
      </div>
    </form>
    {usage.months.length === 0 ? null : (
      <DataTable
        label="Months"
        columns={["Month", "Model", "Answers", "Input", "of it cached", "Output", "USD"]}
        rows={usage.months.map((row) => [
          row.month,
          said(row.model),
          row.answers.toLocaleString("en"),
          row.inputTokens.toLocaleString("en"),
          row.cachedTokens.toLocaleString("en"),
          row.outputTokens.toLocaleString("en"),
          row.usd === 0 ? "–" : usdText(row.usd * 1e6).slice(1),
        ])}
      />
    )}
  </Card>
);

const shareOf = (used: number, ceiling: number | undefined): number | undefined =>
  ceiling === undefined ? undefined : ceiling === 0 ? 1 : used / ceiling;

type UsedProps = { label: string; used: string; share: number | undefined; children?: string | undefined };
const Used = ({ label, used, share, children: ceiling }: UsedProps) => (
  <div class="model-used-one">
    <span class="muted">{label}</span>
    <span class="num">
      <strong>{used}</strong>
      {ceiling === undefined ? null : <span class="muted"> of {ceiling}</span>}
    </span>
    {share === undefined ? null : <MeterBar ratio={share} />}
  </div>
);

type Amount = { name: string; label: string; value: number | undefined };
const Money = ({ name, label, value }: Amount) => (
  <Field id={`model-${name}`} name={name} label={label} value={value} inputmode="decimal" autocomplete="off" />
);
const Tokens = ({ name, label, value }: Amount) => (
  <Field
    id={`model-${name}`}
    name={name}
    label={label}
    value={value?.toLocaleString("en")}
    inputmode="numeric"
    autocomplete="off"
  />
);
