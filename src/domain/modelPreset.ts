/** Providers of models that ailx knows by name: where each answers, and what its key is called. Everything else is `other`. */

export type ModelPreset = {
  name: PresetName;
  words: string;
  /** Where it answers; empty where everybody has an address of their own. */
  url: string;
  /** Without one it answers nothing. */
  needsKey: boolean;
  /** The variable in which people usually have its key. */
  env?: string;
  /** Where a key is made, or what runs it. */
  about: string;
  /** It runs on one's own computer, where loading a model takes its time. */
  local?: true;
  /** It knows the limit of an answer by its newer name. */
  newerLimit?: true;
};

export const presetNames = [
  "openai",
  "anthropic",
  "gemini",
  "openrouter",
  "cloudflare",
  "vercel",
  "ollama",
  "lmstudio",
  "vllm",
  "other",
] as const;
export type PresetName = (typeof presetNames)[number];

const presets: Readonly<Record<PresetName, Omit<ModelPreset, "name">>> = {
  openai: {
    words: "OpenAI",
    url: "https://api.openai.com/v1",
    needsKey: true,
    env: "OPENAI_API_KEY",
    about: "A key is made at platform.openai.com.",
    newerLimit: true,
  },
  anthropic: {
    words: "Anthropic",
    url: "https://api.anthropic.com/v1",
    needsKey: true,
    env: "ANTHROPIC_API_KEY",
    about: "A key is made at console.anthropic.com.",
  },
  gemini: {
    words: "Google Gemini",
    url: "https://generativelanguage.googleapis.com/v1beta/openai",
    needsKey: true,
    env: "GEMINI_API_KEY",
    about: "A key is made at aistudio.google.com.",
  },
  openrouter: {
    words: "OpenRouter",
    url: "https://openrouter.ai/api/v1",
    needsKey: true,
    env: "OPENROUTER_API_KEY",
    about: "A key is made at openrouter.ai.",
  },
  cloudflare: {
    words: "Cloudflare Workers AI",
    url: "",
    needsKey: true,
    env: "CLOUDFLARE_API_TOKEN",
    about:
      "Its address is https://api.cloudflare.com/client/v4/accounts/YOUR-ACCOUNT/ai/v1; a token is made in the dashboard.",
  },
  vercel: {
    words: "Vercel AI Gateway",
    url: "https://ai-gateway.vercel.sh/v1",
    needsKey: true,
    env: "AI_GATEWAY_API_KEY",
    about: "A key is made in the dashboard, under AI Gateway.",
  },
  ollama: {
    words: "Ollama",
    url: "http://127.0.0.1:11434/v1",
    needsKey: false,
    about:
      "Runs on a computer of yours. Give it a context of 32,000 tokens and more (OLLAMA_CONTEXT_LENGTH): its default is too little.",
    local: true,
  },
  lmstudio: {
    words: "LM Studio",
    url: "http://127.0.0.1:1234/v1",
    needsKey: false,
    about: "Runs on a computer of yours; start its server first.",
    local: true,
  },
  vllm: {
    words: "vLLM",
    url: "http://127.0.0.1:8000/v1",
    needsKey: false,
    about: "Start it with --enable-auto-tool-choice, so that the model may call tools.",
    local: true,
  },
  other: {
    words: "Another endpoint",
    url: "",
    needsKey: false,
    about: "Anything that speaks OpenAI's chat completions.",
  },
};

export const presetNamed = (name: PresetName): ModelPreset => ({ name, ...presets[name] });
export const modelPresets: readonly ModelPreset[] = presetNames.map(presetNamed);

/** Who makes plans. auto: what the embedded planner is sure of, it does, and the model the rest · model: always, where one is set. */
export const plannerChoices = ["auto", "model", "embedded"] as const;
export type PlannerChoice = (typeof plannerChoices)[number];
