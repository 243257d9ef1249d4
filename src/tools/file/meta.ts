/** Owner, mode and attributes of a file that is written: as they were, as asked, or as a new file in its folder has them. */
import type { Meta } from "../../lib/fileState.ts";
import type { Opened } from "./change.ts";
import { folderOwner, ownerOf } from "./target.ts";

export function metaFor(
  { before, place }: Opened,
  { mode, owner }: { mode?: string | undefined; owner?: string | undefined },
): Omit<Meta, "mtimeMs"> {
  const was =
    before.was === "file"
      ? { uid: before.uid, gid: before.gid, mode: before.mode, xattrs: before.xattrs }
      : { ...folderOwner(place), mode: 0o644, xattrs: {} };
  return {
    ...was,
    ...(owner === undefined ? {} : ownerOf(owner)),
    ...(mode === undefined ? {} : { mode: Number.parseInt(mode, 8) }),
  };
}
