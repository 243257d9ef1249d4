/** A model's work as it happens: what it thinks (folded), says, gives away and looks at; once it is done, folded into a line. */
import type { TurnPartView, TurnView } from "../../src/api/turn.ts";
import { durationText } from "../kit/times.ts";
import { place } from "../frame/partial.tsx";
import { Icon, Note, count, said } from "../kit/index.ts";
import type { IconName } from "../kit/icons.ts";

type Part<K extends TurnPartView["kind"]> = Extract<TurnPartView, { kind: K }>;
type Line = { seq: number; part: Exclude<TurnPartView, Part<"found"> | Part<"usage">>; found?: Part<"found"> };

/** While it works the newest are enough; afterwards somebody may want to read it. */
const liveAtMost = 40;
const keptAtMost = 200;
const thinkingAtMost = 4_000;

export const Work = ({ parts, live }: { parts: readonly TurnView[]; live: boolean }) => {
  const lines = linesOf(parts);
  if (lines.length === 0) return <div id={place.taskWork} hidden />;
  const shown = lines.slice(-(live ? liveAtMost : keptAtMost));
  const left = lines.length - shown.length;
  const fallback = parts.findLast(({ part }) => part.kind === "note" && part.code === "fallback")?.part;
  const list = (
    <ol class="work-lines" aria-label="What it did, in order">
      {left > 0 ? <li class="muted">{count(left, "earlier step")} not shown</li> : null}
      {shown.map((line, at) => (
        <WorkLine line={line} grows={live && at === shown.length - 1} />
      ))}
    </ol>
  );
  return (
    <section id={place.taskWork} class="work" aria-label="How it is planned">
      {/* Who plans is no detail: that another one had to step in is said where everybody sees it. */}
      {fallback?.kind === "note" && !live ? <Note icon="unplug">{said(fallback.text)}</Note> : null}
      {live ? (
        // Turned round, so that the newest stays in sight without script.
        <div class="work-live" tabindex={0} role="log" aria-label="What the model does">
          {list}
        </div>
      ) : (
        <details>
          <summary>
            <Icon name="chevron-right" size={14} class="chevron" /> How it was planned: {workText(parts)}
          </summary>
          {list}
        </details>
      )}
    </section>
  );
};

/** A call and what became of it are one line; what an answer cost is summed up in the head of the page. */
export function linesOf(parts: readonly TurnView[]): Line[] {
  const found = new Map(parts.flatMap(({ part }) => (part.kind === "found" ? [[part.call, part] as const] : [])));
  return parts.flatMap(({ seq, part }): Line[] => {
    if (part.kind === "found" || part.kind === "usage") return [];
    const answer = part.kind === "call" ? found.get(part.id) : undefined;
    return [{ seq, part, ...(answer ? { found: answer } : {}) }];
  });
}

const WorkLine = ({ line: { seq, part, found }, grows }: { line: Line; grows: boolean }) => {
  const id = `turn-${seq}`;
  switch (part.kind) {
    case "thinking":
      return (
        <li id={id} class="work-thinking">
          <details>
            <summary>
              <Icon name={grows ? "loader-circle" : "ellipsis"} size={14} class={grows ? "spin" : ""} />
              <span class="sr-only">Thinking:</span>
              <span class="work-tail">{tailOf(part.text)}</span>
            </summary>
            <p>{said(part.text.slice(-thinkingAtMost))}</p>
          </details>
        </li>
      );
    case "said":
      return (
        <li id={id} class="work-said">
          <By name={part.by} />
          {said(part.text)}
        </li>
      );
    case "delegated":
      return (
        <li id={id} class="work-row">
          <Icon name="arrow-right" size={14} />
          <span>
            <strong>{said(part.to)}</strong> looks into it: {said(part.goal)}
          </span>
        </li>
      );
    case "call":
      return (
        <li id={id} class="work-row">
          <Icon {...iconOf(found)} size={14} />
          <span>
            <code>{said(part.tool)}</code> {inputText(part.input)}{" "}
            {part.on.length === 0 ? null : <span class="muted">on {shortly(part.on)}</span>}
            <span class="work-found">
              {found ? said(found.line) : "looking"}
              {(found?.runs ?? []).slice(0, runsAtMost).map((run) => (
                <>
                  {" "}
                  <a href={`/runs/${run.id}`}>{said(run.machine)}</a>
                </>
              ))}
            </span>
          </span>
        </li>
      );
    case "steered":
      return (
        <li id={id} class="work-row work-steered">
          <Icon name="user" size={14} />
          <span>
            <strong>{said(part.name)}:</strong> {said(part.text)}
          </span>
        </li>
      );
    case "note":
      return (
        <li id={id} class="work-row work-note">
          <Icon name="circle-alert" size={14} />
          <span>{said(part.text)}</span>
        </li>
      );
  }
};

const By = ({ name }: { name: string }) => (name === "coordinator" ? null : <strong>{said(name)}: </strong>);

const runsAtMost = 6;
const namesAtMost = 4;
const shortly = (names: readonly string[]): string =>
  names.length <= namesAtMost ? names.map(said).join(", ") : count(names.length, "machine");

/** The end of what it thinks, on one line. */
const tailOf = (text: string): string => said(text.trim().split("\n").at(-1) ?? "").slice(-160);

const inputChars = 120;
function inputText(input: Part<"call">["input"]): string {
  const text = Object.entries(input)
    .map(([key, value]) => `${key} ${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(", ");
  return said(text.length > inputChars ? `${text.slice(0, inputChars)}…` : text);
}

function iconOf(found: Part<"found"> | undefined): { name: IconName; class: string } {
  if (!found) return { name: "loader-circle", class: "spin" };
  return foundIcons[found.state];
}
const foundIcons: Record<Part<"found">["state"], { name: IconName; class: string }> = {
  ok: { name: "check", class: "tone-ok" },
  failed: { name: "x", class: "tone-bad" },
  refused: { name: "ban", class: "tone-warn" },
  repeated: { name: "minus", class: "tone-quiet" },
  not_made: { name: "minus", class: "tone-quiet" },
};

/** “9 looks, 2 specialists, 14 s”. */
function workText(parts: readonly TurnView[]): string {
  const looks = parts.filter(({ part }) => part.kind === "call").length;
  const others = new Set(parts.flatMap(({ part }) => (part.kind === "delegated" ? [part.to] : []))).size;
  const [first, last] = [parts[0], parts.at(-1)];
  const tookMs = first && last ? Date.parse(last.at) - Date.parse(first.at) : 0;
  return [
    ...(looks > 0 ? [count(looks, "look")] : []),
    ...(others > 0 ? [count(others, "specialist")] : []),
    durationText(tookMs),
  ].join(", ");
}
