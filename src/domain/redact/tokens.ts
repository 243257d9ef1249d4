/** Keys and tokens that say by their first characters what they are. */
import { chars, lengthAt, startsWord, type Kind, type Rule } from "./rule.ts";

const word = "[A-Za-z0-9_-]";
const dotted = "[A-Za-z0-9._-]";
const plain = "[A-Za-z0-9]";

/** What is looked for, the whole prefix, the characters behind it, and the least length of all of it. */
type Prefixed = readonly [kind: Kind, needle: string, whole: RegExp, cls: string, least: number];
const prefixed: readonly Prefixed[] = [
  ["cloud-key", "AKIA", /AKIA/y, "[A-Z0-9]", 20],
  ["cloud-key", "ASIA", /ASIA/y, "[A-Z0-9]", 20],
  ["cloud-key", "AIza", /AIza/y, word, 35],
  ["cloud-key", "ya29.", /ya29\./y, dotted, 30],
  ["cloud-key", "GOCSPX-", /GOCSPX-/y, word, 24],
  ["cloud-key", "_v1_", /do[opr]_v1_/y, plain, 40],
  ["token", "ghp_", /ghp_/y, plain, 30],
  ["token", "gho_", /gho_/y, plain, 30],
  ["token", "ghu_", /ghu_/y, plain, 30],
  ["token", "ghs_", /ghs_/y, plain, 30],
  ["token", "ghr_", /ghr_/y, plain, 30],
  ["token", "github_pat_", /github_pat_/y, "[A-Za-z0-9_]", 40],
  ["token", "glpat-", /glpat-/y, dotted, 22],
  ["token", "gldt-", /gldt-/y, dotted, 22],
  ["token", "glrt-", /glrt-/y, dotted, 22],
  ["token", "glptt-", /glptt-/y, dotted, 22],
  ["token", "glcbt-", /glcbt-/y, dotted, 22],
  ["token", "glagent-", /glagent-/y, dotted, 22],
  ["token", "xox", /xox[a-z][-.]/y, "[A-Za-z0-9.-]", 20],
  ["token", "xapp-", /xapp-/y, "[A-Za-z0-9.-]", 20],
  // OpenAI's older keys have no more of a prefix than the end of many words.
  ["token", "sk-", /sk-(?:proj-|ant-|svcacct-|or-v1-|(?=[A-Za-z0-9]{32}))/y, word, 30],
  ["token", "k_live_", /[sr]k_live_/y, "[A-Za-z0-9]", 20],
  ["token", "k_test_", /[sr]k_test_/y, "[A-Za-z0-9]", 20],
  ["token", "whsec_", /whsec_/y, "[A-Za-z0-9+/=]", 20],
  ["token", "npm_", /npm_/y, plain, 36],
  ["token", "pypi-AgE", /pypi-AgE/y, word, 40],
  ["token", "hf_", /hf_/y, plain, 30],
  ["token", "SG.", /SG\./y, dotted, 50],
  ["token", "shp", /shp(?:at|ss|ca|pa)_/y, "[a-fA-F0-9]", 30],
  ["token", "tskey-", /tskey-/y, word, 25],
  ["token", "dckr_", /dckr_[po]at_/y, word, 28],
  ["token", "glsa_", /glsa_/y, "[A-Za-z0-9_]", 30],
  ["token", "glc_", /glc_/y, "[A-Za-z0-9_+/=]", 30],
  ["token", "hvs.", /hvs\./y, word, 24],
  ["token", "hvb.", /hvb\./y, word, 24],
  ["token", "AGE-SECRET-KEY-1", /AGE-SECRET-KEY-1/y, "[A-Z0-9]", 50],
  ["token", "lin_api_", /lin_api_/y, plain, 30],
  ["token", "ntn_", /ntn_/y, plain, 30],
  ["token", "pscale_", /pscale_(?:tkn|pw|oauth)_/y, "[A-Za-z0-9_.-]", 30],
  ["token", "sbp_", /sbp_/y, plain, 30],
  ["token", "sntry", /sntry[su]_/y, "[A-Za-z0-9_=+/-]", 30],
  ["token", "rubygems_", /rubygems_/y, plain, 30],
  ["token", "NRAK-", /NRAK-/y, word, 30],
  ["token", "HRKU-", /HRKU-/y, word, 30],
  ["token", "ATATT3", /ATATT3/y, "[A-Za-z0-9_=+/-]", 28],
  ["token", "ATBB", /ATBB/y, plain, 28],
  ["token", "dp.", /dp\.(?:pt|st|ct|sa)\./y, dotted, 40],
  ["token", "nvapi-", /nvapi-/y, word, 35],
  ["token", "AKCp", /AKCp/y, plain, 40],
  ["token", "dapi", /dapi/y, "[a-f0-9]", 36],
  ["token", "key-", /key-/y, "[a-f0-9]", 36],
  ["token", "sq0", /sq0[a-z]{3}-/y, word, 29],
  ["token", "xkeysib-", /xkeysib-/y, word, 60],
];

