/** Asks for the tables and then for the text of each. */
import { untrusted } from "../../domain/untrusted.ts";
import type { ToolContext } from "../define.ts";
import { tableNames, tableText } from "./rules.ts";
import type { ShowInput, ShowOutput } from "./show.ts";

/** Of all tables together: a set of addresses may hold a hundred thousand. */
const mostChars = 400_000;

export async function run({ program = "nft" }: ShowInput, ctx: ToolContext): Promise<ShowOutput> {
  const tables: ShowOutput["tables"] = [];
  let room = mostChars;
  for (const name of (await tableNames(program, ctx)).slice(0, 64)) {
    const text = await tableText(program, name, ctx);
    const most = Math.min(room, 200_000);
    tables.push({ name, text: untrusted(text.slice(0, most)), cut: text.length > most });
    room -= Math.min(text.length, most);
  }
  return { program, tables };
}
