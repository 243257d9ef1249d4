/** Invented people, sign-ins and keys, and the pages that show them. */
import type { KeyView } from "../../src/api/auth.ts";
import type { MachineView } from "../../src/api/machine.ts";
import type { SignInView, TotpStarted, UserView } from "../../src/api/user.ts";
import { qrSvg } from "../../src/lib/qr.ts";
import { WaitingPage } from "../machines/index.ts";
import { AccountPage, UserPage, UsersPage, type AccountProps } from "../people/index.ts";
import { fresh, web1 } from "./machines.ts";

const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
const user = (over: Partial<UserView> & { username: string }): UserView => ({
  id: `019a1c40-0000-7000-8000-0000000000${over.username.length.toString(16)}0`,
  name: "",
  email: "",
  role: "operator",
  active: true,
  secondFactor: false,
  createdAt: ago(90 * day),
  lastLoginAt: ago(3 * hour),
  ...over,
});
const maria = user({
  username: "maria",
  name: "Maria Keller",
  email: "maria@shop.example",
  role: "admin",
  secondFactor: true,
});
const { lastLoginAt: _never, ...unseen } = user({ username: "nightly-reports", role: "viewer" });
const users: UserView[] = [
  user({ username: "bert", name: "Bert Okafor", email: "bert@shop.example", scope: "tag:web and not tag:production" }),
  user({ username: "gone", name: "Former colleague", active: false, lastLoginAt: ago(200 * day) }),
  maria,
  unseen,
];
const signIn = (over: Partial<SignInView>): SignInView => ({
  id: crypto.randomUUID().slice(0, 16),
  kind: "cookie",
  address: "192.0.2.17",
  userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  createdAt: ago(2 * day),
  seenAt: ago(minute),
  expiresAt: ago(-7 * day),
  current: false,
  ...over,
});
const signIns = [
  signIn({ current: true }),
  signIn({
    address: "2001:db8:12::8a2e",
    userAgent: "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1",
    seenAt: ago(5 * hour),
  }),
  signIn({ kind: "bearer", userAgent: "ailx/0.1.0", seenAt: ago(hour), expiresAt: ago(-11 * hour) }),
];
const key = (over: Partial<KeyView>): KeyView => ({
  id: crypto.randomUUID(),
  label: "ci",
  role: "operator",
  prefix: "ailx_x7Kq",
  by: "maria",
  createdAt: ago(40 * day),
  ...over,
});
const keys = [
  key({ scope: "tag:web", expiresAt: ago(-50 * day), lastUsedAt: ago(4 * minute) }),
  key({ label: "grafana", role: "viewer", by: "bert", prefix: "ailx_Pm2a" }),
];
const uri = "otpauth://totp/ailx%20hub.lan:maria?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=ailx%20hub.lan";
const started: TotpStarted = { secret: "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", uri, qr: qrSvg(uri) };
const own: AccountProps = { user: { ...maria, secondFactor: false }, signIns, keys, recoveryLeft: 0 };
const recovery = Array.from({ length: 10 }, (_, n) => `K7QM-4XPA-9TRW-${2222 + n * 3}`);

const waiting: MachineView[] = [web1, fresh].map((machine, n) => ({
  ...machine,
  state: "pending",
  joinedAt: ago((n + 1) * minute),
  fingerprint: "dGhpcyBpcyBhIGZpbmdlcnByaW50IG9mIGEga2V5ISEx".slice(0, 43),
}));

/** By screen: its title, where it stands in the rail, and the page. */
export const peopleScreens = {
  users: { title: "People", nav: "people", page: () => <UsersPage users={users} /> },
  user: { title: "bert", nav: "people", page: () => <UserPage user={users[0] ?? maria} signIns={signIns.slice(1)} /> },
  account: { title: "Your account", page: () => <AccountPage {...own} /> },
  "account-new": {
    title: "Your account",
    page: () => <AccountPage {...own} signIns={signIns.slice(0, 1)} keys={[]} required />,
  },
  "account-factor": { title: "Your account", page: () => <AccountPage {...own} started={started} /> },
  "account-codes": {
    title: "Your account",
    page: () => <AccountPage {...own} user={maria} recovery={recovery} recoveryLeft={10} />,
  },
  "account-key": {
    title: "Your account",
    page: () => (
      <AccountPage
        {...own}
        user={maria}
        recoveryLeft={2}
        made={{ label: "ci", secret: "ailx_x7Kqinvented0for0the0gallery0only0000000000" }}
      />
    ),
  },
  waiting: { title: "Waiting to be let in", nav: "machines", page: () => <WaitingPage machines={waiting} /> },
  "waiting-none": { title: "Waiting to be let in", nav: "machines", page: () => <WaitingPage machines={[]} /> },
} as const;
