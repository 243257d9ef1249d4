/**
 * An OpenAI-compatible endpoint that says what a script tells it to, on a port of its own. It refuses what strict endpoints
 * refuse, logs every request, and can lack what some endpoints lack.
 */
import type { Asked } from "./asked.ts";
import type { Piece } from "./pieces.ts";
import { fails, piecesOf, wholeOf, type Reply, type Sent } from "./replies.ts";
import { protocolFault } from "./strict.ts";

/** Answers in turn, the last of them again and again; or a function of the request. */
export type Script = readonly Reply[] | ((asked: Asked) => Reply | Promise<Reply>);

/** What this endpoint does not know, as real ones lack it: each is refused with 400 where it is asked for. */
export type Lack =
  | "tools"
  | "tool_choice"
  | "json_schema"
  | "json_object"
  | "temperature"
  | "stream_options"
  | "max_tokens"
  /** Answers whole though a stream was asked for. */
  | "stream"
  /** Never counts tokens. */
  | "usage"
  /** 404 for the list of models. */
  | "models";

export type EndpointOptions = { models?: string[]; lacks?: Lack[]; key?: string; strict?: boolean };

export type Endpoint = {
  /** Ends with `/v1`, as people write it. */
  url: string;
  /** Every request for an answer, in order. */
  asked: Asked[];
  /** What was refused as an error of protocol; a test of a client expects it to be empty. */
  faults: () => string[];
  /** How often the list of models was asked for. */
  listed: () => number;
  /** Another script from now on, beginning at its first answer. */
  play: (script: Script) => void;
  close: () => Promise<void>;
};

/** `key`: the only one it takes; otherwise any. `strict: false` takes what strict endpoints refuse. */
export function startEndpoint(
  script: Script,
  { models = ["scripted"], lacks = [], key, strict = true }: EndpointOptions = {},
): Endpoint {
  const asked: Asked[] = [];
  let listed = 0;
  let playing = script;
  let beganAt = 0;
  const lacking = new Set(lacks);

  const replyTo = async (request: Asked): Promise<Reply> => {
    if (typeof playing === "function") return await playing(request);
    return playing[Math.min(request.n - 1 - beganAt, playing.length - 1)] ?? fails(500, { message: "no script" });
  };

  const server = Bun.serve({
    hostname: "127.0.0.1",
    port: 0,
    idleTimeout: 0,
    development: false,
    // A connection that is cut on purpose is no fault to tell of.
    error: () => new Response(null, { status: 500 }),
    fetch: async (request) => {
      const path = new URL(request.url).pathname;
      const headers = Object.fromEntries(request.headers);
      if (key !== undefined && headers["authorization"] !== `Bearer ${key}`)
        return send(fails(401, { message: "Incorrect API key provided.", code: "invalid_api_key" }), request.signal);
      if (path.endsWith("/models")) {
        listed++;
        if (lacking.has("models")) return new Response("404 page not found", { status: 404 });
        return Response.json({ object: "list", data: models.map((id) => ({ id, object: "model" })) });
      }
      if (!path.endsWith("/v1/chat/completions")) return send(fails(404, { message: "Unknown path." }), request.signal);
      const one: Asked = {
        n: asked.length + 1,
        path,
        headers,
        gone: false,
        body: (await request.json()) as Asked["body"],
      };
      asked.push(one);
      request.signal.addEventListener("abort", () => (one.gone = true));
      const fault = (strict ? protocolFault(one) : undefined) ?? lackFault(one, lacking);
      if (fault !== undefined) {
        one.refused = fault;
        return send(fails(400, { message: fault, type: "invalid_request_error" }), request.signal);
      }
      const reply = await replyTo(one);
      if (reply.kind !== "says") return send(reply, request.signal);
      if (one.body.stream !== true || lacking.has("stream"))
        return Response.json(wholeOf(lacking.has("usage") ? { ...reply, used: "none" } : reply, one.n));
      const countsUsage = one.body.stream_options?.include_usage === true && !lacking.has("usage");
      return send({ kind: "pieces", pieces: piecesOf(reply, { n: one.n, countsUsage }) }, request.signal);
    },
  });

  return {
    url: `http://127.0.0.1:${server.port}/v1`,
    asked,
    faults: () =>
      asked.flatMap(({ n, refused }) =>
        refused === undefined || refused.startsWith(lackOf) ? [] : [`${n}: ${refused}`],
      ),
    listed: () => listed,
    play: (next) => {
      playing = next;
      beganAt = asked.length;
    },
    close: () => server.stop(true),
  };
}

const lackOf = "Unsupported parameter: ";

/** Worded as the endpoints word it that refuse it. */
function lackFault({ body }: Asked, lacking: ReadonlySet<Lack>): string | undefined {
  const asks: Partial<Record<Lack, boolean>> = {
    tools: body.tools !== undefined,
    tool_choice: body.tool_choice !== undefined,
    json_schema: body.response_format?.type === "json_schema",
    json_object: body.response_format?.type === "json_object",
    temperature: body.temperature !== undefined,
    stream_options: body.stream_options !== undefined,
    max_tokens: body.max_tokens !== undefined,
  };
  const missing = [...lacking].find((lack) => asks[lack] === true);
  if (missing === undefined) return undefined;
  const named = missing.startsWith("json_") ? `'response_format' of type '${missing}'` : `'${missing}'`;
  return `${lackOf}${named} is not supported with this model.`;
}

const encoder = new TextEncoder();

function send(reply: Sent, signal: AbortSignal): Response | Promise<Response> {
  switch (reply.kind) {
    case "raw":
      return new Response(reply.body, { status: reply.status, ...(reply.headers ? { headers: reply.headers } : {}) });
    case "never":
      return new Promise((resolve) =>
        signal.addEventListener("abort", () => resolve(new Response(null, { status: 499 }))),
      );
    case "pieces":
      return new Response(bodyOf(reply.pieces, signal), {
        headers: { "content-type": "text/event-stream", ...reply.headers },
      });
  }
}

function bodyOf(pieces: readonly Piece[], signal: AbortSignal): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start: async (controller) => {
      for (const piece of pieces) {
        if (signal.aborted) return;
        if (typeof piece === "number") await Bun.sleep(piece);
        else if (typeof piece === "string") controller.enqueue(encoder.encode(piece));
        else if (piece.act === "cut") return controller.error(new Error("cut by script"));
        else return await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      }
      if (!signal.aborted) controller.close();
    },
  });
}
