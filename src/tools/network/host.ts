/** A host as the network tools take it, and what asking it may carry out of the machine. */
import * as z from "zod/mini";
import type { ToolRisk } from "../define.ts";

/** A DNS name, an IPv4 address, or an IPv6 one with or without brackets; whether it is a right one is seen when it is asked. */
const hostShape =
  /^([a-zA-Z0-9_]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?(\.[a-zA-Z0-9_]([a-zA-Z0-9_-]{0,61}[a-zA-Z0-9_])?)*\.?|\[?[0-9a-fA-F]{0,4}:[0-9a-fA-F:.]{1,44}(%[\w.-]{1,16})?\]?)$/;

/** A name or an address; nothing that a program could take for an option. */
export const hostField = (means: string) =>
  z
    .string()
    .check(z.minLength(1), z.maxLength(255), z.regex(hostShape, "is no host name or address"), z.describe(means));

const reads = { risk: "low" as const, reasons: ["only asks"] };

/**
 * A name can carry what a machine knows to whoever answers for its domain. No name that people gave has such labels, so one
 * is asked about.
 */
export function nameRisk(host: string): ToolRisk {
  const labels = host.toLowerCase().split(".");
  const odd = labels.some((label) => label.length > 40 || (label.length > 20 && /^[0-9a-f]+$|^[a-z2-7]+$/.test(label)));
  if (!odd && host.length <= 120) return reads;
  return { risk: "medium", reasons: ["the name is so long that it may carry data to whoever answers for it"] };
}

/** A URL can carry even more. */
export function urlRisk(text: string): ToolRisk {
  const url = URL.parse(text);
  if (!url) return reads;
  const near = /^(localhost|127\.|10\.|192\.168\.|\[(::1|f[cd]))/.test(url.hostname) || !url.hostname.includes(".");
  if (!near && (url.search.length > 1 || url.pathname.length > 200))
    return { risk: "medium", reasons: ["sends what is in the URL to another host"] };
  return nameRisk(url.hostname);
}
