/** What went wrong, as a whole page or beside the form that caused it; always with what to do next. */
import type { ErrorBody } from "../../src/domain/error.ts";
import { LinkButton } from "../kit/button.tsx";
import { Failed } from "../kit/blank.tsx";
import { said } from "../kit/words.ts";
import { Brand, Document } from "./document.tsx";

type Props = Pick<ErrorBody, "detail" | "hint"> & { code: string; fields?: Record<string, string> };

const titles: Record<string, string> = {
  not_found: "There is nothing here",
  forbidden: "You may not do this",
  foreign_origin: "This request came from another site",
  internal: "ailx made a mistake",
};

export const ErrorPage = ({ code, detail, hint }: Props) => (
  <Document title={titles[code] ?? "That did not work"}>
    <main class="alone">
      <Brand />
      <h1>{titles[code] ?? "That did not work"}</h1>
      <p>{said(detail)}</p>
      {hint ? <p class="muted">{said(hint)}</p> : null}
      <p class="alone-foot">
        <LinkButton look="primary" href="/">
          Go to Ask
        </LinkButton>
        <code class="muted">{code}</code>
      </p>
    </main>
  </Document>
);

/** For programs; the sentence says it already. */
const silent = new Set(["position", "rule", "where"]);

export const ErrorFragment = ({ detail, hint, fields = {} }: Props) => (
  <Failed detail={detail} hint={hint}>
    {Object.keys(fields).some((field) => !silent.has(field)) ? (
      <ul class="plain-list">
        {Object.entries(fields)
          .filter(([field]) => !silent.has(field))
          .map(([field, says]) => (
            <li>
              <code>{field}</code> {says}
            </li>
          ))}
      </ul>
    ) : null}
  </Failed>
);
