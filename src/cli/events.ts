/** A task's events as they come: one JSON text a line, or the data of server-sent events. */
import { AppError, isErrorCode, type ErrorBody } from "../domain/error.ts";
import type { TaskEvent } from "../api/task.ts";
import type { Door } from "./door.ts";

/** What the request came to where it failed after the answer had begun. */
type Failure = { kind: "error"; error: ErrorBody };

/** Throws `hub_unreachable` where the connection breaks, and the hub's own error where it sends one. */
export async function* readEvents(response: Response, door: Pick<Door, "where">): AsyncIterable<TaskEvent> {
  const isEventStream = (response.headers.get("Content-Type") ?? "").startsWith("text/event-stream");
  for await (const line of linesOf(response, door)) {
    const text = isEventStream ? (line.startsWith("data:") ? line.slice(5).trim() : "") : line;
    if (text === "") continue;
    const event = JSON.parse(text) as TaskEvent | Failure;
    if (event.kind === "error") throw errorOf(event.error);
    yield event;
  }
}

/** The hub's error as ours. */
export const errorOf = ({ code, detail, hint, fields }: ErrorBody): AppError =>
  new AppError(isErrorCode(code) ? code : "internal", detail, {
    ...(hint === undefined ? {} : { hint }),
    ...(fields === undefined ? {} : { fields }),
  });

async function* linesOf(response: Response, { where }: Pick<Door, "where">): AsyncIterable<string> {
  if (!response.body) return;
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  let rest = "";
  try {
    for (;;) {
      const { value, done } = await reader.read();
      rest += decoder.decode(value, { stream: !done });
      const lines = rest.split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
      if (done) break;
    }
  } catch (cause) {
    throw new AppError("hub_unreachable", `The connection to ${where} broke.`, {
      cause,
      hint: "What was started goes on. `ailx tasks` shows how it ended.",
    });
  } finally {
    await reader.cancel().catch(() => undefined);
  }
  if (rest !== "") yield rest;
}
