/** The proxies of this computer: what was given, else what the environment says as curl and others read it. */
import type { Proxies } from "../lib/proxy.ts";
import { usageError } from "./exit.ts";
import type { Io } from "./io.ts";
import { proxy } from "./setting-kinds.ts";

/** Undefined where there is none. Throws `validation` naming the variable that holds something else. */
export function proxiesFrom(given: string | undefined, env: Io["env"]): Proxies | undefined {
  if (given === "none") return undefined;
  // What was given for the hub is for the hub, wherever it is.
  if (given !== undefined) return { https: given, http: given, except: [] };
  const https = variable(env, "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
  const http = variable(env, "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY");
  if (https === undefined && http === undefined) return undefined;
  return {
    ...(https === undefined ? {} : { https }),
    ...(http === undefined ? {} : { http }),
    except: (env["no_proxy"] ?? env["NO_PROXY"] ?? "").split(/[,\s]+/).filter((entry) => entry !== ""),
  };
}

function variable(env: Io["env"], ...names: readonly string[]): string | undefined {
  const name = names.find((each) => (env[each] ?? "") !== "");
  if (name === undefined) return undefined;
  try {
    return proxy.read(env[name] ?? "", { cwd: "/", home: "/", root: false });
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw usageError(`${name} ${cause.message}.`, "--proxy names another, or none.");
  }
}
