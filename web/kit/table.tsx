/** A table of plain cells: numbers to the right, shares with a bar, sideways scroll inside its own box. */
import { Percent } from "./numbers.tsx";
import { said } from "./words.ts";

const number = /^-?[\d.,]+\s?(%|[KMGTP]?i?B?(\/s)?|ms|s|min|h|d)?$/;
const share = /^\d{1,3}(\.\d+)?\s?%$/;

export const DataTable = ({
  columns,
  rows,
  label,
  id,
}: {
  columns: string[];
  rows: string[][];
  label: string;
  id?: string;
}) => {
  const right = columns.map(
    (_, at) =>
      rows.length > 0 &&
      rows.every((row) => number.test(row[at] ?? "") || dash(row[at])) &&
      !rows.every((row) => dash(row[at])),
  );
  return (
    <div class="table-box" tabindex={0} role="region" aria-label={label} id={id}>
      <table class="data">
        <thead>
          <tr>
            {columns.map((column, at) => (
              <th scope="col" class={right[at] && at > 0 ? "to-right" : ""}>
                {said(column)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              {columns.map((_, at) => (
                <Cell text={row[at] ?? ""} first={at === 0} right={right[at] === true} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};

const dash = (text: string | undefined): boolean => text === undefined || text === "" || text === "–" || text === "-";

/** What is longer is cut where there is no room; the whole stands in its hint. */
const longFrom = 60;

const Cell = ({ text, first, right }: { text: string; first: boolean; right: boolean }) => {
  if (first) return <th scope="row">{said(text)}</th>;
  if (share.test(text)) {
    return (
      <td class="to-right">
        <Percent ratio={Number.parseFloat(text) / 100} />
      </td>
    );
  }
  if (text.length > longFrom)
    return (
      <td title={said(text)}>
        <span class="cell-long">{said(text)}</span>
      </td>
    );
  return <td class={right ? "to-right num" : ""}>{said(text)}</td>;
};
