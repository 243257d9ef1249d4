/** The stored web access, read back by a schema, because it may be of another version. */
import { webView } from "../../api/web.ts";
import * as z from "zod/mini";
import { noWeb, type WebAccess } from "../../domain/webAccess.ts";
import type { Change, Db } from "../db/database.ts";
import { insertInto } from "../db/insert.ts";
import { webAccess } from "./table.ts";

const stored = () => z.pick(webView(), { mode: true, hosts: true, searchUrl: true });

export const webStore = ({ read }: Pick<Db, "read">) => ({
  /** Off where nothing is stored, or nothing that can be read. */
  get: (): WebAccess => {
    const [row] = read.select().from(webAccess).all();
    return row ? (stored().safeParse(JSON.parse(row.settingsJson)).data ?? noWeb) : noWeb;
  },
  put: (access: WebAccess, { atMs, by }: { atMs: number; by: string }): Change =>
    insertInto(
      webAccess,
      { id: 1, settingsJson: JSON.stringify(access), changedAtMs: atMs, changedBy: by },
      { replace: true },
    ),
});
export type WebStore = ReturnType<typeof webStore>;