const bare = /[?&;]$/;

export const tokenRules: readonly Rule[] = [
  ...prefixed.map(([kind, needle, whole, cls, least]): Rule => {
    const extend = chars(cls);
    // Of some families a letter or two stand before what is looked for.
    const lead = whole.source.indexOf(needle) > 0 ? (needle.startsWith("_") ? 3 : 1) : 0;
    return {
      kind,
      needles: [needle],
      find: (text, at) => {
        const from = at - lead;
        if (from < 0 || !startsWord(text, from)) return undefined;
        const prefix = lengthAt(whole, text, from);
        // The whole of a prefix may not be here yet; what is, is no secret.
        if (prefix === undefined) return undefined;
        return {
          from,
          least,
          // The prefix itself may have characters that the rest has not.
          extend: (all, start, ended) => extend(all, start === from ? start + prefix : start, ended),
          ok: (value) =>
            (/\d/.test(value) || /^[A-Za-z]{24,}$/.test(value.slice(prefix))) && !/^[-_.]{3}/.test(value.slice(prefix)),
        };
      },
    };
  }),
  {
    kind: "jwt",
    needles: ["eyJ"],
    find: (text, at) =>
      startsWord(text, at)
        ? { from: at, least: 40, extend: chars("[A-Za-z0-9_.=-]"), ok: (value) => jwt.test(value) }
        : undefined,
  },
  {
    kind: "token",
    needles: ["hooks.slack.com/services/", "api/webhooks/", "webhook.office.com/"],
    find: (text, at) => {
      const length = lengthAt(/[a-z.]{1,40}\/[a-z]{0,20}\/?/y, text, at) ?? 0;
      return { from: at + length, least: 20, extend: chars("[A-Za-z0-9/_@-]") };
    },
  },
  {
    kind: "token",
    needles: [":AA"],
    find: (text, at) => {
      const id = /(?:^|[^0-9A-Za-z]|bot)(\d{8,10})$/.exec(text.slice(Math.max(0, at - 13), at))?.[1];
      return id === undefined ? undefined : { from: at - id.length, least: 42, extend: chars("[A-Za-z0-9_:-]") };
    },
  },
  {
    // Shared access signatures and signed addresses.
    kind: "token",
    needles: ["sig=", "X-Amz-Signature=", "X-Goog-Signature=", ", Signature="],
    find: (text, at) => {
      const begins = text.indexOf("=", at) + 1;
      const stands = text.charAt(at) === "s" ? bare.test(text.charAt(at - 1)) : true;
      return stands ? { from: begins, least: 30, extend: chars("[A-Za-z0-9%+/=_-]") } : undefined;
    },
  },
  {
    // Of K3s, RKE2 and Docker swarms: what lets a machine join.
    kind: "token",
    needles: ["K10", "SWMTKN-"],
    find: (text, at) =>
      startsWord(text, at)
        ? {
            from: at,
            least: 60,
            extend: chars("[A-Za-z0-9:_.-]"),
            ok: (value) => /^(?:K10[0-9a-f]{64}::|SWMTKN-\d-)/.test(value),
          }
        : undefined,
  },
  {
    // A ticket of Proxmox VE.
    kind: "token",
    needles: ["PVE:", "PMG:", "PBS:"],
    find: (text, at) =>
      startsWord(text, at)
        ? {
            from: at,
            least: 40,
            extend: chars("[A-Za-z0-9:@!+/=_.-]"),
            ok: (value) => /^P\w\w:[^:]+@\w+:[0-9A-F]{8}::/.test(value),
          }
        : undefined,
  },
  {
    // A token of Proxmox VE: its name stays, its value goes.
    kind: "token",
    needles: ["APIToken"],
    find: (text, at) => {
      const length = lengthAt(/APIToken[ =:]{1,3}[^\s=:]{1,128}![^\s=:]{1,128}[=:]/y, text, at);
      return length === undefined ? undefined : { from: at + length, least: 8, extend: chars("[A-Za-z0-9-]") };
    },
  },
  {
    // What `pveum user token add` prints, as a table or as JSON.
    kind: "token",
    needles: ["value"],
    find: (text, at) => {
      if (!text.slice(Math.max(0, at - 500), at).includes("full-tokenid")) return undefined;
      const length = lengthAt(/value"?[ \t]{0,24}(?:\xe2\x94\x82|[|:])[ \t]{0,8}"?/y, text, at);
      return length === undefined ? undefined : { from: at + length, least: 36, extend: chars("[0-9a-f-]") };
    },
  },
];

const jwt = /^eyJ[\w-]{8,}\.[\w-]{8,}(?:\.|$)/;
