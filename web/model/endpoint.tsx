/** The form of the endpoint. What a flag, a variable or the file decides is shown with where it comes from, and has no field. */
import type { ModelView } from "../../src/api/model.ts";
import { modelPresets, presetNamed } from "../../src/domain/modelPreset.ts";
import { acts, verbatim } from "../frame/form.ts";
import { Button, Card, Field, SelectField, said } from "../kit/index.ts";
import { Presets } from "./presets.tsx";

export const EndpointCard = ({ model }: { model: ModelView }) => (
  <Card title="Endpoint">
    <form class="model-form" {...acts({ action: "/settings/model", error: "model-error" })}>
      {isHere(model.endpointFrom) ? (
        <Place model={model} />
      ) : (
        <Given what="Endpoint" value={model.url} from={model.endpointFrom} />
      )}
      <Names model={model} />
      {isHere(model.plannerFrom) || model.plannerFrom === "default" ? (
        <SelectField
          id="model-planner"
          name="planner"
          label="Who makes plans"
          value={model.planner}
          options={[
            { value: "auto", label: "Embedded first, then the model" },
            { value: "model", label: "The model" },
            { value: "embedded", label: "Embedded only" },
          ]}
        />
      ) : (
        <Given what="Who makes plans" value={model.planner} from={model.plannerFrom} />
      )}
      <details class="model-more">
        <summary>More</summary>
        <div class="model-form">
          <Field
            id="model-temperature"
            name="temperature"
            label="Temperature"
            value={model.temperature}
            inputmode="decimal"
            hint="0 to 2. Left out where the endpoint does not take it."
          />
          <Field
            id="model-window"
            name="contextTokens"
            label="Context window in tokens"
            value={model.contextTokens}
            inputmode="numeric"
            hint="How much fits into one question. Empty: what the endpoint says."
          />
        </div>
      </details>
      <div id="model-error" role="alert" />
      <div class="model-do">
        <Button type="submit" look="primary">
          Save
        </Button>
        <span class="muted">
          What the model is asked leaves this hub: requests, names and facts of machines, output with secrets masked.
        </span>
      </div>
    </form>
    <Presets />
  </Card>
);

const isHere = (from: string | undefined): boolean => from === undefined || from === "here";

const Given = ({ what, value = "–", from }: { what: string; value?: string | undefined; from: string | undefined }) => (
  <div class="model-given">
    <span class="model-given-what">{what}</span>
    <code>{said(value)}</code>
    <span class="muted">by {from}; it is changed there</span>
  </div>
);

const Place = ({ model: { preset = "openai", url, keySet, insecure } }: { model: ModelView }) => {
  const usual = presetNamed(preset).url;
  return (
    <>
      <SelectField
        id="model-preset"
        name="preset"
        label="Provider"
        value={preset}
        options={modelPresets.map(({ name, words }) => ({ value: name, label: words }))}
      />
      <Field
        id="model-url"
        name="url"
        label="Address"
        value={url === usual ? "" : url}
        placeholder={usual === "" ? "https://…/v1" : "the provider's usual one"}
        hint="Empty for the provider's own. It usually ends with /v1."
        {...verbatim}
      />
      <Field
        id="model-key"
        name="key"
        label="Key"
        type="password"
        autocomplete="new-password"
        placeholder={keySet ? "set; empty keeps it" : ""}
        hint="Stored sealed and never shown again. Ollama, LM Studio and vLLM need none."
      />
      <label class="model-check">
        <input type="checkbox" class="checkbox" name="insecure" value="yes" checked={insecure} />
        <span>
          Plain http outside of my own network
          <span class="muted"> – the key can be read on the way</span>
        </span>
      </label>
    </>
  );
};

const Names = ({ model }: { model: ModelView }) => (
  <>
    {isHere(model.modelFrom) ? (
      <Field
        id="model-name"
        name="model"
        label="Model"
        value={model.model}
        list="model-names"
        maxlength={200}
        placeholder={model.models.length > 0 ? "choose one of the list" : ""}
        hint={
          model.models.length > 0
            ? `${model.models.length.toLocaleString("en")} to choose from; type to narrow them down.`
            : "As its provider names it. Save first to choose from a list."
        }
        {...verbatim}
      />
    ) : (
      <Given what="Model" value={model.model} from={model.modelFrom} />
    )}
    <Field
      id="model-small"
      name="smallModel"
      label="Smaller model, for summaries"
      value={model.smallModel}
      list="model-names"
      maxlength={200}
      hint="A cheaper one of the same endpoint. Empty: the same."
      {...verbatim}
    />
    <datalist id="model-names">
      {model.models.map((name) => (
        <option value={said(name)} />
      ))}
    </datalist>
  </>
);
