/** The kinds of value that a setting can have, and how each is read from a flag, the environment or a file. */

/** What a flag, a variable or a file can hold. */
export type Raw = string | number | boolean | string[];

export type Kind<T> = {
  /** Stands for the value in help; absent for switches. */
  value?: string;
  /** Given several times, or with commas in between. */
  multiple?: true;
  /** Throws `RangeError` with what was expected: "must be …". */
  read: (raw: Raw, place: Place) => T;
};

/** Where relative paths and defaults start from. */
export type Place = { cwd: string; home: string; root: boolean };

export const text: Kind<string> = {
  value: "TEXT",
  read: (raw) => {
    const said = typeof raw === "number" ? String(raw) : raw;
    if (typeof said !== "string" || said === "") throw new RangeError("must be text");
    return said;
  },
};

export const yes: Kind<boolean> = {
  read: (raw) => {
    if (raw === true || raw === "1" || raw === "true" || raw === "yes") return true;
    if (raw === false || raw === "0" || raw === "false" || raw === "no" || raw === "") return false;
    throw new RangeError("must be true or false");
  },
};

export const list = (value: string): Kind<string[]> => ({
  value,
  multiple: true,
  read: (raw) => {
    if (typeof raw === "number" || typeof raw === "boolean") throw new RangeError("must be a list");
    const items = typeof raw === "string" ? raw.split(",") : raw;
    return items.map((item) => item.trim()).filter((item) => item !== "");
  },
});

export const path = (value: string): Kind<string> => ({
  value,
  read: (raw, { cwd, home }) => {
    const given = text.read(raw, { cwd, home, root: false });
    if (given.startsWith("~/")) return `${home}/${given.slice(2)}`;
    return given.startsWith("/") ? given : joined(cwd, given);
  },
});

const joined = (cwd: string, given: string): string => {
  const parts = cwd.split("/");
  for (const part of given.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/") || "/";
};

export type Address = { host: string; port: number };

export const address: Kind<Address> = {
  value: "HOST:PORT",
  read: (raw) => {
    const found = /^(?:\[([0-9a-fA-F:.]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(String(raw));
    const host = found?.[1] ?? found?.[2];
    const port = Number(found?.[3]);
    if (host === undefined || port > 65_535)
      throw new RangeError("must be HOST:PORT, such as 127.0.0.1:2459 or [::]:2459");
    return { host, port };
  },
};

export const url: Kind<string> = {
  value: "URL",
  read: (raw) => {
    const given = URL.canParse(String(raw)) ? new URL(String(raw)) : undefined;
    if (!given || !["http:", "https:"].includes(given.protocol) || given.pathname !== "/" || given.search !== "")
      throw new RangeError("must be a URL such as https://ailx.example.com");
    return given.origin;
  },
};

/** Of an API: with a path. Where it may lie is judged by whoever calls it. */
export const apiUrl: Kind<string> = {
  value: "URL",
  read: (raw) => {
    const given = URL.canParse(String(raw)) ? new URL(String(raw)) : undefined;
    if (!given || !["http:", "https:"].includes(given.protocol) || given.username !== "" || given.search !== "")
      throw new RangeError("must be a URL such as https://api.openai.com/v1");
    return given.href.replace(/\/+$/, "");
  },
};

/** `none`, or an HTTP proxy; without `http://` as curl takes it. */
export const proxy: Kind<string> = {
  value: "URL",
  read: (raw) => {
    if (raw === "none") return raw;
    const said = /^[a-z][a-z0-9+.-]*:\/\//i.test(String(raw)) ? String(raw) : `http://${String(raw)}`;
    const given = URL.canParse(said) ? new URL(said) : undefined;
    if (given?.protocol !== "http:" || given.pathname !== "/" || given.search !== "")
      throw new RangeError("must be an HTTP proxy such as http://proxy.example.com:3128, or none");
    return given.href.slice(0, -1);
  },
};

/** An IANA name, as this program's own tables know it. */
export const timeZone: Kind<string> = {
  value: "ZONE",
  read: (raw) => {
    try {
      return new Intl.DateTimeFormat("en", { timeZone: zoneName(raw) }).resolvedOptions().timeZone;
    } catch {
      throw new RangeError("must be a time zone such as Europe/Berlin or UTC");
    }
  },
};

// “+02:00” is taken by Intl, but it has no summer, which is what a name is for.
function zoneName(raw: Raw): string {
  if (typeof raw === "string" && /^[A-Za-z]/.test(raw)) return raw;
  throw new RangeError("is no name");
}

export const days: Kind<number> = {
  value: "DAYS",
  read: (raw) => {
    const given = String(raw).trim() === "" ? NaN : Number(raw);
    if (!Number.isFinite(given) || given < 0 || given > 36_500)
      throw new RangeError("must be a number of days, such as 30");
    return given;
  },
};

const units = { "": 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30, T: 2 ** 40 } as const;

export const size: Kind<number> = {
  value: "SIZE",
  read: (raw) => {
    const found = /^(\d{1,15})\s*(?:([KMGT])(?:iB|B)?|B)?$/i.exec(String(raw).trim());
    const unit = (found?.[2]?.toUpperCase() ?? "") as keyof typeof units;
    const bytes = Number(found?.[1]) * units[unit];
    if (!Number.isSafeInteger(bytes)) throw new RangeError("must be a size such as 10GiB or 500M");
    return bytes;
  },
};

export const oneOf = <const T extends string>(...words: readonly T[]): Kind<T> => ({
  value: words.join("|"),
  read: (raw) => {
    const found = words.find((word) => word === raw);
    if (found === undefined) throw new RangeError(`must be one of ${words.join(", ")}`);
    return found;
  },
});

export type LevelNumber = 1 | 2 | 3 | 4;
export const level: Kind<LevelNumber> = {
  value: "1..4",
  read: (raw) => {
    const found = ([1, 2, 3, 4] as const).find((each) => String(each) === String(raw));
    if (found === undefined) throw new RangeError("must be 1, 2, 3 or 4");
    return found;
  },
};
