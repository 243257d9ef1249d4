/** Finds text in the whole output of a run, which the page holds only the end of: matches are listed, and one is shown in its place. */
import { find } from "./dom.ts";
import { LineSplitter, type OutputLine } from "./output-text.ts";

type Match = { stream: "stdout" | "stderr"; line: number; offset: number; text: string };
type Found = { items: Match[]; more: boolean };
type Parts = { run: () => string; showPart: (lines: (OutputLine & { hit?: boolean })[], note: string) => void };

const most = 100;
/** Shown around a match. */
const beforeBytes = 16_000;
const afterBytes = 48_000;

export class OutputFinder {
  private readonly form: HTMLFormElement | null;
  private asked = 0;

  constructor(
    readonly box: HTMLElement,
    readonly parts: Parts,
  ) {
    this.form = find<HTMLFormElement>("#output-find", box);
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.look();
    });
    this.form?.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.close();
      find("[data-output-toggle=find]", this.box)?.focus();
    });
  }

  toggle(): void {
    if (!this.form?.hidden) return this.close();
    this.form.hidden = false;
    this.press(true);
    find("#output-find-text", this.form)?.focus();
  }

  close(): void {
    if (!this.form) return;
    this.asked += 1;
    this.form.hidden = true;
    this.press(false);
    this.list([]);
    this.say("");
  }

  private press(on: boolean): void {
    find("[data-output-toggle=find]", this.box)?.setAttribute("aria-pressed", String(on));
  }

  private async look(): Promise<void> {
    const text = find<HTMLInputElement>("#output-find-text", this.box)?.value ?? "";
    if (text === "") return;
    const mine = ++this.asked;
    this.say("looking");
    this.list([]);
    const query = new URLSearchParams({ text, limit: String(most) });
    const found = await this.get(`matches?${query.toString()}`, async (answer) => (await answer.json()) as Found);
    if (mine !== this.asked) return;
    if (typeof found === "string") return this.say(found);
    const count = found.items.length;
    this.say(count === 0 ? "not found" : `${found.more ? "the first " : ""}${count} line${count === 1 ? "" : "s"}`);
    this.list(found.items);
  }

  private list(items: readonly Match[]): void {
    const list = find("[data-output-matches]", this.box);
    list?.replaceChildren(
      ...items.map((match) => {
        const button = document.createElement("button");
        button.type = "button";
        button.addEventListener("click", () => void this.open(match));
        const place = document.createElement("span");
        place.className = "muted num";
        place.textContent = `${match.stream === "stderr" ? "stderr " : ""}${match.line.toLocaleString("en")}`;
        button.append(place, " ", match.text);
        const item = document.createElement("li");
        item.append(button);
        return item;
      }),
    );
  }

  private async open({ stream, line, offset }: Match): Promise<void> {
    const from = Math.max(0, offset - beforeBytes);
    const query = new URLSearchParams({ stream, from: String(from), to: String(offset + afterBytes), marks: "none" });
    const bytes = await this.get(`?${query.toString()}`, async (answer) => new Uint8Array(await answer.arrayBuffer()));
    if (typeof bytes === "string") return this.say(bytes);
    const splitter = new LineSplitter();
    const before = splitter.push({ stream, bytes: bytes.subarray(0, offset - from) });
    const after = [...splitter.push({ stream, bytes: bytes.subarray(offset - from) }), ...splitter.end()];
    const lines = [
      ...before.slice(from > 0 ? 1 : 0),
      ...after.map((each, at) => (at === 0 ? { ...each, hit: true } : each)),
    ];
    this.parts.showPart(lines, `Around line ${line.toLocaleString("en")} of ${stream}.`);
  }

  /** Reads on until the line is there, however far in, and holds only what stands around it. */
  async openLine(wanted: number): Promise<void> {
    for (const stream of ["stdout", "stderr"] as const) {
      const lines = await this.get(`?stream=${stream}&marks=none`, (answer) => linesAround(answer, wanted, stream));
      if (typeof lines === "string") return this.parts.showPart([], lines);
      if (lines.some(({ hit }) => hit))
        return this.parts.showPart(lines, `Around line ${wanted.toLocaleString("en")} of ${stream}.`);
    }
    this.parts.showPart([], `There is no line ${wanted.toLocaleString("en")} in this output.`);
  }

  /** What the hub answered, or a sentence on why it did not. */
  private async get<T>(rest: string, read: (answer: Response) => Promise<T>): Promise<T | string> {
    const slash = rest.startsWith("?") ? "" : "/";
    try {
      const answer = await fetch(`/api/runs/${encodeURIComponent(this.parts.run())}/output${slash}${rest}`);
      if (answer.ok) return await read(answer);
      const { detail } = (await answer.json()) as { detail?: string };
      return detail ?? "The hub could not look.";
    } catch {
      return "The hub did not answer.";
    }
  }

  private say(words: string): void {
    const state = find("[data-output-found]", this.box);
    if (state) state.textContent = words;
  }
}

const linesBefore = 200;
const linesAfter = 400;

async function linesAround(
  answer: Response,
  wanted: number,
  stream: Match["stream"],
): Promise<(OutputLine & { hit?: boolean })[]> {
  const splitter = new LineSplitter();
  const reader = answer.body?.getReader();
  let passed = 0;
  let kept: OutputLine[] = [];
  for (let done = !reader; !done && passed + kept.length < wanted + linesAfter;) {
    const part = await reader?.read();
    done = part?.done !== false;
    kept.push(...(part?.value ? splitter.push({ stream, bytes: part.value }) : splitter.end()));
    const over = Math.min(kept.length, wanted - linesBefore - 1 - passed);
    if (over > 0) kept = kept.slice(over);
    passed += Math.max(0, over);
  }
  await reader?.cancel();
  return kept
    .slice(0, wanted + linesAfter - passed)
    .map((line, at) => (passed + at + 1 === wanted ? { ...line, hit: true } : line));
}
