/** The walls of docs/architecture.md, enforced. Each fault says what to do instead. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Import, readSources, root, type Source } from "./support/tree.ts";
import { type Wall, wallOf, walls } from "./support/walls.ts";

const everything = readSources();
/** Tests may reach for anything; the walls are for what ships. */
const sources = everything.filter(({ path }) => /^(src|web)\//.test(path) && !/\.test\.tsx?$|\/testing\//.test(path));
const byPath = new Map(sources.map((source) => [source.path, source]));

const isOurs = (to: string) => /^(src|web|test|scripts|bench)\//.test(to);
const matches = (patterns: readonly string[], name: string) =>
  patterns.some((pattern) => (pattern.endsWith("*") ? name.startsWith(pattern.slice(0, -1)) : name === pattern));

describe("a file in src or web", () => {
  test("stands behind one of the walls", () => {
    const homeless = sources.filter(({ path }) => wallOf(path) === undefined).map(({ path }) => path);
    expect(homeless, "give its folder a line in test/support/walls.ts and docs/architecture.md").toEqual([]);
  });

  for (const wall of walls) {
    const its = sources.filter(({ path }) => wallOf(path) === wall);
    test(`of ${wall.name} imports only what ${wall.name} may`, () => {
      expect(its.flatMap((source) => source.imports.flatMap((each) => importFault(source, wall, each)))).toEqual([]);
    });
  }
});

function importFault({ path }: Source, wall: Wall, { to, lazy, typeOnly }: Import): string[] {
  if (/\.(css|sql|svg|json|txt|yaml|html|sh)$/.test(to)) return [];
  if (!isOurs(to)) {
    if (matches(wall.packages, to) || (lazy && matches(wall.lazyPackages ?? [], to))) return [];
    return [`${path} imports the package ${to}; ${wall.name} may use ${wall.packages.join(", ") || "none"}.`];
  }
  const target = wallOf(to);
  if (target === undefined) return [`${path} imports ${to}, which is not part of the program.`];
  if (target === wall) return featureFault(path, to);
  if (wall.may.includes(target.name)) return [];
  if (typeOnly && wall.mayTypes?.includes(target.name)) return [];
  if (lazy && wall.mayLazily?.includes(target.name)) return [];
  const hint = wall.mayLazily?.includes(target.name)
    ? "Load it by import() where it is needed."
    : "Move what both need further down, or let main.ts hand it in as a function.";
  return [`${path} imports ${to}; ${wall.name} may import ${wall.may.join(", ") || "nothing of ours"}. ${hint}`];
}

/** Features of the hub are islands. */
function featureFault(path: string, to: string): string[] {
  const feature = (file: string) => /^src\/hub\/([\w-]+)\//.exec(file)?.[1];
  if (wallOf(path)?.name !== "hub" || feature(path) === feature(to) || feature(to) === undefined) return [];
  return [`${path} imports ${to}, another feature. Let src/hub/main.ts hand the function over.`];
}

describe("a mode", () => {
  test("is loaded only by import()", () => {
    const modes = ["src/hub/main.ts", "src/agent/main.ts"];
    const eager = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ to, lazy, typeOnly }) => modes.includes(to) && !lazy && !typeOnly)
        .map(({ to }) => `${path} → ${to}`),
    );
    expect(eager, "use import(), so that one mode never evaluates the other").toEqual([]);
  });

  test("exists: hub and agent", () => {
    expect(["src/main.ts", "src/hub/main.ts", "src/agent/main.ts"].filter((path) => !byPath.has(path))).toEqual([]);
  });
});

/** Files that are reasoned about without a machine in mind, and what they may still ask of the runtime. */
const pure: { what: string; from: RegExp; allowed: readonly string[]; instead: string }[] = [
  {
    what: "the domain, the wire and the API's schemas",
    from: /^src\/(domain|protocol|api)\//,
    allowed: ["node:crypto"],
    instead: "take the value as an argument; reading it is the caller's part",
  },
  {
    what: "a tool's contract",
    from: /^src\/tools\/index\.ts$/,
    allowed: ["node:crypto"],
    instead: "do the work in the .run.ts, or in a helper that only it imports",
  },
  {
    what: "what browsers run",
    from: /^web\/client\//,
    allowed: [],
    instead: "keep it on the server, or in a lib file of its own",
  },
];

