/**
 * The program's entry: reads what was asked for and loads that alone. It imports nothing at the top, so that `ailx version`
 * costs no more than starting the runtime and no mode pays for another.
 */

declare const BUILD_VERSION: string | undefined;

export const version = typeof BUILD_VERSION === "string" ? BUILD_VERSION : "0.1.0-dev";

const args = process.argv.slice(2);
const asksVersion = args.length === 1 && ["version", "--version", "-V"].includes(args[0] ?? "");

if (asksVersion) {
  // process.stdout loads the runtime's stream modules: two milliseconds of five.
  console.log(version);
} else if (args[0] === "__exec") {
  // It becomes a program that the agent was asked for, a moment from now.
  const { main } = await import("./agent/confine/exec.ts");
  process.exit(main());
} else {
  const { main } = await import("./cli/run.ts");
  process.exit(await main(args));
}
