/** Loaded before every test file (bunfig.toml). Passwords are slow to check on purpose and the gate's machine is shared. */
import { setDefaultTimeout } from "bun:test";

setDefaultTimeout(30_000);
