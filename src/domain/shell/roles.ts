/** What a word does by its role: a path by its class, a URL by where it leads, text by what it says in its language. */
import { locate } from "./pathClass.ts";
import { pathVerdicts, unknownPath } from "./pathVerdicts.ts";
import { judgeSql } from "./sql.ts";
import type { EffectKind } from "./found.ts";
import type { Run } from "./run.ts";
import { critical, high, medium, pathRoles, unknown, type Arg, type Names, type PathRole, type Role } from "./rule.ts";

const isPath = (role: Role): role is PathRole => pathRoles.some((each) => each === role);

export function judgeRole(role: Role, arg: Arg, run: Run): void {
  if (isPath(role)) return judgePath(role, arg, run);
  if (typeof role === "object") return judgeNames(role, arg, run);
  switch (role) {
    case "text":
    case "pattern":
      return;
    case "shell":
      return run.text(arg);
    case "code":
      return judgeCode(arg, run);
    case "sql":
      return judgeSql(arg, (verdict) => run.add(verdict, arg.span, "sql"));
    case "url":
      return judgeUrl(arg, run);
    case "send":
      run.findings.reach.network = true;
      run.findings.sends = arg.span;
      run.findings.effect("send", arg.text, arg.span);
      return run.add(medium(2, "sends data over the network"), arg.span, "network.send");
    case "host":
      run.findings.reach.network = true;
      return run.findings.effect("ask", arg.text, arg.span);
  }
}

const effectOf: Partial<Record<PathRole, EffectKind>> = {
  read: "read",
  tree: "read",
  write: "write",
  append: "write",
  edit: "write",
  extract: "write",
  device: "write",
  delete: "delete",
  deleteTree: "delete",
  attrs: "change",
  attrsTree: "change",
  exec: "run",
};

export function judgePath(role: PathRole, arg: Arg, run: Run): void {
  if (arg.text === "-" && role !== "delete" && role !== "deleteTree") return;
  const { scope, findings } = run;
  const kind = effectOf[role];
  if (kind) findings.effect(kind, arg.text.replaceAll(unknown, "…"), arg.span);
  const places = [scope.cwd, ...scope.dirs].map((cwd) => locate(arg.text, { cwd, glob: arg.glob }));
  const real = arg.known && !arg.glob ? findings.resolve?.(places[0]?.path ?? arg.text) : undefined;
  if (real) places.push(locate(real.path, { cwd: "/", glob: false }));
  for (const place of places) {
    if (role === "write" && findings.kept.has(place.path)) return judgePath("edit", arg, run);
    for (const each of place.classes) {
      const verdict = pathVerdicts[role][each] ?? pathVerdicts[role].else;
      if (verdict) run.add(verdict, arg.span, `path.${role}.${each.replaceAll(" ", "-")}`);
      if ((each === "secret" || each === "project secret") && (role === "read" || role === "tree"))
        findings.readsSecret = arg.span;
    }
    const lost = unknownPath[role];
    if (lost && (place.unknown || (arg.splits && !arg.known))) run.add(lost, arg.span, `path.${role}.unknown`);
  }
  if (role === "exec") judgeScript(arg, run);
}

function judgeScript(arg: Arg, run: Run): void {
  if (run.scope.right === "root")
    run.add(high(4, "runs a file with root rights whose content is not seen"), arg.span, "path.exec.root");
  if (run.findings.downloaded.has(arg.text))
    run.add(
      critical(run.scope.right === "root" ? 4 : 2, "runs what was just downloaded"),
      arg.span,
      "path.exec.downloaded",
    );
  if (arg.text.startsWith("/dev/fd/"))
    run.add(critical(2, "runs text that is made as it runs"), arg.span, "path.exec.generated");
}

function judgeNames({ names, else: other }: Names, arg: Arg, run: Run): void {
  let found = false;
  for (const [key, verdict] of Object.entries(names))
    for (const pattern of key.split(" "))
      if (fits(pattern, arg)) {
        run.add(verdict, arg.span, `name.${pattern}`);
        found = true;
      }
  if (!found && other) run.add(other, arg.span, "name.other");
}

function fits(pattern: string, arg: Arg): boolean {
  const expression = (text: string): RegExp =>
    new RegExp(
      `^${text
        .split("*")
        .map((part) => part.replace(/[.+^${}()|\\[\]?]/g, "\\$&"))
        .join(".*")}$`,
    );
  if (expression(pattern).test(arg.text)) return true;
  return (
    arg.glob && expression(arg.text.replaceAll(unknown, "*").replace(/\*+/g, "*")).test(pattern.replace(/\*$/, ""))
  );
}

const local =
  /^([a-z][\w+.-]*:\/\/)?([^/@]*@)?(localhost|127\.[\d.]+|0\.0\.0\.0|\[?::1\]?|10\.[\d.]+|192\.168\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+|169\.254\.[\d.]+|\[?f[cd][\da-f]{2}:[\da-f:]*\]?|\[?fe80:[\da-f:%\w]*\]?|[\w-]+|[\w.-]+\.(local|internal|lan|home|intranet|corp|test|localdomain|home\.arpa|svc|cluster\.local))(:\d+)?([/?#].*)?$/i;

/** Loopback, private addresses, and names that only a private network knows. */
export const isNear = (url: string): boolean => local.test(url);

function judgeUrl(arg: Arg, run: Run): void {
  run.findings.effect("fetch", arg.text.replaceAll(unknown, "…"), arg.span);
  const file = /^file:\/\/(?:localhost)?(\/.*)$/i.exec(arg.text)?.[1];
  if (file !== undefined) return judgePath("read", { ...arg, text: file }, run);
  run.findings.reach.network = true;
  if (/^[a-z][\w+.-]*:\/\/[^/@:]+:[^/@]+@/i.test(arg.text))
    run.add(high(2, "shows a password to whoever lists processes"), arg.span, "network.password");
  if (arg.known && isNear(arg.text)) return;
  run.add(medium(2, "fetches from a public host"), arg.span, "network.fetch");
}

/** Code of other languages is taken to do anything, but for the few forms that only compute and print. */
function judgeCode(arg: Arg, run: Run): void {
  const level = run.scope.right === "root" ? 4 : 2;
  if (
    arg.known &&
    /^\s*(print|puts|say|console\.log|printf?)[ (]*("[^"\\$`]*"|'[^'\\]*'|[\d\s+*().%/-]+|sys\.version(_info)?|process\.version|RUBY_VERSION|\$\^V)\)?[\s;]*$/.test(
      arg.text.replace(/^\s*import sys;/, ""),
    )
  )
    return;
  run.add(high(level, "runs code whose effect is not judged"), arg.span, "code");
}
