/** What web tools take and tell alike. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";

export const textAtMost = 60_000;

export const urlField = () =>
  z.string().check(
    z.maxLength(2_048),
    z.refine((text) => isPlain(text), "is no http or https URL without a user name in it"),
    z.describe("http or https."),
  );

function isPlain(text: string): boolean {
  const url = URL.parse(text);
  // Line feeds and tabs are dropped by the parser, so what is shown would not be what is asked.
  return url !== null && /^https?:\/\/[\x21-\x7e]+$/i.test(text) && url.username === "" && url.password === "";
}

export const answerFields = () => ({
  /** Where redirects ended. */
  url: machineText(2_048),
  status: z.int(),
  contentType: machineText(200),
  title: machineText(300),
  /** Of a page what a reader sees. Strangers wrote it. */
  text: machineText(textAtMost),
  truncated: z.boolean(),
  ms: z.number(),
});
export type AnswerOutput = z.infer<z.ZodMiniObject<ReturnType<typeof answerFields>>>;

export const answerLine = ({ status, title, text, ms }: AnswerOutput): string => {
  const name = forHtml(title);
  return `status ${status}${name === "" ? "" : `, ${name}`}, ${forHtml(text).length} characters in ${ms} ms`;
};
