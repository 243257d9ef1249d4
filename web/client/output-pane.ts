/**
 * The output of one run as it comes: raw frames over a WebSocket, decoded a stream at a time, shown as text only.
 * The page keeps the newest 5,000 lines and 1 MB and says how much it let go; the rest is found, or downloaded.
 */
import { find } from "./dom.ts";
import { OutputFinder } from "./output-find.ts";
import {
  LineSplitter,
  looksBinary,
  readFrame,
  sizeWords,
  visible,
  type Frame,
  type OutputLine,
} from "./output-text.ts";

const maxLines = 5_000;
const maxLength = 1_000_000;
/** Of a longer output only the end is asked for. */
const tailBytes = 1_000_000;
const retryMs = [500, 1_000, 2_000, 5_000, 10_000];

/** `waits`: it has not begun. `line`: of its output, from 1; shown in its place, with what stands around it. */
type Shown = { run: string; waits: boolean; ended: boolean; bytes: number; line?: number };

export class OutputPane {
  private run = "";
  private blank = false;
  private socket: WebSocket | undefined;
  private splitter = new LineSplitter();
  private waiting: OutputLine[] = [];
  private dropped = 0;
  private length = 0;
  /** Where in the output the next byte lies, and where the first one shown did. */
  private received = 0;
  private begin = 0;
  private lastMark = "";
  private binary = false;
  private over = false;
  private tries = 0;
  private follow = true;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly finder: OutputFinder;

