/** People's own runbooks: files in the data directory, read again when they change. What is wrong with one stands beside it. */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { runbookSourceMost, type RunbookCheck, type RunbookLine, type RunbookView } from "../../api/runbook.ts";
import { AppError } from "../../domain/error.ts";
import { writeDurably } from "../../lib/durableFile.ts";
import { embeddedPlanner } from "../planning/embedded/planner.ts";
import type { Runbook } from "../planning/embedded/runbook.ts";
import { runbookNamed, runbooks, runbookSource } from "../planning/embedded/runbooks.ts";
import { cameText, checkRunbook, type Report, testFleet } from "../planning/runbooks/check.ts";

/** More files than these are not read, and a larger one is not read whole. */
const filesMost = 100;
const idShape = /^[a-z][a-z0-9-]{0,30}$/;

type Entry = { id: string; source: string; report: Report };

export function makeLibrary({ dir }: { dir: string }) {
  let held: { signature: string; entries: Promise<Entry[]> } | undefined;

  const files = (): string[] => {
    try {
      return readdirSync(dir)
        .filter((name) => name.endsWith(".yaml") && idShape.test(name.slice(0, -5)))
        .toSorted()
        .slice(0, filesMost);
    } catch {
      return [];
    }
  };
  /** Looking at names, sizes and times is cheap; a file is read when one of these differs. */
  const entries = (): Promise<Entry[]> => {
    const names = files();
    const signature = names.map((name) => signatureOf(join(dir, name))).join("\n");
    if (held?.signature === signature) return held.entries;
    held = {
      signature,
      entries: readAll(names.map((name) => ({ id: name.slice(0, -5), source: textOf(join(dir, name)) }))),
    };
    return held.entries;
  };
  const get = async (id: string): Promise<Entry | undefined> => (await entries()).find((one) => one.id === id);
  const active = async (): Promise<Runbook[]> => (await entries()).flatMap(({ report }) => inUse(report));

  /** As it would be if it were saved under this id. */
  const check = async (source: string, id: string | undefined): Promise<Report> => {
    const others = (await entries()).filter((one) => one.id !== id).flatMap(({ report }) => inUse(report));
    return checkedAs(source, { id, others });
  };

  return {
    active,
    list: async (): Promise<RunbookLine[]> => [
      ...(await entries()).map(({ id, report }) => lineOf(id, report)),
      ...runbooks().map(builtInLine),
    ],
    view: async (id: string): Promise<RunbookView> => {
      const own = await get(id);
      if (own) return { ...lineOf(id, own.report), source: own.source, results: own.report.tests };
      const book = runbookNamed(id);
      if (!book) throw notThere(id);
      return { ...builtInLine(book), source: runbookSource(id) ?? "", results: [] };
    },
    /** Nothing is saved. `say`: what a request would come to, on the runbook's own test machines. */
    check: async (
      source: string,
      { id, say }: { id?: string | undefined; say?: string | undefined },
    ): Promise<RunbookCheck> => {
      const report = await check(source, id);
      const { book } = report;
      const view = { ...lineOf(book?.id ?? id ?? "", report), source, results: report.tests };
      if (!book || say === undefined || say.trim() === "" || unreadable(report)) return view;
      const fleet = testFleet(book);
      const outcome = await embeddedPlanner({ text: say, fleet, nowMs: 0, runbooks: [book] });
      return { ...view, said: cameText(outcome, fleet) };
    },
    /** Throws `validation` where it has no id that it could be kept under, or that of a built-in one. */
    save: async (source: string, id: string): Promise<RunbookView> => {
      const { book } = await check(source, id);
      if (!idShape.test(id))
        throw new AppError("validation", "A runbook's id is small letters, digits and dashes, at most 31.", {
          fields: { id: "begins with a letter" },
        });
      if (book && book.id !== id)
        throw new AppError("validation", `The text says that its id is ${book.id}, and it would be kept as ${id}.`, {
          fields: { id: "is another one" },
        });
      if (runbookNamed(id)) throw new AppError("conflict", `${id} is a built-in runbook. Take another id.`);
      if (files().length >= filesMost && !(await get(id)))
        throw new AppError("conflict", `There are ${filesMost} runbooks, which is the most.`);
      try {
        mkdirSync(dir, { recursive: true, mode: 0o700 });
        writeDurably({ path: join(dir, `${id}.yaml`), data: source, mode: 0o600 });
      } catch (error) {
        throw new AppError(
          "storage_failed",
          `The runbook could not be written: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
      held = undefined;
      const saved = await get(id);
      if (!saved) throw notThere(id);
      return { ...lineOf(id, saved.report), source, results: saved.report.tests };
    },
    remove: async (id: string): Promise<string> => {
      const own = await get(id);
      if (!own) throw notThere(id);
      rmSync(join(dir, `${id}.yaml`), { force: true });
      held = undefined;
      return own.report.book?.title ?? id;
    },
  };
}
export type Library = ReturnType<typeof makeLibrary>;

/** What a file tells of its change. One that cannot be looked at counts as one that is not there. */
function signatureOf(path: string): string {
  try {
    const { ino, size, mtimeMs } = statSync(path);
    return `${path} ${ino} ${size} ${mtimeMs}`;
  } catch {
    return path;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8").slice(0, runbookSourceMost + 1);
  } catch (error) {
    return `# ${error instanceof Error ? error.message.replaceAll("\n", " ") : "cannot be read"}\n`;
  }
}

/** In the order of their names: of two that collide the first is in use. */
async function readAll(sources: { id: string; source: string }[]): Promise<Entry[]> {
  const found: Entry[] = [];
  for (const { id, source } of sources) {
    const others = found.flatMap(({ report }) => inUse(report));
    found.push({ id, source, report: await checkedAs(source, { id, others }) });
  }
  return found;
}

async function checkedAs(
  source: string,
  { id, others }: { id: string | undefined; others: readonly Runbook[] },
): Promise<Report> {
  if (source.length > runbookSourceMost)
    return { problems: [{ text: `It is longer than ${runbookSourceMost} characters.` }], tests: [] };
  const report = await checkRunbook(source, id === undefined ? "this" : `${id}.yaml`, others);
  const { book } = report;
  if (!book) return report;
  const named =
    id !== undefined && book.id !== id
      ? [{ line: 1, text: `Its id is ${book.id}, and its file is called ${id}.yaml.` }]
      : runbookNamed(book.id)
        ? [{ line: 1, text: `${book.id} is the id of a built-in runbook.` }]
        : [];
  return { ...report, problems: [...named, ...report.problems] };
}

const inUse = ({ book, problems }: Report): Runbook[] => (book && problems.length === 0 ? [book] : []);
/** Something is wrong before anything could be tried. */
const unreadable = ({ problems, tests }: Report): boolean => problems.length > 0 && tests.length === 0;

const lineOf = (id: string, { book, problems, tests }: Report): RunbookLine => ({
  id,
  title: book?.title ?? id,
  from: "own",
  active: book !== undefined && problems.length === 0,
  sentences: book?.sentences ?? [],
  ...exampleOf(book?.tests),
  tests: { passed: tests.filter(({ passed }) => passed).length, all: book?.tests.length ?? 0 },
  problems,
});

const builtInLine = ({ id, title, sentences, tests }: Runbook): RunbookLine => ({
  id,
  title,
  from: "built-in",
  active: true,
  sentences,
  ...exampleOf(tests),
  tests: { passed: tests.length, all: tests.length },
  problems: [],
});

const exampleOf = ([first]: Runbook["tests"] = []): Pick<RunbookLine, "example"> =>
  first === undefined ? {} : { example: first.say };

const notThere = (id: string): AppError =>
  new AppError("not_found", `There is no runbook ${JSON.stringify(id.slice(0, 64))}.`, {
    hint: "`ailx runbook list` shows what there is.",
  });
