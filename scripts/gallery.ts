/** `bun scripts/gallery.ts`: the gallery on loopback, with the hub's own headers, for looking at and for tests. */
import { makeAssets } from "../src/hub/http/assets.ts";
import { secure } from "../src/hub/http/headers.ts";
import { render } from "../src/hub/http/html.ts";
import { ErrorFragment } from "../web/frame/index.ts";
import { screens } from "../web/gallery.tsx";

const index = () =>
  `<!doctype html><html lang="en"><title>Gallery</title><main><h1>Gallery</h1><ul>${screens.map(({ name }) => `<li><a href="/${name}">${name}</a></li>`).join("")}</ul></main></html>`;

const htmlOf = async (name: string): Promise<string | undefined> => {
  const screen = screens.find((each) => each.name === name);
  return screen === undefined ? undefined : await render(screen.render());
};

/** Invented output: frames of the protocol's binary form, one of them on stderr, a hidden character, a split one. */
function sendOutput(socket: Bun.ServerWebSocket): void {
  const frame = (bytes: Uint8Array, stderr = false) => {
    const message = new Uint8Array(12 + bytes.length);
    message.set([1, stderr ? 1 : 0]);
    message.set(bytes, 12);
    socket.send(message);
  };
  const text = new TextEncoder();
  frame(text.encode("nginx: the configuration file /etc/nginx/nginx.conf syntax is ok\n"));
  const euro = text.encode("price: 5 €\n");
  frame(euro.slice(0, 10));
  frame(euro.slice(10));
  frame(text.encode("\u001b[31mwarning\u001b[0m: conflicting server name \u202eexample\u202c, <b>ignored</b>\n"), true);
  frame(text.encode(Array.from({ length: 40 }, (_, at) => `line ${at + 1} of what the program wrote`).join("\n")));
  socket.send(JSON.stringify({ kind: "end" }));
}

export type Gallery = {
  url: URL;
  /** Sends a message to every page that listens. */
  push: (html: string) => void;
  /** Ends every stream and refuses new ones until `false` is given. */
  cut: (refuse: boolean) => void;
  stop: () => Promise<void>;
};

/** Port 0 takes a free one. */
export function serveGallery(port = 0): Gallery {
  const assets = makeAssets();
  const listening = new Set<ReadableStreamDefaultController<string>>();
  let refusing = false;

  function events(): Response {
    if (refusing) return new Response("away", { status: 503 });
    let mine: ReadableStreamDefaultController<string> | undefined;
    const body = new ReadableStream<string>({
      start(controller) {
        mine = controller;
        listening.add(controller);
        controller.enqueue("event: ping\ndata: 0\n\n");
      },
      cancel: () => void (mine && listening.delete(mine)),
    });
    return new Response(body.pipeThrough(new TextEncoderStream()), {
      headers: { "content-type": "text/event-stream" },
    });
  }

  const server = Bun.serve({
    hostname: "127.0.0.1",
    port,
    idleTimeout: 0,
    websocket: { open: sendOutput, message: () => {} },
    async fetch(request, server) {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/ws/") && server.upgrade(request)) return undefined;
      if (pathname.startsWith("/assets/")) return assets.answer(request, pathname.slice("/assets/".length));
      if (pathname === "/events") return events();
      if (request.method === "POST") return await refusal();
      // A machine that never answers: what waits for it stays as it looks while loading.
      if (pathname.startsWith("/machines/")) return await new Promise<Response>(() => {});
      return await page(pathname.slice(1));
    },
  });

  return {
    url: server.url,
    push: (html) => listening.forEach((each) => each.enqueue(`data: ${html.replaceAll("\n", "\ndata: ")}\n\n`)),
    cut: (refuse) => {
      refusing = refuse;
      for (const each of listening) each.close();
      listening.clear();
    },
    stop: () => server.stop(true),
  };
}

/** Nothing is done in a gallery, so every form shows how a refusal looks. */
async function refusal(): Promise<Response> {
  const told = {
    code: "wrong_state",
    detail: "This is the gallery: nothing was done.",
    hint: "Start the hub to do it for real.",
  };
  return new Response(await render(ErrorFragment(told)), { status: 409, headers: { "content-type": "text/html" } });
}

async function page(name: string): Promise<Response> {
  const text = name === "" ? index() : await htmlOf(name);
  const answer = new Response(text ?? "There is no such screen.", {
    status: text === undefined ? 404 : 200,
    headers: { "content-type": "text/html; charset=utf-8" },
  });
  return secure(answer, { tls: false, page: true, requestId: "gallery" });
}

if (import.meta.main) console.log(`Gallery: ${serveGallery(Number(process.argv[2] ?? 2460)).url.href}`);
