/** Text that names a rule of this hub, with the rule as a link. Anything else in it stays text. */
import { said } from "./words.ts";

const named = /rule ([a-z0-9][a-z0-9-]{0,47}) of this hub \(\/policies#rule-\1\)/;

export const Linked = ({ text }: { text: string }) => {
  const found = named.exec(text);
  if (!found) return <>{said(text)}</>;
  return (
    <>
      {said(text.slice(0, found.index))}
      <a href={`/policies#rule-${found[1]}`}>rule {found[1]}</a>
      {said(text.slice(found.index + found[0].length))}
    </>
  );
};
