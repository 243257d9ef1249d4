/** What a machine fetches before it has joined: the installer and the program. Public, and the same for everybody. */
import { AppError } from "../../domain/error.ts";
import type { HubContext, Route } from "../http/route.ts";
import { download } from "./download.ts";
import { installScript } from "./installScript.ts";
import { isReleaseFile, type Releases } from "./releases.ts";

export type ReleaseParts = {
  route: Route;
  releases: Releases;
  version: string;
  tlsPin?: string | undefined;
  /** The address of this hub, as the one who asks can use it. */
  hubUrl: (c: HubContext) => string;
};

export function releaseRoutes({ route, releases, version, tlsPin, hubUrl }: ReleaseParts): void {
  route("GET /install.sh", async (c) => {
    const script = installScript({ hub: hubUrl(c), version, tlsPin, releases: await releases.list() });
    return new Response(script, {
      headers: { "content-type": "text/x-shellscript; charset=utf-8", "cache-control": "no-store" },
    });
  });

  route("GET /download/:file", async (c) => {
    const name = c.req.param("file") ?? "";
    if (!isReleaseFile(name)) throw new AppError("not_found", "There is no such program.");
    const release = await releases.find(name);
    if (!release)
      throw new AppError("not_found", `This hub has no ${name}.`, {
        hint: `Build it with \`bun build.ts\` and put it into ${releases.dirs[0] ?? "the hub's releases directory"}.`,
      });
    const header = (field: string): string | undefined => c.req.header(field);
    return download(release, {
      range: header("Range"),
      ifRange: header("If-Range"),
      ifNoneMatch: header("If-None-Match"),
    });
  });
}
