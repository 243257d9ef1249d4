/** Hands the request to the hub, which knows the secret. */
import { untrusted } from "../../domain/untrusted.ts";
import type { HubPorts } from "../define.ts";
import { outputOf, webOf } from "./answering.ts";
import type { RequestInput, RequestOutput } from "./request.ts";

export async function run(
  { method, url, headers = {}, body, secret }: RequestInput,
  ports: HubPorts,
): Promise<RequestOutput> {
  const answer = await webOf(ports).request({
    method,
    url,
    headers,
    ...(body === undefined ? {} : { body }),
    ...(secret
      ? {
          secret: {
            name: secret.secret,
            version: secret.version,
            header: secret.header ?? "Authorization",
            prefix: secret.prefix ?? "Bearer ",
          },
        }
      : {}),
  });
  const redirect = answer.redirect === undefined ? {} : { redirect: untrusted(answer.redirect.slice(0, 2_048)) };
  return { ...outputOf(answer), ...redirect };
}
