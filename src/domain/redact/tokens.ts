/** Keys and tokens that say by their first characters what they are. */
import { chars, lengthAt, startsWord, type Kind, type Rule } from "./rule.ts";

const word = "[A-Za-z0-9_-]";
const dotted = "[A-Za-z0-9._-]";
const plain = "[A-Za-z0-9]";

/** Prefix, its characters, and the least length of all of it. */
const prefixed: readonly (readonly [Kind, readonly string[], string, number])[] = [
  ["cloud-key", ["AKIA", "ASIA", "AROA", "AIDA", "ABIA", "ACCA"], "[A-Z0-9]", 20],
  ["cloud-key", ["AIza"], word, 35],
  ["cloud-key", ["ya29."], dotted, 30],
  ["cloud-key", ["GOCSPX-"], word, 24],
  ["cloud-key", ["dop_v1_", "doo_v1_", "dor_v1_"], plain, 40],
  ["cloud-key", ["LTAI"], plain, 16],
  ["token", ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], plain, 30],
  ["token", ["github_pat_"], "[A-Za-z0-9_]", 40],
  ["token", ["glpat-", "gldt-", "glrt-", "glptt-", "glcbt-", "glsoat-", "glagent-", "glft-", "glimt-"], dotted, 22],
  ["token", ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxe.", "xapp-"], "[A-Za-z0-9.-]", 20],
  ["token", ["sk-proj-", "sk-ant-", "sk-svcacct-", "sk-or-v1-"], word, 30],
  ["token", ["sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"], "[A-Za-z0-9+/=]", 20],
  ["token", ["npm_"], plain, 36],
  ["token", ["pypi-AgE"], word, 40],
  ["token", ["hf_"], plain, 30],
  ["token", ["SG."], dotted, 50],
  ["token", ["shpat_", "shpss_", "shpca_", "shppa_"], "[a-fA-F0-9]", 30],
  ["token", ["tskey-"], word, 25],
  ["token", ["dckr_pat_", "dckr_oat_"], word, 28],
  ["token", ["glsa_", "glc_"], "[A-Za-z0-9_+/=]", 30],
  ["token", ["hvs.", "hvb.", "hvr."], word, 24],
  ["token", ["AGE-SECRET-KEY-1"], "[A-Z0-9]", 50],
  [
    "token",
    ["lin_api_", "ntn_", "pscale_tkn_", "pscale_pw_", "sbp_", "sntrys_", "sntryu_", "rubygems_"],
    "[A-Za-z0-9_=+/-]",
    30,
  ],
  ["token", ["NRAK-", "HRKU-"], word, 30],
  ["token", ["ATATT3", "ATCTT3", "ATBB"], "[A-Za-z0-9_=+/-]", 28],
  ["token", ["dp.pt.", "dp.st."], dotted, 40],
  ["token", ["nvapi-", "fo1_", "r8_", "tfp_", "pat_"], word, 35],
  ["token", ["AKCp"], plain, 40],
  ["token", ["dapi"], "[a-f0-9]", 36],
  ["token", ["EAAC", "EAAG"], plain, 60],
  ["token", ["key-"], "[a-f0-9]", 36],
  ["token", ["sq0atp-", "sq0csp-", "EAAA"], word, 29],
  ["token", ["xkeysib-"], word, 60],
];

const bare = /[?&;]$/;

export const tokenRules: readonly Rule[] = [
  ...prefixed.map(([kind, needles, cls, least]): Rule => {
    const extend = chars(cls);
    return {
      kind,
      needles,
      find: (text, at) => {
        if (!startsWord(text, at)) return undefined;
        const prefix = needles.find((needle) => text.startsWith(needle, at)) ?? "";
        return {
          from: at,
          least,
          // The prefix itself may have characters that the rest has not.
          extend: (all, from, ended) => extend(all, all.startsWith(prefix, from) ? from + prefix.length : from, ended),
          ok: (value) => /\d/.test(value) && value.slice(prefix.length).search(/[^-_.]/) === 0,
        };
      },
    };
  }),
  {
    // OpenAI's older keys: the prefix is the end of many words.
    kind: "token",
    needles: ["sk-"],
    find: (text, at) =>
      startsWord(text, at) && text.charAt(at - 1) !== "-"
        ? { from: at, least: 35, extend: chars(word), ok: (value) => /^sk-[A-Za-z0-9]{32}/.test(value) }
        : undefined,
  },
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
      const length = lengthAt(/[a-z.]+\/[a-z]*\/?/y, text, at) ?? 0;
      return { from: at + length, least: 20, extend: chars("[A-Za-z0-9/_@-]") };
    },
  },
  {
    kind: "token",
    needles: [":AA"],
    find: (text, at) => {
      const id = /(?:^|[^0-9A-Za-z])(\d{8,10})$/.exec(text.slice(Math.max(0, at - 11), at))?.[1];
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
    needles: ["PVEAPIToken", "PBSAPIToken", "PMGAPIToken"],
    find: (text, at) => {
      const length = lengthAt(/\w+[ =:]{1,3}[^\s=:]{1,128}![^\s=:]{1,128}[=:]/y, text, at);
      return length === undefined ? undefined : { from: at + length, least: 8, extend: chars("[A-Za-z0-9-]") };
    },
  },
  {
    // What `pveum user token add` prints, as a table or as JSON.
    kind: "token",
    needles: ["value"],
    find: (text, at) => {
      if (!text.slice(Math.max(0, at - 500), at).includes("full-tokenid")) return undefined;
      const length = lengthAt(/value"?[ \t]*(?:\xe2\x94\x82|[|:])[ \t]*"?/y, text, at);
      return length === undefined ? undefined : { from: at + length, least: 36, extend: chars("[0-9a-f-]") };
    },
  },
];

const jwt = /^eyJ[\w-]{8,}\.[\w-]{8,}(?:\.|$)/;