describe("nothing of the system is within static reach of", () => {
  for (const { what, from, allowed, instead } of pure) {
    test(what, () => {
      const starts = sources.filter(({ path }) => from.test(path)).map(({ path }) => path);
      const faults = reachedStatically(starts).flatMap((path) =>
        importsOf(path)
          .filter(({ to, lazy, typeOnly }) => !lazy && !typeOnly && /^(node:|bun\b)/.test(to) && !allowed.includes(to))
          .map(({ to }) => `${path} → ${to}`),
      );
      expect(faults, `instead: ${instead}`).toEqual([]);
    });
  }
});

describe("a tool's contract", () => {
  const contracts = reachedStatically(["src/tools/index.ts"]);

  test("loads executor and view only on demand", () => {
    const eager = contracts.filter((path) => /\.(run\.ts|view\.tsx)$/.test(path));
    expect(eager, "write load: { run: () => import(…), view: () => import(…) }").toEqual([]);
  });
});

describe("a hub that starts", () => {
  test("evaluates nothing that only its first request needs", () => {
    const reached = reachedStatically(["src/hub/main.ts", "src/cli/hub-start.ts"]);
    const packages = reached.flatMap((path) =>
      importsOf(path).flatMap(({ to, lazy, typeOnly }) => (lazy || typeOnly ? [] : [`${to} ← ${path}`])),
    );
    const late = [
      ...reached.filter((path) => /^src\/hub\/planning\/(?:embedded|runbooks|llm\/planner)/.test(path)),
      ...packages.filter((each) => /^(?:prom-client|yaml|unbash|openai) /.test(each)),
    ].filter((path) => !early.has(path));
    expect(late, "each costs milliseconds of every start: reach it by import() as src/hub/planners.ts does").toEqual(
      [],
    );
  });
});

/** Small enough to be there from the start. */
const early = new Set(["src/hub/planning/runbooks/id.ts", "src/hub/planning/embedded/services.ts"]);

function reachedStatically(from: string[]): string[] {
  const reached = new Set<string>();
  const open = [...from];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path) || !byPath.has(path)) continue;
    reached.add(path);
    open.push(
      ...importsOf(path)
        .filter(({ lazy, typeOnly }) => !lazy && !typeOnly)
        .map(({ to }) => to),
    );
  }
  return [...reached];
}

const importsOf = (path: string): Import[] => byPath.get(path)?.imports ?? [];

describe("the agent", () => {
  test("bundles no package but its own few", async () => {
    const modules = await agentModules();
    expect(modules.length).toBeGreaterThan(20);
    const packages = modules
      .map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1])
      .filter((name) => name !== undefined);
    expect([...new Set(packages)].filter((name) => !["zod", "unbash"].includes(name))).toEqual([]);
  });

  test("bundles nothing of hub, command line or pages", async () => {
    expect((await agentModules()).filter((path) => /^(src\/(hub|cli|api)|web)\//.test(path))).toEqual([]);
  });
});

/** Every module that the bundler puts within reach of the agent; views are the hub's to load. */
async function agentModules(): Promise<string[]> {
  const entry = "src/agent/main.ts";
  const built = await Bun.build({
    entrypoints: [join(root, entry)],
    root,
    target: "bun",
    splitting: true,
    metafile: true,
  });
  const inputs = built.metafile?.inputs ?? {};
  const key = (path: string) => Object.keys(inputs).find((name) => name === path || name.endsWith(`/${path}`)) ?? path;
  const reached = new Set<string>();
  const open = [key(entry)];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (reached.has(path) || path.endsWith(".view.tsx")) continue;
    reached.add(path);
    open.push(...(inputs[path]?.imports ?? []).map((each) => each.path));
  }
  return [...reached];
}

