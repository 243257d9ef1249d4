/** DNS messages (RFC 1035): a question, and the answer to it. The runtime's own resolver cannot tell a name that is not there from one without such a record. */

export const recordTypes = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  CAA: 257,
} as const;
export type RecordType = keyof typeof recordTypes;

export type Reply = {
  id: number;
  /** 0 no error, 2 server failure, 3 no such name, 5 refused. */
  status: number;
  /** It did not fit; ask again by TCP. */
  truncated: boolean;
  records: { value: string; ttl: number; type: number }[];
};

/** With recursion wanted. Throws `RangeError` for a name with a label that is none. */
export function question(id: number, name: string, type: RecordType): Buffer {
  const labels = name.replace(/\.$/, "").split(".");
  const parts = labels.map((label) => {
    const bytes = Buffer.from(label);
    if (bytes.length === 0 || bytes.length > 63) throw new RangeError(`${label} is no label`);
    return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  });
  const head = Buffer.from([id >> 8, id & 255, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  const tail = Buffer.from([0, recordTypes[type] >> 8, recordTypes[type] & 255, 0, 1]);
  return Buffer.concat([head, ...parts, tail]);
}

/** The name that PTR is asked for. */
export function reverseName(address: string): string {
  if (!address.includes(":")) return `${address.split(".").toReversed().join(".")}.in-addr.arpa`;
  const [before = "", after] = address.toLowerCase().split("::");
  const words = (text = ""): string[] => (text === "" ? [] : text.split(":"));
  const [head, tail] = [words(before), words(after)];
  const gap = after === undefined ? 0 : 8 - head.length - tail.length;
  const all = [...head, ...Array<string>(gap).fill("0"), ...tail].map((word) => word.padStart(4, "0")).join("");
  return `${all.split("").toReversed().join(".")}.ip6.arpa`;
}

/** Throws `RangeError` on what is no reply. */
export function parseReply(bytes: Buffer): Reply {
  if (bytes.length < 12) throw new RangeError("too short");
  let at = 12;
  for (let left = bytes.readUInt16BE(4); left > 0; left--) at = nameAt(bytes, at).next + 4;
  const records: Reply["records"] = [];
  for (let left = bytes.readUInt16BE(6); left > 0; left--) {
    const { next } = nameAt(bytes, at);
    const type = bytes.readUInt16BE(next);
    const length = bytes.readUInt16BE(next + 8);
    if (next + 10 + length > bytes.length) throw new RangeError("cut off");
    records.push({ type, ttl: bytes.readUInt32BE(next + 4), value: valueAt(bytes, next + 10, { type, length }) });
    at = next + 10 + length;
  }
  return {
    id: bytes.readUInt16BE(0),
    status: bytes.readUInt8(3) & 15,
    truncated: (bytes.readUInt8(2) & 2) !== 0,
    records,
  };
}

/** A name may end in a pointer to an earlier one; pointers only lead back, so that they end. */
function nameAt(bytes: Buffer, from: number): { name: string; next: number } {
  const labels: string[] = [];
  let [at, next, lowest] = [from, -1, from];
  for (;;) {
    const length = bytes.readUInt8(at);
    if (length === 0) return { name: labels.join(".") || ".", next: next < 0 ? at + 1 : next };
    if (length >= 0xc0) {
      if (next < 0) next = at + 2;
      at = bytes.readUInt16BE(at) & 0x3fff;
      if (at >= lowest) throw new RangeError("a pointer leads forward");
      lowest = at;
      continue;
    }
    if (at + 1 + length > bytes.length || labels.push(bytes.toString("latin1", at + 1, at + 1 + length)) > 128)
      throw new RangeError("cut off");
    at += length + 1;
  }
}

function valueAt(bytes: Buffer, at: number, { type, length }: { type: number; length: number }): string {
  const short = (offset: number): number => bytes.readUInt16BE(at + offset);
  const long = (offset: number): number => bytes.readUInt32BE(offset);
  switch (type) {
    case recordTypes.A:
      return [...bytes.subarray(at, at + 4)].join(".");
    case recordTypes.AAAA:
      return shortest(Array.from({ length: 8 }, (_, word) => short(word * 2).toString(16)));
    case recordTypes.NS:
    case recordTypes.CNAME:
    case recordTypes.PTR:
      return nameAt(bytes, at).name;
    case recordTypes.MX:
      return `${short(0)} ${nameAt(bytes, at + 2).name}`;
    case recordTypes.SRV:
      return `${short(0)} ${short(2)} ${short(4)} ${nameAt(bytes, at + 6).name}`;
    case recordTypes.TXT:
      return textsIn(bytes.subarray(at, at + length)).join("");
    case recordTypes.CAA: {
      const tag = bytes.readUInt8(at + 1);
      const word = bytes.toString("latin1", at + 2, at + 2 + tag);
      return `${bytes.readUInt8(at)} ${word} ${bytes.toString("latin1", at + 2 + tag, at + length)}`;
    }
    case recordTypes.SOA: {
      const first = nameAt(bytes, at);
      const second = nameAt(bytes, first.next);
      return [first.name, second.name, ...[0, 4, 8, 12, 16].map((offset) => long(second.next + offset))].join(" ");
    }
    default:
      return bytes.toString("hex", at, at + length);
  }
}

function textsIn(bytes: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; at < bytes.length; at += bytes.readUInt8(at) + 1)
    texts.push(bytes.toString("utf8", at + 1, at + 1 + bytes.readUInt8(at)));
  return texts;
}

/** The longest run of zero words becomes `::` (RFC 5952). */
function shortest(words: string[]): string {
  const zeros = words
    .join(":")
    .match(/\b0(:0)+\b/g)
    ?.toSorted((a, b) => b.length - a.length)[0];
  return zeros === undefined ? words.join(":") : words.join(":").replace(zeros, "::").replace(/:{3,}/, "::");
}
