/**
 * Live pages: one stream a page. A feature registers how a view looks now; whoever changes something says so; viewers of
 * the same view, role and scope share one rendering, and each gets only the pieces that differ from what it has.
 */
import type { Viewer } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import type { Log } from "../../lib/log.ts";
import type { Element } from "./html.ts";
import { LiveStream, pieceOf, type Partial, type Pieces } from "./liveStream.ts";
import type { CallerOf, HubContext } from "./route.ts";
import { patience } from "./serve.ts";

export type { Partial } from "./liveStream.ts";

/**
 * All parts of a view as they are now: pieces with their places, or one element made of `<hx-partial>`s. The answer may
 * depend on the role and scope, and with a scope on who it is. Throws `not_found` where there is no such thing.
 */
export type LiveView = {
  render: (id: string, viewer: Viewer) => Promise<Partial[] | Element> | Partial[] | Element;
  /** It keeps to the viewer's scope; absent: it is not there for viewers who have one. */
  scoped?: true;
};

export type Live = {
  /** Registers a view by its name: `home`, `task`. Twice throws. */
  view: (name: string, view: LiveView) => void;
  /** Something that this view shows has changed; without an id in all views of that name. `seq` is the event's, where there is one. */
  changed: (name: string, id?: string, seq?: number) => void;
  /** Handles GET /events?view=NAME or NAME:ID. */
  events: (c: HubContext) => Promise<Response>;
  /** How many pages are open. */
  count: () => number;
  close: () => void;
};

type Topic = {
  name: string;
  id: string;
  streams: Set<LiveStream>;
  renderedAtMs: number;
  timer?: Timer | undefined;
  busy: boolean;
  dirty: boolean;
};

const pingMs = 15_000;
/** A sign-in that has ended is noticed within this and the grace of one check: under 5 s in all. */
const checkMs = 2_000;
const debounceMs = 150;
const streamsPerSignIn = 64;

export function makeLive({
  callerOf,
  validate,
  log,
}: {
  callerOf: CallerOf;
  validate: LiveStream["still"];
  log: Log;
}): Live {
  const views = new Map<string, LiveView>();
  const topics = new Map<string, Topic>();
  // What an event id names: the outbox, this process, and changes that are not in the outbox (a sample, a heartbeat).
  const process_ = crypto.randomUUID().slice(0, 8);
  let seq = 0;
  let unstored = 0;
  const nowId = (): string => `${seq}.${process_}.${unstored}`;

  const streams = function* (): Iterable<LiveStream> {
    for (const topic of topics.values()) yield* topic.streams;
  };
  const ticker = setInterval(() => {
    for (const stream of streams()) stream.tick(pingMs);
  }, checkMs);

  async function render({ name, id }: Pick<Topic, "name" | "id">, viewer: Viewer): Promise<Pieces> {
    const view = views.get(name);
    if (view === undefined || (viewer.scope !== undefined && view.scoped !== true))
      throw new AppError("not_found", "There is no such live view.");
    const made = await view.render(id, viewer);
    if (isPieces(made)) return new Map(made.map((partial) => [partial.target, pieceOf(partial)]));
    return new Map([["all", String(made)]]);
  }

  /** The first change shows at once; more of them within 150 ms show together. */
  function schedule(topic: Topic): void {
    topic.dirty = true;
    if (topic.busy || topic.timer !== undefined) return;
    const waitMs = Math.max(0, topic.renderedAtMs + debounceMs - performance.now());
    topic.timer = setTimeout(() => {
      topic.timer = undefined;
      void update(topic);
    }, waitMs);
  }

  async function update(topic: Topic): Promise<void> {
    topic.busy = true;
    topic.dirty = false;
    topic.renderedAtMs = performance.now();
    const id = nowId();
    const alike = Map.groupBy(topic.streams, (stream) => kindOf(stream.caller.actor));
    for (const viewers of alike.values()) {
      const [first] = viewers;
      if (!first) continue;
      try {
        const pieces = await render(topic, first.caller.actor);
        for (const viewer of viewers) viewer.show(pieces, id);
      } catch (error) {
        // It may have been removed meanwhile; the page shows what it has until the person leaves it.
        if (!(error instanceof AppError))
          log.error("live.render", {
            view: topic.name,
            error: error instanceof Error ? (error.stack ?? "") : String(error),
          });
      }
    }
    topic.busy = false;
    if (topic.dirty) schedule(topic);
  }

  function leave(topic: Topic, stream: LiveStream): void {
    topic.streams.delete(stream);
    if (topic.streams.size > 0) return;
    clearTimeout(topic.timer);
    topics.delete(`${topic.name}:${topic.id}`);
  }

  return {
    view: (name, view) => {
      if (views.has(name)) throw new Error(`the live view ${name} is registered twice`);
      views.set(name, view);
    },
    changed: (name, id, at) => {
      if (at === undefined) unstored++;
      else seq = Math.max(seq, at);
      if (id !== undefined) {
        const topic = topics.get(`${name}:${id}`);
        if (topic) schedule(topic);
      } else for (const topic of topics.values()) if (topic.name === name) schedule(topic);
    },
    events: async (c) => {
      const caller = callerOf(c);
      const [name = "", ...rest] = (c.req.query("view") ?? "").split(":");
      const id = rest.join(":");
      if ([...streams()].filter((stream) => stream.caller.signInHash === caller.signInHash).length >= streamsPerSignIn)
        throw new AppError("too_many_requests", "Too many pages are open with this sign-in.", {
          hint: "Close some of them.",
        });
      const eventId = nowId();
      const pieces = await render({ name, id }, caller.actor);
      if (c.req.raw.method === "HEAD") return c.body(null);

      const key = `${name}:${id}`;
      const topic = topics.get(key) ?? {
        name,
        id,
        streams: new Set<LiveStream>(),
        renderedAtMs: 0,
        busy: false,
        dirty: false,
      };
      topics.set(key, topic);
      const stream = new LiveStream({ caller, still: validate, left: () => leave(topic, stream) });
      topic.streams.add(stream);
      // A page that comes back and missed nothing gets nothing; any other gets the whole view, so no history is kept.
      if (c.req.header("Last-Event-ID") === eventId) stream.has(pieces);
      else stream.show(pieces, eventId);
      if (nowId() !== eventId) schedule(topic);
      c.req.raw.signal.addEventListener("abort", () => stream.end());
      patience(c);
      return c.body(stream.body, 200, {
        "content-type": "text/event-stream; charset=utf-8",
        "x-accel-buffering": "no",
      });
    },
    count: () => [...streams()].length,
    close: () => {
      clearInterval(ticker);
      for (const stream of streams()) stream.restart();
    },
  };
}

/** Those who see the same. */
const kindOf = ({ id, role, scope }: Viewer): string => (scope === undefined ? role : `${role} ${id} ${scope}`);

const isPieces = (made: unknown): made is Partial[] => Array.isArray(made);
