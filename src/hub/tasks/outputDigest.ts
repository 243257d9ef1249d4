/** What a run wrote, as one number: equal output of many machines is told once. Long output is nobody's to compare. */

/** Beyond this, hashing would take time from passing it on. */
const comparedBytes = 1 << 20;

export class OutputDigest {
  readonly #streams = { stdout: new Bun.CryptoHasher("sha256"), stderr: new Bun.CryptoHasher("sha256") };
  #bytes = 0;

  add(stream: "stdout" | "stderr", bytes: Uint8Array): void {
    this.#bytes += bytes.length;
    if (this.#bytes <= comparedBytes) this.#streams[stream].update(bytes);
  }

  /** `whole`: nothing of it is missing, and all of it came to this hub since it started. */
  end(whole: boolean): string | undefined {
    if (!whole || this.#bytes === 0 || this.#bytes > comparedBytes) return undefined;
    const { stdout, stderr } = this.#streams;
    return new Bun.CryptoHasher("sha256").update(stdout.digest()).update(stderr.digest()).digest("hex");
  }
}
