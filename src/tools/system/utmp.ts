/** The records of sign-ins that login, sshd and systemd write (`utmp(5)`): of fixed size, in the machine's own byte order. */

export type SignIn = {
  /** 2 the machine booted, 7 somebody signed in, 8 that ended; of failed ones 6 or 7. */
  type: number;
  pid: number;
  line: string;
  user: string;
  from: string;
  atMs: number;
};

/** x86-64 keeps the 32-bit times of old; aarch64 never had them. */
const layouts = { 384: { seconds: 340, wide: false }, 400: { seconds: 344, wide: true } } as const;

/** Whole records; a part of one at the end is left out. */
export function parseRecords(bytes: Buffer, arch: string = process.arch): SignIn[] {
  const size = arch === "arm64" ? 400 : 384;
  const { seconds, wide } = layouts[size];
  const records: SignIn[] = [];
  for (let at = 0; at + size <= bytes.length; at += size) {
    const one = bytes.subarray(at, at + size);
    const whole = wide ? Number(one.readBigInt64LE(seconds)) : one.readUInt32LE(seconds);
    const micros = wide ? Number(one.readBigInt64LE(seconds + 8)) : one.readInt32LE(seconds + 4);
    records.push({
      type: one.readInt16LE(0),
      pid: one.readInt32LE(4),
      line: textIn(one, 8, 32),
      user: textIn(one, 44, 32),
      from: textIn(one, 76, 256),
      atMs: Math.min(Math.max(0, whole * 1_000 + Math.floor(micros / 1_000)), 253_402_300_799_999),
    });
  }
  return records;
}

function textIn(bytes: Buffer, from: number, length: number): string {
  const part = bytes.subarray(from, from + length);
  const end = part.indexOf(0);
  return part.toString("utf8", 0, end < 0 ? length : end);
}
