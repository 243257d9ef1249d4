/** “restart nginx on web-1, I mean web-2”: what takes the place of a name that was said by mistake. On the marked text. */

const mean =
  "(?:i (?:mean|meant)|i meant to say|no,? wait|wait,? no|nope|no|sorry|rather|or rather|or better|better|make (?:that|it)|correction|scratch that|eh+|er+m?|uh+m?|argh|oops|ups|whoops|that is to say)";
const signs = "(?: [.,;:()…-]+)*";
const swap = (kind: string): RegExp =>
  new RegExp(
    `((?:the )?@(?:${kind})\\d+)( (?:service|container|machine|server|box|vm))?${signs} (?:${mean}${signs} )+(?:on |at |in |the |not that but )*((?:the )?@(?:${kind})\\d+)(?= [.,;!?)]|$| (?:on|at|in|please|keeps?|hangs|is|are|has|does|stutters|buffers|crashes|again|asap|and|then)\\b)`,
    "g",
  );
const places = swap("t");
const things = swap("svc|ctr");
const guests = swap("g");

/** With signs or words before “no” it is a correction; “web-1 no web-2” is not. */
export const corrected = (text: string): string =>
  [places, things, guests].reduce(
    (said, shape) =>
      said.replace(shape, (whole: string, _first: string, _noun: string | undefined, second: string) =>
        /@\w+ (?:no|better|rather|that is to say) /.test(whole) || isState(said, whole) ? whole : second,
      ),
    text,
  );

/** “restart nginx on web-1. No, web-2 is fine”: that tells of another one. */
const isState = (said: string, whole: string): boolean =>
  /^(?:re-?start|reboot|stop|start|reload|shut|kill|remove|install|update|upgrade|delete)\b/.test(said) &&
  /^ (?:is|are|has|does)\b/.test(said.slice(said.indexOf(whole) + whole.length));
