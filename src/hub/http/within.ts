/** Keeps callers with a scope inside of it: asked by the door for every route, before its handler. */
import type { Viewer } from "../../domain/account.ts";
import { AppError } from "../../domain/error.ts";
import { reachOf } from "./reach.ts";
import type { RouteKey } from "./permissions.ts";

/** Each throws what the hub says of an object that is not there, where the viewer must not know of it. */
export type Within = Record<"machine" | "task" | "run", (id: string, viewer: Viewer) => void>;

/** `id` is the route's own. Without `within` nothing that has an object is open to a caller with a scope. */
export function keepWithin({
  key,
  id,
  viewer,
  within,
}: {
  key: RouteKey;
  id: string;
  viewer: Viewer;
  within: Within | undefined;
}): void {
  if (viewer.scope === undefined) return;
  const reach = reachOf(key);
  switch (reach) {
    case "filters":
    case "own":
    case "ownKeys":
    case "nothing":
      return;
    case "machine":
    case "task":
    case "run":
      if (within) return within[reach](id, viewer);
      throw closed();
    case "whole":
    case undefined:
      throw closed();
  }
}

const closed = (): AppError =>
  new AppError("forbidden", "This shows the whole fleet; you see a part of it.", { hint: "Ask an admin of this hub." });
