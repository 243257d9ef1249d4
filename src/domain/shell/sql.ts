/** SQL: what its statements do at worst. */
import { critical, high, low, medium, type Arg, type Verdict } from "./rule.ts";
import { callsUnknown, statementsOf } from "./sqlText.ts";

const kinds: readonly [RegExp, Verdict][] = [
  [
    /^(drop\s+(database|schema|table|user|role|view|materialized|index|tablespace|keyspace|owned)|truncate)\b/,
    critical(3, "drops or empties a table or database"),
  ],
  [
    /^(grant|revoke|(create|alter)\s+(user|role|login)|set\s+password|reassign\s+owned|flush\s+privileges|(create|alter)\s+policy)\b/,
    critical(4, "changes who may do what in the database"),
  ],
  [
    /^(copy\b[^]*\bprogram\b|(system|source|tee|pager|edit|delimiter)\b|\\(!|\.|gexec|gset|gx?\s*[^\s;]|i|ir|include\w*|e|ef|ev|edit|copy|setenv|o|out|w|write|watch|lo_\w+|set\b|prompt|password|s\s|u?T\b|P\b)|\\\w*\b[^]*`|[^]*\b(lo_export|lo_import|load_file|load_extension|readfile|writefile|edit|fts3_tokenizer|dblink\w*|pg_read_binary_file|pg_ls_\w+|pg_stat_file|query_to_xml|database_to_xml|sys_exec|sys_eval|xp_cmdshell|pg_read_file|pg_execute_server_program)\b|[^]*\binto\s+(out|dump)file\b|load\s+data\b|create\s+extension\b|install\s+plugin|create\s+(or\s+replace\s+)?function\b|do\b|call\b|exec(ute)?\b|attach\b|\.(shell|system|load|import|output|once|save|restore|backup)\b|load\b)/,
    high(3, "runs code or touches files from within the database"),
  ],
  [/^(delete|update)\b(?![\s\S]*\bwhere\b)/, critical(2, "changes every row of a table")],
  [/^(insert|update|delete|replace|merge|upsert)\b/, high(2, "changes rows")],
  [
    /^(alter|create|rename|comment|reindex|cluster|vacuum\s+(full|into)|lock|import|refresh)\b/,
    high(3, "changes the structure of a database"),
  ],
  [
    /^(kill|shutdown|reset|purge|change\s+(master|replication)|start\s+(slave|replica)|stop\s+(slave|replica)|alter\s+system|set\s+(global|persist|@@(global|persist))|(select|with|values)\s+[^]*\b(pg_terminate_backend|pg_cancel_backend|pg_reload_conf|pg_switch_wal|pg_promote|pg_drop_\w+|setval|nextval)\s*\()/,
    high(3, "disturbs the database server"),
  ],
  [/^(analyze|vacuum|optimize|check|repair|flush|checkpoint|notify)\b/, medium(2, "maintains tables")],
  [
    /^(select|with|table|values)\b[\s\S]*\b(pg_shadow|pg_authid|mysql\.user|authentication_string)\b/,
    high(4, "reads password hashes"),
  ],
  [/^with\b[\s\S]*\b(insert|update|delete|merge)\b/, high(2, "changes rows")],
  [/^select\b[\s\S]*\binto\b/, medium(2, "makes a table")],
  [/^copy\b[^]*\bto\s+stdout\b(?![^]*\b(insert|update|delete)\b)/, low()],
  [/^copy\b/, high(3, "runs code or touches files from within the database")],
  [
    /^(select|with|table)\b[^]*\bfor\s+(no\s+key\s+)?(update|share|key)\b|^select\b[^]*\block\s+in\s+share\b/,
    medium(2, "locks rows"),
  ],
  [
    /^(select|show|describe|desc|explain(?!\s+(\(.*\)\s*)?analy[sz]e)|with|table|values|help|status|use|set|begin|start\s+transaction|commit|rollback|end|pragma\s+((?!\w*(optimize|vacuum|shrink|checkpoint))[\w.]+|(\w+\.)?(table_x?info|table_list|index_x?(list|info)|foreign_key_(list|check)|integrity_check|quick_check)\s*\([^)]*\))\s*$|\\(d\w*\+?|l\+?|conninfo|timing|x|q|echo|pset|encoding|c|connect|z|s[fv])\b|\.(tables|schema|indexes|indices|databases|dbinfo|mode|headers|header|width|help|quit|exit|show|stats|timer|dump|separator|nullvalue|fullschema)\b)/,
    low(),
  ],
];

export function judgeSql(arg: Arg, add: (verdict: Verdict) => void): void {
  if (!arg.known) add(medium(2, "runs SQL that is not wholly known before it runs"));
  const statements = statementsOf(arg.text);
  if (!statements) return add(high(2, "is too long to be judged as a whole"));
  for (const statement of statements) add(verdictOf(statement));
}

function verdictOf(statement: string): Verdict {
  const text = statement.trim().toLowerCase();
  if (text === "") return low();
  if (/^\\[TP]\s+\S/.test(statement.trim())) return high(3, "runs code or touches files from within the database");
  const analysed = /^explain\s+(?:\([^)]*\)\s*)?(?:analy[sz]e\s+)?(?:verbose\s+)?([\s\S]+)$/.exec(text);
  if (analysed?.[1] !== undefined && /analy[sz]e/.test(text)) return verdictOf(analysed[1]);
  const found = kinds.find(([shape]) => shape.test(text))?.[1] ?? medium(2, "runs SQL that is not known");
  return found.risk === "low" && /^(select|with|values|table|explain|show|set)\b/.test(text) && callsUnknown(text)
    ? medium(2, "calls a function of the database that is not known")
    : found;
}
