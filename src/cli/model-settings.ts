/** Which endpoint of models the settings select: the one that is named, otherwise the first whose key is there. */
import { presetNamed, type PresetName } from "../domain/modelPreset.ts";
import type { ModelSettings } from "../domain/settings.ts";
import { usageError } from "./exit.ts";
import type { modelKeys } from "./model-keys.ts";
import type { Resolved, Setting } from "./settings.ts";

type Settings = Resolved<typeof modelKeys>;

/** Throws `validation` where a provider is named whose key or address is missing. */
export function modelSettings(s: Settings): ModelSettings | undefined {
  const endpoint = endpointOf(s);
  const given: ModelSettings = {
    ...valued("planner", s.planner),
    ...valued("model", s.model),
    ...valued("smallModel", s.smallModel),
    ...(endpoint ? { endpoint } : {}),
  };
  return Object.keys(given).length === 0 ? undefined : given;
}

const valued = <N extends string, T>(name: N, { value, from }: Setting<T>) =>
  (value === undefined ? {} : { [name]: { value, from } }) as { [K in N]?: { value: T; from: string } };

/** In this order, where none is named. */
const keyOf = (s: Settings): [PresetName, Setting<string>][] => [
  ["openai", s.openaiApiKey],
  ["anthropic", s.anthropicApiKey],
  ["gemini", s.geminiApiKey],
  ["openrouter", s.openrouterApiKey],
  ["vercel", s.aiGatewayApiKey],
  // The token alone is used for much else.
  ...(s.cloudflareAccountId.value === undefined
    ? []
    : ([["cloudflare", s.cloudflareApiToken]] satisfies [PresetName, Setting<string>][])),
];

function endpointOf(s: Settings): ModelSettings["endpoint"] {
  const named = s.modelProvider.value;
  const keys = keyOf(s).filter(([, { value }]) => value !== undefined);
  const own = keys.find(([preset]) => preset === named);
  if (s.modelUrl.value !== undefined || (named !== undefined && s.modelKey.value !== undefined && !own)) {
    const preset = presetNamed(named ?? "other");
    const url = s.modelUrl.value ?? preset.url;
    const key = s.modelKey.value ?? own?.[1].value ?? "";
    if (url === "") throw usageError(`${preset.words} has no address of its own.`, "Set AILX_MODEL_URL.");
    return { preset: preset.name, url, key, from: (s.modelUrl.value === undefined ? s.modelKey : s.modelUrl).from };
  }
  const [preset, key] = named === undefined ? (keys[0] ?? []) : (own ?? []);
  if (preset && key?.value !== undefined)
    return { preset, url: urlOf(preset, s), key: s.modelKey.value ?? key.value, from: key.from };
  if (named !== undefined) {
    const { words, url, needsKey, env } = presetNamed(named);
    if (needsKey)
      throw usageError(
        `${s.modelProvider.from} names ${words}, and there is no key of it.`,
        `Set ${env ?? "AILX_MODEL_KEY"}.`,
      );
    if (url === "")
      throw usageError(`${s.modelProvider.from} names an endpoint without saying where it is.`, "Set AILX_MODEL_URL.");
    return { preset: named, url, key: "", from: s.modelProvider.from };
  }
  // Somebody's own server, which wants no key.
  const { value, from } = s.openaiBaseUrl;
  return value === undefined ? undefined : { preset: "other", url: value, key: "", from };
}

function urlOf(preset: PresetName, s: Settings): string {
  if (preset === "openai") return s.openaiBaseUrl.value ?? presetNamed(preset).url;
  if (preset === "cloudflare")
    return `https://api.cloudflare.com/client/v4/accounts/${encodeURIComponent(s.cloudflareAccountId.value ?? "")}/ai/v1`;
  return presetNamed(preset).url;
}
