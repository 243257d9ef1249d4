/** Takes SQL apart into statements. What is text and what is a comment differs from server to server. */

type Dialect = { backslash: boolean; hash: boolean; dollar: boolean };

/** MySQL and its kin; then the standard, as PostgreSQL and SQLite keep it. */
const dialects: readonly Dialect[] = [
  { backslash: true, hash: true, dollar: false },
  { backslash: false, hash: false, dollar: true },
];

const mostStatements = 200;

/** Statements as each dialect would see them, texts emptied and comments taken out; undefined where there are too many. */
export function statementsOf(sql: string): string[] | undefined {
  // MySQL runs what stands in this kind of comment.
  const text = sql.replace(/\/\*!\d*([\s\S]*?)\*\//g, " $1 ");
  const all = new Set(dialects.flatMap((dialect) => plainOf(text, dialect).split(/;|\n(?=\s*\.)|(?=\\)/)));
  return all.size > mostStatements ? undefined : [...all];
}

const plainOf = (text: string, dialect: Dialect): string =>
  text.replace(shapeOf(dialect), (part) => {
    if (/^(--|#|\/\*)/.test(part)) return " ";
    if (part.startsWith("$")) return "''";
    // What stands in these quotes is a name, at least in one of the dialects.
    if (/^["`]/.test(part) && !(dialect.backslash && part.startsWith('"')))
      return ` ${part.slice(1, -1).replace(/[^\w.]/g, "_")} `;
    return "''";
  });

const shapes = new Map<Dialect, RegExp>();

function shapeOf(dialect: Dialect): RegExp {
  const known = shapes.get(dialect);
  if (known) return known;
  const inside = dialect.backslash
    ? (quote: string): string => `(?:[^${quote}\\\\]|\\\\[^])*`
    : (quote: string): string => `[^${quote}]*`;
  const parts = [
    `'${inside("'")}(?:'|$)`,
    `"${inside('"')}(?:"|$)`,
    "`[^`]*`",
    "\\/\\*[^]*?(?:\\*\\/|$)",
    dialect.backslash ? "--(?:[\\s][^\\n]*|$)" : "--[^\\n]*",
    ...(dialect.hash ? ["#[^\\n]*"] : []),
    ...(dialect.dollar ? ["\\$(\\w*)\\$[^]*?(?:\\$\\1\\$|$)"] : []),
  ];
  const shape = new RegExp(parts.join("|"), "g");
  shapes.set(dialect, shape);
  return shape;
}

/** Functions and words that come before a parenthesis and only compute, or tell of the server. */
const computes = new RegExp(
  `^(${[
    "count|sum|avg|min|max|total|coalesce|nullif|greatest|least|length|\\w*_length|lower|upper|l?r?trim|btrim|substr(ing)?(_index)?|replace|concat(_ws)?|\\w*_agg|group_concat|jsonb?_\\w+|to_\\w+|row_to_json|now|current_\\w+|date\\w*|time\\w*|strftime|julianday|unixepoch|unix_timestamp|from_unixtime|extract|age|interval|(year|month|day|hour|minute|second|week)\\w*|round|floor|ceil(ing)?|abs|mod|pow(er)?|sqrt|log|ln|exp|sign|random|rand|cast|convert|format\\w*|if|ifnull|iif|isnull|nvl|typeof|instr|position|locate|strpos|split_part|regexp_\\w+|left|right|lpad|rpad|repeat|reverse|md5|sha1|sha2|hex|unhex|encode|decode|ascii|chr|char|row_number|rank|dense_rank|percent_rank|cume_dist|lag|lead|first_value|last_value|nth_value|ntile|percentile_\\w+|mode|stddev\\w*|var_\\w+|variance|bool_\\w+|every|bit_\\w+",
    "over|filter|within|group|partition|order|in|values|exists|any|all|some|not|and|or|on|using|as|with|from|join|where|having|case|when|then|else|end|between|like|ilike|is|select|distinct|limit|offset|by|union|except|intersect|lateral|recursive|materialized|array|row|explain|analyze|analyse|pragma|is|null|return",
    "unnest|generate_series|string_to_array|array_\\w+|cardinality|width_bucket|quote_\\w+|pg_size_pretty|pg_\\w*_size|pg_get_\\w+|pg_is_\\w+|pg_last_\\w+|pg_current_\\w+|pg_wal_lsn_diff|pg_xlog_\\w+|pg_postmaster_start_time|pg_conf_load_time|pg_blocking_pids|pg_stat_get_\\w+|pg_encoding_to_char|pg_\\w+_is_visible|pg_typeof|pg_backend_pid|pg_walfile_name|has_\\w+_privilege|\\w+_description|format_type|current_setting|user|session_user|system_user|database|schema|version|inet_\\w+|host|family|masklen|connection_id|last_insert_id|found_rows|row_count|num(eric|ber)|decimal|varchar|integer|int|text|real|sqlite_version|changes|total_changes|lastval|currval|txid_\\w+|pg_snapshot_\\w+|uuid|gen_random_uuid",
    "tostring|todate\\w*|tostartof\\w+|toyyyymm\\w*|touint\\d+|toint\\d+|tofloat\\d+|formatreadable\\w+|uniq\\w*|quantile\\w*|countif|sumif|avgif|grouparray|arg(max|min)|anylast|match|position\\w*|has|empty|notempty",
  ].join("|")})$`,
);

/** True where a function is called of which nobody knows what it does. */
export function callsUnknown(statement: string): boolean {
  for (const [, before, name] of statement.matchAll(/(?:(\w+)\s+)?([\w.]+)\s*\(/g)) {
    // The columns of a named list: `as t(a, b)`.
    if (before === "as" || before === "with" || before === "into") continue;
    const own = (name ?? "").replace(/^(pg_catalog|sys)\./, "");
    if (!computes.test(own)) return true;
  }
  return false;
}
