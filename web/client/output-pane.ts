/**
 * The output of one run as it comes: raw frames over a WebSocket, decoded a stream at a time, shown as text only.
 * The page keeps the newest 5,000 lines and says how many it let go.
 */
import { find } from "./dom.ts";
import { LineSplitter, readFrame, visible, type OutputLine } from "./output-text.ts";

const maxLines = 5_000;
const retryMs = [500, 1_000, 2_000, 5_000, 10_000];

export class OutputPane {
  private run = "";
  private socket: WebSocket | undefined;
  private splitter = new LineSplitter();
  private waiting: OutputLine[] = [];
  private dropped = 0;
  private received = 0;
  private tries = 0;
  private follow = true;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly box: HTMLElement) {
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
  show({ run, ended, bytes }: { run: string; ended: boolean; bytes: number }): void {
    const blank = ended && bytes === 0;
    if (run === this.run) {
      this.box.hidden = blank && this.received === 0;
      return;
    }
    this.run = run;
    this.clear();
    this.box.hidden = blank;
    if (!blank) this.open();
  }

  private get text(): HTMLElement {
    return find("#output-text", this.box) ?? this.box;
  }

  private clear(): void {
    clearTimeout(this.timer);
    this.socket?.close();
    this.socket = undefined;
    this.text.replaceChildren();
    this.dropped = 0;
    this.received = 0;
    this.tries = 0;
    this.waiting = [];
    this.splitter = new LineSplitter();
    this.setFollow(true);
  }

  private open(): void {
    const { run } = this;
    const address = new URL(`/ws/runs/${encodeURIComponent(run)}/output?from=${this.received}`, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    this.say(this.received === 0 ? "waiting for output" : "");
    let ended = false;
    socket.addEventListener("message", (event: MessageEvent<ArrayBuffer | string>) => {
      if (run !== this.run) return;
      this.tries = 0;
      if (typeof event.data === "string") {
        ended = event.data.includes('"end"');
        if (ended) this.end();
      } else this.take(event.data);
    });
    socket.addEventListener("close", () => {
      if (run === this.run && socket === this.socket && !ended) this.again();
    });
  }

  private take(message: ArrayBuffer): void {
    const frame = readFrame(message);
    if (!frame) return;
    this.received += frame.bytes.length;
    this.waiting.push(...this.splitter.push(frame));
    if (this.timer === undefined) this.timer = setTimeout(() => this.draw(), 30);
  }

  private end(): void {
    this.waiting.push(...this.splitter.end());
    this.draw();
    if (this.received === 0) this.say("no output");
  }

  private again(): void {
    this.say("output stopped, trying again");
    const waitMs = retryMs[Math.min(this.tries, retryMs.length - 1)] ?? 10_000;
    this.tries += 1;
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
    this.text.append(...fresh.slice(skipped).map(lineElement));
    const over = Math.max(0, this.text.childElementCount - maxLines);
    for (let at = 0; at < over; at += 1) this.text.firstElementChild?.remove();
    this.dropped += skipped + over;
    this.say(this.dropped > 0 ? `${this.dropped.toLocaleString("en")} earlier lines are not shown` : "");
    if (this.follow) this.text.scrollTop = this.text.scrollHeight;
  }

  private say(words: string): void {
    const state = find("[data-output-state]", this.box);
    if (state && state.textContent !== words) state.textContent = words;
  }

  private toggle(button: HTMLElement): void {
    if (button.dataset.outputToggle === "follow") this.setFollow(!this.follow, true);
    else button.setAttribute("aria-pressed", String(this.text.classList.toggle("wraps")));
  }

  private setFollow(on: boolean, jump = false): void {
    this.follow = on;
    find("[data-output-toggle=follow]", this.box)?.setAttribute("aria-pressed", String(on));
    if (on && jump) this.text.scrollTop = this.text.scrollHeight;
  }
}

function lineElement(line: OutputLine): HTMLElement {
  const element = document.createElement("span");
  element.className = line.stream === "stderr" ? "out-line out-error" : "out-line";
  element.textContent = `${visible(line.text)}\n`;
  return element;
}
