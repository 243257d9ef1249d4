/** The settings of models: who plans, which endpoint, and the variables in which people have the keys of providers already. */
import { plannerChoices, presetNames } from "../domain/modelPreset.ts";
import type { Key } from "./setting-keys.ts";
import { apiUrl, oneOf, text } from "./setting-kinds.ts";

const key = <T>(held: Key<T>): Key<T> => held;
/** A key that its provider's own programs read from the same variable. */
const providerKey = (env: string, whose: string): Key<string> =>
  key({ kind: text, env, flag: false, secret: true, help: `Selects ${whose} for models, with this key.` });

export const modelKeys = {
  planner: key({
    kind: oneOf(...plannerChoices),
    help: "Who makes plans. auto: the embedded planner where it is sure, otherwise the model.",
  }),
  modelProvider: key({ kind: oneOf(...presetNames), help: "Which provider, where several keys are there." }),
  modelUrl: key({
    kind: apiUrl,
    help: "Endpoint that speaks OpenAI's chat completions, such as http://127.0.0.1:11434/v1.",
  }),
  modelKey: key({ kind: text, flag: false, secret: true, help: "Its key." }),
  model: key({ kind: text, help: "The model, named as its provider names it." }),
  smallModel: key({ kind: text, help: "A cheaper one of the same endpoint, for summaries." }),
  openaiApiKey: providerKey("OPENAI_API_KEY", "OpenAI"),
  openaiBaseUrl: key({ kind: apiUrl, env: "OPENAI_BASE_URL", flag: false, help: "Another address for OpenAI's key." }),
  anthropicApiKey: providerKey("ANTHROPIC_API_KEY", "Anthropic"),
  geminiApiKey: providerKey("GEMINI_API_KEY", "Google Gemini"),
  openrouterApiKey: providerKey("OPENROUTER_API_KEY", "OpenRouter"),
  aiGatewayApiKey: providerKey("AI_GATEWAY_API_KEY", "Vercel AI Gateway"),
  cloudflareApiToken: providerKey(
    "CLOUDFLARE_API_TOKEN",
    "Cloudflare Workers AI, together with CLOUDFLARE_ACCOUNT_ID,",
  ),
  cloudflareAccountId: key({
    kind: text,
    env: "CLOUDFLARE_ACCOUNT_ID",
    flag: false,
    help: "The account of that token.",
  }),
};
