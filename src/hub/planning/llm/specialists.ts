/** The specialists, as data: what each is for, which tools it has, how far it may go. */
import * as z from "zod/mini";
import { parse } from "yaml";
import { once } from "../../../lib/once.ts";
import type { Tool } from "../../../tools/define.ts";
import { tools } from "../../../tools/index.ts";
import containers from "./specialists/containers.yaml" with { type: "text" };
import data from "./specialists/data.yaml" with { type: "text" };
import diagnosis from "./specialists/diagnosis.yaml" with { type: "text" };
import filesAndConfiguration from "./specialists/files-and-configuration.yaml" with { type: "text" };
import network from "./specialists/network.yaml" with { type: "text" };
import packages from "./specialists/packages.yaml" with { type: "text" };
import research from "./specialists/research.yaml" with { type: "text" };
import services from "./specialists/services.yaml" with { type: "text" };

const schema = once(() =>
  z.strictObject({
    name: z.string().check(z.regex(/^[a-z-]{1,40}$/)),
    does: z.string(),
    instructions: z.string(),
    /** Names or groups, `service` or `log.search`; only those of them that read are offered. */
    tools: z.array(z.string()).check(z.minLength(1)),
    answers: z._default(z.int().check(z.minimum(1), z.maximum(15)), 8),
    temperature: z.optional(z.number()),
    /** small: the cheaper one that is set up for summaries, where there is one. Absent: the one that plans. */
    model: z.optional(z.enum(["main", "small"])),
  }),
);
export type Specialist = z.infer<ReturnType<typeof schema>>;

const sources: readonly string[] = [
  diagnosis,
  services,
  filesAndConfiguration,
  containers,
  packages,
  network,
  research,
  data,
];
export const specialists = once((): readonly Specialist[] => sources.map((text) => schema().parse(parse(text))));
export const specialistNamed = (name: string): Specialist | undefined =>
  specialists().find(
    (one) =>
      one.name ===
      name
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_]+/g, "-"),
  );

export const readingTools = once((): readonly Tool[] =>
  tools.filter(({ access, name }) => access === "read" && name !== "change.preview"),
);
export const toolsOf = ({ tools: wanted }: Pick<Specialist, "tools">): Tool[] =>
  readingTools().filter(({ name }) => wanted.some((one) => name === one || name.startsWith(`${one}.`)));
