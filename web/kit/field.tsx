/** A labelled input with its hint and its error; both are read out with the field. */
import { Icon } from "./icon.tsx";

type Common = { id: string; name: string; label: string; hint?: string; error?: string };
type Input = Common & { type?: string; value?: string | number } & Record<string, unknown>;
type Choice = Common & { value?: string | number; options: { value: string | number; label: string }[] };

export const Field = ({ id, name, label, hint, error, type = "text", ...rest }: Input) => (
  <div class="field">
    <label for={id}>{label}</label>
    <input
      class={`input ${error ? "input-error" : ""}`}
      id={id}
      name={name}
      type={type}
      {...described({ id, hint, error })}
      {...rest}
    />
    <Notes id={id} hint={hint} error={error} />
  </div>
);

export const SelectField = ({ id, name, label, hint, error, value, options }: Choice) => (
  <div class="field">
    <label for={id}>{label}</label>
    <select class="select" id={id} name={name} {...described({ id, hint, error })}>
      {options.map((option) => (
        <option value={option.value} selected={option.value === value}>
          {option.label}
        </option>
      ))}
    </select>
    <Notes id={id} hint={hint} error={error} />
  </div>
);

const described = ({ id, hint, error }: { id: string; hint?: string; error?: string }) => ({
  "aria-describedby": [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].join(" ").trim() || undefined,
  "aria-invalid": error ? "true" : undefined,
});

const Notes = ({ id, hint, error }: { id: string; hint?: string; error?: string }) => (
  <>
    {hint ? (
      <p class="field-hint" id={`${id}-hint`}>
        {hint}
      </p>
    ) : null}
    {error ? (
      <p class="field-error" id={`${id}-error`}>
        <Icon name="circle-alert" size={14} /> {error}
      </p>
    ) : null}
  </>
);
