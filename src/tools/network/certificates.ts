/** What is told of a certificate, and in which words. */
import * as z from "zod/mini";
import { forHtml, machineText } from "../../domain/untrusted.ts";

export const certificateSeen = () =>
  z.object({
    subject: machineText(500),
    issuer: machineText(500),
    notBeforeMs: z.number(),
    notAfterMs: z.number(),
    /** Whole days; negative once it has expired. */
    daysLeft: z.int(),
    /** DNS names and addresses that it is for. */
    names: z.array(machineText(255)).check(z.maxLength(200)),
    serial: machineText(100),
    sha256: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
    /** `RSA 2048`, `EC prime256v1`. */
    key: machineText(64),
  });
export type CertificateSeen = z.infer<ReturnType<typeof certificateSeen>>;

/** Of a connection, short. */
export const tlsSeen = () =>
  z.object({
    protocol: machineText(16),
    subject: machineText(500),
    issuer: machineText(500),
    notAfterMs: z.number(),
    daysLeft: z.int(),
    problems: z.array(machineText(500)).check(z.maxLength(20)),
  });
export type TlsSeen = z.infer<ReturnType<typeof tlsSeen>>;

/** Fewer days than this are a problem: renewals run a month before the end. */
export const fewDays = 14;

export const daysText = (days: number): string => {
  if (days < 0) return `expired ${-days} ${days === -1 ? "day" : "days"} ago`;
  return days === 0 ? "expires today" : `${days} ${days === 1 ? "day" : "days"} left`;
};

export const tlsText = ({ subject, daysLeft, problems }: TlsSeen): string =>
  [forHtml(subject), daysText(daysLeft), ...problems.map(forHtml)].filter(Boolean).join("; ");
