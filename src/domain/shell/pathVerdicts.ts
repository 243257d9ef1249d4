/** What it means to do something to a path of a class: the table of the rubric. */
import type { PathClass } from "./paths.ts";
import { critical, high, low, medium, type PathRole, type Verdict } from "./rule.ts";

type Row = Partial<Record<PathClass | "else", Verdict>>;

const fine = low();

const read: Row = {
  secret: high(4, "reads credential material"),
  "project secret": high(4, "reads credential material"),
  history: high(4, "reads what somebody typed"),
  own: high(4, "reads the state of ailx itself"),
  memory: high(4, "reads memory"),
  device: high(4, "reads a disk or device raw"),
  socket: high(4, "speaks to a daemon that acts as root"),
  network: high(2, "opens a connection"),
  else: fine,
};

const write: Row = {
  nothing: fine,
  ordinary: medium(2, "writes a file"),
  "project secret": medium(2, "writes a file of secrets"),
  reproducible: medium(2, "writes a file"),
  home: medium(2, "writes a file"),
  data: medium(2, "writes a file"),
  "data root": medium(2, "writes a file"),
  backup: high(3, "writes over a backup"),
  log: high(3, "writes into a log"),
  "security log": critical(4, "changes a log of sign-ins"),
  history: critical(2, "rewrites the history of a shell"),
  "config copy": medium(3, "keeps a copy of configuration"),
  "system config": high(3, "changes the configuration of the system"),
  "auto-run": high(3, "changes what runs by itself"),
  "own auto-run": high(2, "changes what runs at the next sign-in"),
  security: critical(4, "changes what guards the machine"),
  secret: critical(4, "replaces credential material"),
  kernel: critical(4, "writes into the kernel"),
  tuning: medium(3, "tunes the running kernel"),
  "local system": high(3, "changes a program or library"),
  system: critical(4, "changes the system itself"),
  root: critical(4, "writes over a directory of the system"),
  device: critical(4, "writes to a device"),
  memory: critical(4, "writes into memory or the kernel"),
  socket: critical(4, "replaces the socket of a daemon"),
  network: high(2, "sends data over a connection"),
  own: critical(4, "changes ailx itself"),
};

/** With a copy kept the way back is short; what guards the machine is no better for it. */
const edit: Row = {
  ...write,
  "system config": medium(3, "changes the configuration of the system, with a copy kept"),
  "local system": medium(3, "changes a program or library, with a copy kept"),
  log: medium(3, "changes a log, with a copy kept"),
};

const extract: Row = {
  ...write,
  ordinary: medium(2, "unpacks files"),
  root: critical(4, "unpacks over the system"),
  "auto-run": high(3, "unpacks what runs by itself"),
};

const remove: Row = {
  nothing: critical(4, "deletes a device file"),
  ordinary: high(2, "deletes a file"),
  "project secret": high(2, "deletes a file of secrets"),
  reproducible: medium(2, "deletes what can be made again"),
  home: high(2, "deletes a file"),
  data: high(2, "deletes a file"),
  "data root": high(3, "deletes data"),
  backup: high(3, "deletes a backup"),
  log: high(3, "deletes a log"),
  "security log": critical(4, "wipes a log of sign-ins"),
  history: critical(4, "wipes the history of a shell"),
  "config copy": medium(3, "deletes a copy of configuration"),
  "system config": high(3, "deletes configuration of the system"),
  "auto-run": high(3, "deletes what runs by itself"),
  "own auto-run": high(2, "deletes a start-up file"),
  security: critical(4, "deletes what guards the machine"),
  secret: critical(4, "deletes credential material"),
  kernel: critical(4, "writes into the kernel"),
  tuning: critical(4, "writes into the kernel"),
  "local system": high(3, "deletes a program or library"),
  system: critical(4, "deletes a part of the system"),
  root: critical(4, "deletes a directory of the system"),
  device: critical(4, "deletes a device file"),
  memory: critical(4, "deletes a device file"),
  socket: high(3, "cuts programs off from a daemon"),
  network: high(2, "opens a connection"),
  own: critical(4, "deletes a part of ailx"),
};

const removeTree: Row = {
  ...remove,
  ordinary: high(2, "deletes a directory and all in it"),
  home: high(2, "deletes a directory and all in it"),
  data: high(2, "deletes a directory and all in it"),
  "data root": critical(4, "deletes a data store or mount"),
  backup: critical(4, "deletes backups"),
  "system config": high(3, "deletes configuration of the system"),
  root: critical(4, "deletes a tree of the system, of homes or of data"),
  "local system": critical(4, "deletes a part of the system"),
};

const attrs: Row = {
  "system config": medium(3, "changes owner or mode in the configuration of the system"),
  "auto-run": medium(3, "changes owner or mode of what runs by itself"),
  security: critical(4, "changes who may change what guards the machine"),
  secret: critical(4, "changes who may read credential material"),
  log: medium(3, "changes who may read a log"),
  "security log": critical(4, "changes who may write a log of sign-ins"),
  kernel: critical(4, "changes who may write into the kernel"),
  system: critical(4, "changes who may change the system"),
  "local system": high(3, "changes who may change a program"),
  "data root": medium(3, "changes owner or mode of a data store"),
  root: high(4, "changes who may change a directory of the system"),
  device: critical(4, "changes who may use a device"),
  memory: critical(4, "changes who may use memory"),
  socket: critical(4, "changes who may command a daemon"),
  own: critical(4, "changes ailx itself"),
  else: medium(2, "changes owner, mode or times"),
};

const attrsTree: Row = {
  ...attrs,
  "system config": high(3, "changes owner or mode of a whole tree"),
  "auto-run": high(3, "changes owner or mode of a whole tree"),
  log: high(3, "changes owner or mode of a whole tree"),
  "data root": high(3, "changes owner or mode of a whole tree"),
  reproducible: high(2, "changes owner or mode of a whole tree"),
  root: critical(4, "changes owner or mode of the system, of homes or of data"),
  "local system": critical(4, "changes owner or mode of a part of the system"),
  else: high(2, "changes owner or mode of a whole tree"),
};

const tree: Row = { ...read, security: fine, else: fine };
const script: Verdict = high(2, "runs a file whose content is not seen");

export const pathVerdicts: Record<PathRole, Row> = {
  list: { else: fine },
  read,
  tree,
  write,
  edit,
  append: { ...write, history: critical(4, "changes the history of a shell") },
  extract,
  delete: remove,
  deleteTree: removeTree,
  attrs,
  attrsTree,
  exec: { own: critical(4, "runs ailx itself"), else: script },
  device: { ...write, nothing: fine },
};

/** Where the path is not known, it is taken to be worse than ordinary for what cannot be taken back. */
export const unknownPath: Partial<Record<PathRole, Verdict>> = {
  write: medium(2, "writes a file that is not known before it runs"),
  edit: medium(2, "changes a file that is not known before it runs"),
  append: medium(2, "writes a file that is not known before it runs"),
  extract: high(2, "unpacks to where is not known before it runs"),
  delete: high(2, "deletes what is not known before it runs"),
  deleteTree: high(2, "deletes a tree that is not known before it runs"),
  attrsTree: high(2, "changes a tree that is not known before it runs"),
  device: critical(4, "writes to a device that is not known before it runs"),
};
