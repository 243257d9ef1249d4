/** One's own account: password, second factor, sign-ins, and keys for one's programs. */
import type { KeyView } from "../../src/api/auth.ts";
import type { SignInView, TotpStarted, UserView } from "../../src/api/user.ts";
import { acts, verbatim } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import { place } from "../frame/partial.tsx";
import { Age, Button, Card, CodeBlock, Empty, Field, Icon, Note, SelectField, count, said } from "../kit/index.ts";
import { roleOptions } from "./fields.tsx";
import { SignIns } from "./signIns.tsx";

type Factor = {
  user: UserView;
  /** While a first code is waited for. */
  started?: TotpStarted;
  /** Shown this once. */
  recovery?: string[];
  recoveryLeft: number;
  /** The hub lets this person do nothing else before. */
  required?: boolean;
};
type Keys = { user: UserView; keys: KeyView[]; made?: { label: string; secret: string } };
export type AccountProps = Factor & Keys & { signIns: SignInView[] };

export const AccountPage = (props: AccountProps) => (
  <div class="people-page">
    <PageHead title="Your account" />
    {props.required ? (
      <Note tone="warn" icon="shield-alert">
        <p>This hub asks admins for a second factor. Set yours up; until then everything else is closed.</p>
      </Note>
    ) : null}
    <p class="task-facts">
      <span>
        <strong>{said(props.user.username)}</strong>
      </span>
      <span>{props.user.role}</span>
      <span>{props.user.scope === undefined ? "all machines" : <code>{said(props.user.scope)}</code>}</span>
      {props.user.email === "" ? null : <span>{said(props.user.email)}</span>}
    </p>
    <SecondFactor {...props} />
    <SignIns signIns={props.signIns} action="/account/sign-ins" />
    <AccountKeys {...props} />
    <Password />
  </div>
);

const Password = () => (
  <Card title="Password">
    <form class="stack" {...acts({ action: "/account/password", error: "own-password-error" })}>
      <div class="fields">
        <Field
          id="old-password"
          name="oldPassword"
          label="Old password"
          type="password"
          required
          autocomplete="current-password"
        />
        <Field
          id="own-password"
          name="password"
          label="New password"
          type="password"
          hint="At least 10 characters."
          required
          minlength={10}
          autocomplete="new-password"
        />
      </div>
      <div id="own-password-error" class="form-error" />
      <p class="in-line">
        <Button type="submit" data-busy="Changing it">
          Change password
        </Button>
        <span class="field-hint">Ends all your other sign-ins.</span>
      </p>
    </form>
  </Card>
);

export const SecondFactor = ({ user, started, recovery, recoveryLeft }: Factor) => (
  <Card
    id={place.secondFactor}
    title="Second factor"
    aside={
      user.secondFactor ? (
        <span class="state tone-ok">
          <Icon name="shield-check" size={14} /> on
        </span>
      ) : (
        <span class="state tone-quiet">off</span>
      )
    }
  >
    {recovery ? <Recovery codes={recovery} /> : null}
    {user.secondFactor ? (
      <FactorOn left={recoveryLeft} />
    ) : started ? (
      <Confirm started={started} />
    ) : (
      <>
        <p class="muted">
          Besides the password, signing in asks for a code of an authenticator app. A stolen password alone opens
          nothing then.
        </p>
        <Proof id="start-factor" action="/account/totp" does="Set it up" busy="Making a secret" />
      </>
    )}
  </Card>
);

const Recovery = ({ codes }: { codes: string[] }) => (
  <>
    <Note tone="warn" icon="triangle-alert">
      <p>Keep these recovery codes apart from your phone. Each is good for one sign-in; they are shown this once.</p>
    </Note>
    <CodeBlock id="recovery-codes" text={codes.join("\n")} label="Recovery codes" />
  </>
);

const FactorOn = ({ left }: { left: number }) => (
  <>
    <p class={left < 3 ? "tone-warn" : "muted"}>{count(left, "recovery code")} left.</p>
    <div class="fields">
      <Proof id="renew" action="/account/recovery-codes" does="Make new recovery codes" busy="Making codes" />
      <Proof
        id="remove"
        action="/account/totp/removal"
        does="Take the second factor away"
        busy="Taking it away"
        danger
      />
    </div>
  </>
);