  constructor(readonly box: HTMLElement) {
    this.finder = new OutputFinder(box, {
      run: () => this.run,
      showPart: (lines, note) => this.showPart(lines, note),
    });
    box.addEventListener("click", (event) => {
      const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-output-toggle]") : null;
      if (button) this.toggle(button);
    });
    this.text.addEventListener("scroll", () => {
      const atEnd = this.text.scrollHeight - this.text.scrollTop - this.text.clientHeight < 24;
      if (atEnd !== this.follow) this.setFollow(atEnd);
    });
  }

  /** Shows a run; nothing happens when it is shown already. A run without a byte has no pane. */
  show({ run, waits, ended, bytes, line }: Shown): void {
    const blank = waits || (ended && bytes === 0);
    if (run === this.run) {
      this.box.hidden = blank && this.received === 0;
      if (!blank && this.blank) this.open();
      this.blank = blank;
      return;
    }
    this.blank = blank;
    this.run = run;
    this.clear();
    this.finder.close();
    this.box.hidden = blank;
    const link = find<HTMLAnchorElement>("[data-output-download]", this.box);
    if (link) {
      link.href = `/api/runs/${encodeURIComponent(run)}/output`;
      link.download = `output-${run.slice(-6)}.txt`;
    }
    if (blank) return;
    if (line === undefined) this.open();
    else void this.finder.openLine(line);
  }

  private get text(): HTMLElement {
    return find("#output-text", this.box) ?? this.box;
  }

  private clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.socket?.close();
    this.socket = undefined;
    this.text.replaceChildren();
    this.note("");
    this.dropped = 0;
    this.length = 0;
    this.received = 0;
    this.begin = 0;
    this.lastMark = "";
    this.binary = false;
    this.over = false;
    this.tries = 0;
    this.waiting = [];
    this.splitter = new LineSplitter();
    this.setFollow(true);
  }

  private open(): void {
    const { run } = this;
    const from = this.received === 0 ? `tail=${tailBytes}` : `from=${this.received}`;
    const address = new URL(`/ws/runs/${encodeURIComponent(run)}/output?${from}`, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.say(this.received === 0 ? "waiting for output" : "");
    socket.addEventListener("message", (event: MessageEvent<ArrayBuffer | string>) => {
      if (run !== this.run || socket !== this.socket) return;
      this.tries = 0;
      if (typeof event.data === "string") this.told(JSON.parse(event.data) as { kind: string; to?: number });
      else this.take(event.data);
    });
    socket.addEventListener("close", () => {
      if (run === this.run && socket === this.socket && !this.over) this.again();
    });
  }

  private told({ kind, to = 0 }: { kind: string; to?: number }): void {
    if (kind === "skipped") {
      this.received = to;
      this.begin = to;
    } else if (kind === "removed") this.note("This output is no longer kept.", false);
    else if (kind === "end") this.end();
  }

  private take(message: ArrayBuffer): void {
    const frame = readFrame(message);
    if (!frame || this.isRepeated(frame)) return;
    if (this.received === this.begin && looksBinary(frame.bytes)) this.binary = true;
    const bytes = this.received === this.begin && this.begin > 0 ? afterLineFeed(frame.bytes) : frame.bytes;
    this.received += frame.bytes.length;
    if (!this.binary) this.waiting.push(...this.splitter.push({ ...frame, bytes }));
    if (this.timer === undefined) this.timer = setTimeout(() => this.draw(), 30);
  }

  // A place where output is missing takes no bytes, so after a break it may be told again.
  private isRepeated({ stream, leftOut }: Frame): boolean {
    if (leftOut === undefined) return false;
    const mark = `${stream} ${this.received}`;
    const repeated = mark === this.lastMark;
    this.lastMark = mark;
    return repeated;
  }

  private end(): void {
    this.over = true;
    this.waiting.push(...this.splitter.end());
    this.draw();
    if (this.received === 0 && this.text.childElementCount === 0) this.say("no output");
  }

  private again(): void {
    this.say("output stopped, trying again");
    const waitMs = retryMs[Math.min(this.tries, retryMs.length - 1)] ?? 10_000;
    this.tries += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.open();
    }, waitMs);
  }

  private draw(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const fresh = this.waiting.splice(0);
    const skipped = Math.max(0, fresh.length - maxLines);
    const shown = fresh.slice(skipped);
    this.text.append(...shown.map(lineElement));
    this.length += shown.reduce((sum, line) => sum + line.text.length, 0);
    let over = 0;
    while (this.text.childElementCount > maxLines || (this.length > maxLength && this.text.childElementCount > 1)) {
      this.length -= this.text.firstElementChild?.textContent.length ?? 0;
      this.text.firstElementChild?.remove();
      over += 1;
    }
    this.dropped += skipped + over;
    this.say(this.stateWords());
    if (this.follow) this.text.scrollTop = this.text.scrollHeight;
  }

  private stateWords(): string {
    if (this.binary) return `binary, ${sizeWords(this.received)}: download it`;
    const before = this.begin > 0 ? sizeWords(this.begin) : "";
    const lines = this.dropped > 0 ? `${this.dropped.toLocaleString("en")} lines` : "";
    const above = [before, lines].filter(Boolean).join(" and ");
    return above === "" ? "" : `${above} above not shown`;
  }

  /** A part of the output that was looked for stands in place of its end, until that is wanted again. */
  private showPart(lines: OutputLine[], note: string): void {
    this.socket?.close();
    this.socket = undefined;
    clearTimeout(this.timer);
    this.timer = undefined;
    this.setFollow(false);
    this.text.replaceChildren(...lines.map(lineElement));
    this.note(note);
    this.say("");
    const hit = find(".out-hit", this.text);
    if (hit) this.text.scrollTop = hit.offsetTop - this.text.offsetTop - this.text.clientHeight / 3;
  }

  private note(words: string, mayGoBack = true): void {
    const note = find("[data-output-note]", this.box);
    const text = find("[data-output-note-text]", this.box);
    if (!note || !text) return;
    note.hidden = words === "";
    text.textContent = words;
    const back = find("[data-output-toggle=end]", note);
    if (back) back.hidden = !mayGoBack;
  }

  private say(words: string): void {
    const state = find("[data-output-state]", this.box);
    if (state && state.textContent !== words) state.textContent = words;
  }

  private toggle(button: HTMLElement): void {
    const what = button.dataset.outputToggle;
    if (what === "find") this.finder.toggle();
    else if (what === "end" || (what === "follow" && this.socket === undefined)) {
      this.clear();
      this.open();
    } else if (what === "follow") this.setFollow(!this.follow, true);
    else button.setAttribute("aria-pressed", String(this.text.classList.toggle("wraps")));
  }

  private setFollow(on: boolean, jump = false): void {
    this.follow = on;
    find("[data-output-toggle=follow]", this.box)?.setAttribute("aria-pressed", String(on));
    if (on && jump) this.text.scrollTop = this.text.scrollHeight;
  }
}

// The end of a long output begins somewhere in a line.
const afterLineFeed = (bytes: Uint8Array): Uint8Array => {
  const at = bytes.indexOf(10);
  return at < 0 ? bytes : bytes.subarray(at + 1);
};

function lineElement(line: OutputLine & { hit?: boolean }): HTMLElement {
  const element = document.createElement("span");
  element.className = `out-line${line.stream === "stderr" ? " out-error" : ""}${line.mark ? " out-mark" : ""}${line.hit ? " out-hit" : ""}`;
  element.textContent = `${visible(line.text)}\n`;
  return element;
}
