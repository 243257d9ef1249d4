/** A scripted OpenAI-compatible endpoint for tests: `startEndpoint([callsTools({ name, args }), saysText("Done.")])`. */
export * from "./asked.ts";
export * from "./endpoint.ts";
export * from "./pieces.ts";
export * from "./replies.ts";