const Confirm = ({ started }: { started: TotpStarted }) => (
  <div class="qr-row">
    <img
      src={`data:image/svg+xml;base64,${btoa(started.qr)}`}
      alt="QR code with the secret for an authenticator app"
      width={184}
      height={184}
    />
    <div class="stack">
      <p>Scan this with an authenticator app, or type the secret into it. Then enter the code that it shows.</p>
      <CodeBlock id="totp-secret" text={started.secret.replaceAll(/(.{4})(?=.)/g, "$1 ")} label="Secret" />
      <form class="stack" {...acts({ action: "/account/totp/confirmation", error: "confirm-error" })}>
        <Field
          id="totp-code"
          name="code"
          label="Code"
          required
          inputmode="numeric"
          maxlength={10}
          autocomplete="one-time-code"
          class="input mono"
        />
        <div id="confirm-error" class="form-error" />
        <p>
          <Button look="primary" type="submit" data-busy="Checking">
            Confirm
          </Button>
        </p>
      </form>
    </div>
  </div>
);

type ProofProps = { id: string; action: string; does: string; busy: string; danger?: boolean };

/** The password once more, before what could lock its owner out. */
const Proof = ({ id, action, does, busy, danger }: ProofProps) => (
  <form class="stack" {...acts({ action, error: `${id}-error` })}>
    <Field
      id={`${id}-password`}
      name="password"
      label="Your password"
      type="password"
      required
      autocomplete="current-password"
    />
    <div id={`${id}-error`} class="form-error" />
    <p>
      <Button look={danger ? "danger" : "plain"} type="submit" data-busy={busy}>
        {does}
      </Button>
    </p>
  </form>
);

const day = 86_400_000;
const ends = [
  { value: 30 * day, label: "30 days" },
  { value: 90 * day, label: "90 days" },
  { value: 365 * day, label: "a year" },
  { value: 0, label: "until revoked" },
];

export const AccountKeys = ({ user, keys, made }: Keys) => (
  <Card id={place.ownKeys} title="API keys" flush>
    {made ? (
      <div class="card-body">
        <p>
          The key <strong>{said(made.label)}</strong>, shown this once:
        </p>
        <CodeBlock id="key-secret" text={made.secret} label="API key" />
      </div>
    ) : null}
    {keys.length === 0 ? (
      <Empty icon="terminal" title="No key yet">
        For programs: a role, some machines, an end.
      </Empty>
    ) : null}
    <div id="keys-error" class="form-error" />
    <ul class="line-list">
      {keys.map((key) => (
        <li>
          <div class="line-main">
            <span>
              <strong>{said(key.label)}</strong> <code class="muted">{key.prefix}…</code>
              {key.by === user.username ? null : <span class="muted"> of {said(key.by)}</span>}
            </span>
            <p class="task-facts">
              <span>{key.role}</span>
              <span>{key.scope === undefined ? "machines of its maker" : <code>{said(key.scope)}</code>}</span>
              <span>
                {key.expiresAt ? (
                  <>
                    ends <Age at={key.expiresAt} />
                  </>
                ) : (
                  "no end"
                )}
              </span>
              <span>
                {key.lastUsedAt ? (
                  <>
                    used <Age at={key.lastUsedAt} />
                  </>
                ) : (
                  "never used"
                )}
              </span>
            </p>
          </div>
          <form {...acts({ action: "/account/keys/revocation", error: "keys-error" })}>
            <input type="hidden" name="id" value={key.id} />
            <Button small type="submit" data-busy="Revoking it" aria-label={`Revoke the key ${said(key.label)}`}>
              Revoke
            </Button>
          </form>
        </li>
      ))}
    </ul>
    <form class="card-body" {...acts({ action: "/account/keys", error: "new-key-error" })}>
      <div class="fields">
        <Field
          id="key-label"
          name="label"
          label="New key for"
          placeholder="ci"
          required
          maxlength={100}
          autocomplete="off"
        />
        <SelectField id="key-role" name="role" label="Role" value="viewer" options={roleOptions(user.role)} />
        <Field
          id="key-scope"
          name="scope"
          label="Machines"
          placeholder={user.scope ?? "all"}
          maxlength={2000}
          {...verbatim}
          class="input mono"
        />
        <SelectField id="key-valid" name="validMs" label="Good for" value={90 * day} options={ends} />
      </div>
      <div id="new-key-error" class="form-error" />
      <p>
        <Button type="submit" data-busy="Making the key">
          Make a key
        </Button>
      </p>
    </form>
  </Card>
);
