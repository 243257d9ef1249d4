/** The live stream: says within seconds when it is lost and how old the page is, and hides that once it is back. */
import { durationText } from "../kit/times.ts";
import { find } from "./dom.ts";

/** A stream that ends is usually back within this; nothing is said until then. */
const graceMs = 1_500;
/** A hub that restarts for longer is lost all the same. */
const restartMs = 20_000;
/** Once the hub has sent a `ping`, silence for this long counts as lost. It sends one every 15 s. */
const silenceMs = 40_000;

export function startLive(): void {
  if (!find("#live")) return;
  let heardAt = performance.now();
  let lostAt: number | undefined;
  let pings = false;
  /** The hub has said that it stops; it is not lost, and nobody has to wait to be told. */
  let restarts = false;

  const heard = () => {
    heardAt = performance.now();
    lostAt = undefined;
    restarts = false;
    show();
  };
  const lost = () => {
    if (!document.hidden) lostAt ??= performance.now();
  };
  const show = () => {
    if (pings && !document.hidden && performance.now() - heardAt > silenceMs) lostAt ??= performance.now() - graceMs;
    const banner = find("#stream-lost");
    if (!banner) return;
    const now = performance.now();
    const hide = lostAt === undefined || now - lostAt < graceMs;
    if (banner.hidden !== hide) banner.hidden = hide;
    const said = restarts && lostAt !== undefined && now - lostAt < restartMs;
    find("[data-restarts]", banner)?.toggleAttribute("hidden", !said);
    find("[data-lost]", banner)?.toggleAttribute("hidden", said);
    const age = find("[data-lost-age]", banner);
    if (!hide && age) age.textContent = durationText(now - heardAt).replace(/\.\d/, "");
  };

  document.addEventListener("htmx:sse:after:connection", heard);
  document.addEventListener("htmx:sse:after:message", () => {
    // The goodbye is a message too, the last one.
    if (!restarts) heard();
  });
  document.addEventListener("htmx:sse:before:connection", (event) => {
    // The first connection is announced before it is made as well; only a repeated one means a loss.
    if (attemptOf(event) > 0) lost();
  });
  document.addEventListener("htmx:sse:error", lost);
  document.addEventListener("htmx:error", (event) => {
    if (event.target instanceof Element && event.target.id === "live") lost();
  });
  document.addEventListener("ping", () => (pings = true));
  document.addEventListener("restart", () => {
    restarts = true;
    lostAt = performance.now() - graceMs;
    show();
  });
  document.addEventListener("reload", (event) => {
    if (event.target instanceof Element && event.target.id === "live") location.reload();
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) heardAt = performance.now();
  });
  setInterval(show, 500);
}

function attemptOf(event: Event): number {
  const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
  if (detail === null || typeof detail !== "object" || !("connection" in detail)) return 0;
  const { connection } = detail;
  return connection !== null &&
    typeof connection === "object" &&
    "attempt" in connection &&
    typeof connection.attempt === "number"
    ? connection.attempt
    : 0;
}
