/** Who may import whom and which packages: the table that docs/architecture.md explains and test/architecture.test.ts enforces. */

export type Wall = {
  name: string;
  /** Files it holds; the first wall of the table that fits a file is its own. */
  files: RegExp;
  /** Names of walls it may import, besides itself. */
  may: readonly string[];
  /** Walls of which it may know types only. */
  mayTypes?: readonly string[];
  /** Walls that it may load, but only by `import()`. */
  mayLazily?: readonly string[];
  /** Packages, exactly or as `name/*`; `node:*` and `bun:*` stand for the runtime's own modules. */
  packages: readonly string[];
  /** Packages that it may load by `import()` only, because they cost memory or time at start. */
  lazyPackages?: readonly string[];
};

const runtime = ["node:*", "bun:*", "bun"] as const;
const platform = ["lib", "domain", "protocol", "api", "tools", "tables"] as const;

export const walls: readonly Wall[] = [
  {
    name: "main",
    files: /^src\/main\.ts$/,
    may: ["lib", "domain", "cli"],
    mayLazily: ["workers", "hub main", "agent main", "agent helper"],
    packages: [],
  },
  {
    name: "workers",
    files: /^src\/(workers|[\w-]+\.worker)\.ts$/,
    may: ["lib", "domain", "hub platform", "hub"],
    mayTypes: ["api"],
    packages: runtime,
  },
  { name: "lib", files: /^src\/lib\//, may: [], packages: ["node:*"], lazyPackages: ["bun:ffi"] },
  { name: "domain", files: /^src\/domain\//, may: ["lib"], packages: ["zod/mini", "node:crypto", "unbash"] },
  { name: "protocol", files: /^src\/protocol\//, may: ["lib", "domain"], packages: ["zod/mini", "node:crypto"] },
  { name: "api", files: /^src\/api\//, may: ["lib", "domain"], packages: ["zod/mini"] },
  {
    name: "tool views",
    files: /^src\/tools\/.*\.view\.tsx$/,
    // The contract's own table and words are values; it is cheap by a test of its own.
    may: ["lib", "domain", "tools", "web kit"],
    packages: ["hono/jsx"],
  },
  {
    name: "tools",
    files: /^src\/tools\//,
    may: ["lib", "domain"],
    mayLazily: ["tool views"],
    packages: ["zod/mini", "node:*"],
  },
  {
    name: "agent main",
    files: /^src\/agent\/main\.ts$/,
    may: ["lib", "domain", "protocol", "tools", "agent"],
    packages: runtime,
  },
  // What a confined program is for the first milliseconds of its life: loads next to nothing, and the agent never loads it.
  {
    name: "agent helper",
    files: /^src\/agent\/confine\/(exec|libc|landlock|mounts|seccomp|user)\.ts$/,
    may: ["domain", "agent"],
    packages: ["node:fs", "bun:ffi"],
  },
  {
    name: "agent",
    files: /^src\/agent\//,
    may: ["lib", "domain", "protocol", "tools"],
    packages: ["zod/mini", ...runtime],
  },
  {
    name: "tables",
    files: /^src\/hub\/[\w-]+\/table\.ts$/,
    may: ["lib", "domain"],
    packages: ["drizzle-orm", "drizzle-orm/*"],
  },
  {
    name: "hub platform",
    files: /^src\/hub\/(db|http|keys|link|planning)\//,
    may: [...platform, "web frame", "web kit", "web assets"],
    packages: [
      "hono",
      "hono/*",
      "drizzle-orm",
      "drizzle-orm/*",
      "zod/mini",
      "zod/locales",
      "yaml",
      "rate-limiter-flexible",
      "croner",
      "prom-client",
      ...runtime,
    ],
    lazyPackages: ["jose", "reflect-metadata", "@peculiar/x509", "openai"],
  },
  {
    name: "hub main",
    files: /^src\/hub\/[\w-]+\.tsx?$/,
    may: ["workers", ...platform, "hub platform", "hub", "web", "web frame", "web kit", "web assets"],
    packages: ["hono", "pino", "zod/mini", ...runtime],
  },
  {
    name: "hub",
    files: /^src\/hub\//,
    may: [...platform, "hub platform", "web", "web frame", "web kit", "web assets"],
    packages: [
      "hono",
      "hono/*",
      "drizzle-orm",
      "drizzle-orm/*",
      "zod/mini",
      "yaml",
      "jose",
      "rate-limiter-flexible",
      "prom-client",
      "pino",
      "croner",
      ...runtime,
    ],
  },
  {
    name: "cli",
    files: /^src\/cli\//,
    may: ["lib", "domain", "api"],
    mayLazily: ["hub main", "hub platform", "agent main", "workers"],
    packages: ["zod/mini", "yaml", ...runtime],
  },
  { name: "web client", files: /^web\/client\//, may: ["lib", "web kit"], packages: ["htmx.org", "htmx.org/*"] },
  // Names and contents of the built assets; the one part of web that reads files.
  { name: "web assets", files: /^web\/frame\/assets\.ts$/, may: ["lib"], packages: ["node:fs", "node:path"] },
  { name: "web kit", files: /^web\/kit\//, may: ["lib", "domain", "web assets"], packages: ["hono/jsx"] },
  {
    name: "web frame",
    files: /^web\/frame\//,
    may: ["lib", "domain", "web kit", "web assets"],
    mayTypes: ["api"],
    packages: ["hono/jsx", "hono/html"],
  },
  {
    name: "web",
    files: /^web\//,
    may: ["lib", "domain", "web kit", "web frame", "web assets"],
    mayTypes: ["api"],
    packages: ["hono/jsx"],
  },
];

export const wallOf = (path: string): Wall | undefined => walls.find(({ files }) => files.test(path));
