/** Fields that the firewall's tools share. */
import * as z from "zod/mini";
import { tablePattern } from "./nft.ts";

export const programField = () =>
  z.optional(z.enum(["nft", "iptables", "ip6tables"]).check(z.describe("Whose words the rules are in; default nft.")));

export const tableField = () =>
  z.string().check(z.maxLength(140), z.regex(tablePattern, "is no table like “inet filter”"));