/** What may stand only in certain files. Prose in comments does not count. */
const onlyIn: { what: string; pattern: RegExp; allowed: RegExp; instead: string }[] = [
  {
    what: "the environment is read",
    pattern: /\b(process|Bun|import\.meta)\.env\b/,
    // Where programs lie is a fact of the machine and no setting: facts look there, and the local agent inherits it.
    allowed: /^src\/(cli\/io|agent\/facts\/programs|hub\/localAgent)\.ts$/,
    instead: "give it a key in src/cli/setting-keys.ts and take the value as an argument",
  },
  {
    what: "a call is sent to a machine",
    pattern: /\blink\.send\(/,
    allowed: /^src\/hub\/tasks\/dispatch\.ts$/,
    instead: "make it a step of a task; dispatch is the one door",
  },
  {
    what: "certificate checks are off",
    pattern: /rejectUnauthorized\s*:\s*(?!true)/,
    // The second: `network.http` asks without credentials, and reports what is wrong with the certificate.
    allowed: /^src\/lib\/(peerCertificate|httpExchange)\.ts$/,
    instead: "look at it with src/lib/peerCertificate.ts and compare the pin",
  },
  {
    what: "a database is opened",
    pattern: /\bnew Database\(/,
    allowed: /^src\/(writer\.worker\.ts$|hub\/db\/)/,
    instead: "use the Db that main.ts hands down",
  },
  {
    what: "a transaction is run",
    pattern: /\.transaction\(/,
    allowed: /^src\/hub\/db\//,
    instead: "put the statements into one commit({ do: […] })",
  },
  {
    what: "a transaction has an async callback (it commits half its work)",
    pattern: /\.transaction\(\s*async\b/,
    allowed: /^$/,
    instead: "await before the transaction, not in it",
  },
  {
    what: "a statement is executed that writes",
    pattern: /\bread\s*\.(insert|update|delete)\([\s\S]{0,400}?\.(run|execute|returning)\(/,
    allowed: /^src\/hub\/db\//,
    instead: "hand the statement to commit",
  },
  {
    what: "SQL is written out",
    pattern:
      /["'`]\s*(SELECT\s|INSERT (OR \w+ )?INTO|UPDATE \w+ SET|DELETE FROM|CREATE (TABLE|INDEX|TRIGGER)|ALTER TABLE|DROP TABLE|PRAGMA\s)/,
    allowed: /^src\/hub\/db\//,
    instead: "build it with drizzle in a store.ts, or put it into a migration",
  },
  {
    what: "a type is forced by `as unknown as`",
    pattern: /\bas unknown as\b/,
    // The third: the compiler's WebSocket is the browser's, which takes no TLS options.
    allowed: /^src\/(domain\/untrusted|tools\/define|agent\/link\/connection)\.ts$/,
    instead: "parse it with a schema, or add a typed helper and list it here with its reason",
  },
  {
    what: "HTML is passed through unescaped",
    pattern: /dangerouslySetInnerHTML|from "hono\/html"/,
    // Our own icons, the doctype, and the mark that is put into what JSX has escaped already.
    allowed:
      /^(web\/kit\/icons?\.tsx?|web\/frame\/document\.tsx|src\/hub\/tasks\/marked\.ts|src\/domain\/untrusted\.ts)$/,
    instead: "let JSX escape it",
  },
];

describe("only where it belongs", () => {
  for (const { what, pattern, allowed, instead } of onlyIn) {
    test(what, () => {
      const faults = sources
        .filter(({ path, code }) => !allowed.test(path) && pattern.test(code))
        .map(({ path }) => path);
      expect(faults, `instead: ${instead}`).toEqual([]);
    });
  }

  test("certificate checks are off in no script and no test either", () => {
    const faults = everything.filter(
      ({ path, code }) =>
        path !== "test/architecture.test.ts" &&
        path !== "src/lib/peerCertificate.ts" &&
        /rejectUnauthorized\s*:\s*false/.test(code),
    );
    expect(faults.map(({ path }) => path)).toEqual([]);
  });
});

describe("the domain", () => {
  test("touches neither clock nor chance nor Bun", () => {
    const faults = sources.filter(
      ({ path, code }) =>
        path.startsWith("src/domain/") && /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bBun\.|\bfetch\(/.test(code),
    );
    expect(
      faults.map(({ path }) => path),
      "take it as an argument",
    ).toEqual([]);
  });
});

describe("a source file", () => {
  const maxLines = 350;

  test(`has at most ${maxLines} lines`, () => {
    const others = [
      ...new Bun.Glob("{web/styles/*.css,scripts/{start,test,*.sh},deploy/*.sh,build.ts}").scanSync({ cwd: root }),
    ];
    const files = [...everything, ...others.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }))];
    const long = files
      .map(({ path, text }) => `${path}: ${text.split("\n").length - 1}`)
      .filter((line) => Number(line.split(": ")[1]) > maxLines);
    expect(long, "look for the second idea in it").toEqual([]);
  });

  test("opens with a sentence on what it is", () => {
    const mute = sources
      .filter(({ path, text }) => !path.endsWith(".d.ts") && !/^(#![^\n]*\n)?\s*(\/\*\*|\/\/)/.test(text))
      .map(({ path }) => path);
    expect(mute, "begin the file with /** one sentence */").toEqual([]);
  });
});
