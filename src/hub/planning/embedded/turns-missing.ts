/** A package that is asked after and installed where it is missing: “check if X is installed, and install it if not”. */

type Turn = readonly [RegExp, string];
const start = "(?<=^|[.,;:!] |and |then |please )";
const name = String.raw`(?:the )?(?:package |program |tool )?(@svc\d+|(?!it |they |there |everything |nothing )[a-z][a-z0-9.+-]+)`;
const there = String.raw`((?: (?:on|at|in) (?:the |all |every |all of the )?@t\d+)?)`;
const isThere = "(?:already |really |still )?(?:installed|there|present|available|set up)(?: already)?";
const missing =
  "(?:it is (?:not|missing|absent)|they are (?:not|missing)|not|missing|absent|needed|necessary|required)(?: (?:installed|there|present|available|yet|already))*";
const join = "(?: ?(?:[,;.?-]+|and|then|but|so|also|please))*";
const ends = "(?: please)?(?= ?[.!]|$)";
const installs = `(?:if ${missing}(?: ,)?(?: then| please)* install (?:it|them)|otherwise install (?:it|them)|install (?:it|them)(?: there)?(?: ,)? (?:if ${missing}|otherwise))`;

export const missingTurns: readonly Turn[] = [
  [
    new RegExp(
      `${start}(?:check|see|look|find out|verify|test)(?: if| whether| that)? ${name} (?:is|are) ${isThere}${there}${join} ${installs}${ends}`,
    ),
    "install $1$2 if it is missing",
  ],
  [
    new RegExp(`${start}(?:is|are) ${name} ${isThere}${there}${join} ${installs}${ends}`),
    "install $1$2 if it is missing",
  ],
  [
    new RegExp(
      `${start}(?:make sure|ensure|see to it|take care)(?: that)? ${name} (?:is|are|gets?) installed${there}(?: (?:if ${missing}|everywhere))?${ends}`,
    ),
    "install $1$2 if it is missing",
  ],
];
