/** Where a model's endpoint may be: the key goes over TLS, or stays in one's own network unless a person insists. */
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { AppError } from "../../../../domain/error.ts";
import { addressKind } from "../../../../lib/addressKind.ts";
import { bareHost } from "../../../../lib/hostName.ts";

/** Every address of a name; [] where it has none. */
export type Resolve = (name: string) => Promise<string[]>;

const byDns: Resolve = async (name) => {
  try {
    return (await lookup(name, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
};

/** `insecure`: a person knows that the key can be read on the way. Throws `validation` with what to write instead. */
export async function endpointUrl(
  text: string,
  { insecure = false, resolve = byDns }: { insecure?: boolean; resolve?: Resolve } = {},
): Promise<string> {
  const url = parsed(text.trim());
  const host = bareHost(url.hostname);
  const kinds = (isIP(host) === 0 ? await resolve(host) : [host]).map(addressKind);
  if (kinds.some((kind) => kind === "metadata" || kind === "linkLocal"))
    throw wrong("Nobody serves models there: it is where clouds hand out a machine's credentials.", "is link-local");
  const near = kinds.length > 0 && kinds.every((kind) => kind === "loopback" || kind === "own");
  if (url.protocol === "http:" && !near && !insecure)
    throw wrong(
      kinds.length === 0
        ? `The name ${host} is not known here, and over http: its key could be read on the way.`
        : `${host} is not in a network of yours, and over http: the key can be read by everybody on the way.`,
      "write https://, or say that plain http is meant",
    );
  return `${url.origin}${url.pathname.replace(/\/(chat\/completions|models)?\/*$/, "")}`;
}

function parsed(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol))
    throw wrong("The address of an endpoint begins with https:// or http://.", "such as https://api.openai.com/v1");
  if (url.username !== "" || url.password !== "")
    throw wrong("An address is shown to people, so it holds no password.", "put it into the field for the key");
  if (url.search !== "" || url.hash !== "")
    throw wrong("The address of an endpoint ends with its path.", "leave away what follows ? or #");
  return url;
}

const wrong = (sentence: string, field: string): AppError =>
  new AppError("validation", sentence, { fields: { url: field } });
