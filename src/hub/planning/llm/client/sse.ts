/** Server-sent events, of which only the data matters here. What is no event is counted and otherwise ignored. */

export type Events = {
  /** The data of each event that is complete. Throws `RangeError` for an event that is too long to be one. */
  push: (bytes: Uint8Array) => string[];
  /** What stood at the end without the empty line that ends an event. */
  rest: () => string[];
  /** Lines that are neither a field nor a comment. */
  oddLines: () => number;
};

const longest = 8 << 20;

export function readEvents(): Events {
  const decoder = new TextDecoder();
  let open = "";
  let data: string[] = [];
  let odd = 0;

  const line = (text: string): string[] => {
    if (text === "") {
      const whole = data.length === 0 ? [] : [data.join("\n")];
      data = [];
      return whole;
    }
    if (text.startsWith("data:")) data.push(text.slice(5).replace(/^ /, ""));
    else if (!/^(:|event:|id:|retry:)/.test(text)) odd++;
    return [];
  };

  return {
    push: (bytes) => {
      open += decoder.decode(bytes, { stream: true });
      if (open.length > longest) throw new RangeError("an event without end");
      const lines = open.split(/\r\n|\n|\r(?!$)/);
      open = lines.pop() ?? "";
      return lines.flatMap(line);
    },
    rest: () => {
      const last = open.replace(/\r$/, "");
      open = "";
      return [...(last === "" ? [] : line(last)), ...line("")];
    },
    oddLines: () => odd,
  };
}
