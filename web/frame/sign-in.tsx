/** The two pages before anyone is signed in: the first start, and every other day. */
import type { Child } from "hono/jsx";
import { Failed } from "../kit/blank.tsx";
import { Button } from "../kit/button.tsx";
import { Field } from "../kit/field.tsx";
import { Brand, Document } from "./document.tsx";

type Failure = { detail: string; hint?: string };
type SetupProps = { code?: string; username?: string; error?: Failure; fields?: Record<string, string> };

export const SetupPage = ({ code, username, error, fields }: SetupProps) => (
  <Document title="Set up">
    <Alone
      title="Make the first account"
      lead="You will be the admin of this hub. The code proves that you can see its terminal."
    >
      <form method="post" action="/setup" class="stack">
        {error ? <Failed {...error} /> : null}
        <Field
          id="setup-code"
          name="code"
          label="One-time code"
          hint="Printed by the hub when it started."
          value={code}
          error={fields?.code}
          required
          autocomplete="one-time-code"
          spellcheck="false"
          class="input mono"
          autofocus={!code}
        />
        <Field
          id="setup-username"
          name="username"
          label="User name"
          value={username}
          error={fields?.username}
          required
          maxlength={64}
          autocomplete="username"
          spellcheck="false"
          autofocus={code !== undefined}
        />
        <Field
          id="setup-password"
          name="password"
          label="Password"
          hint="At least 10 characters."
          error={fields?.password}
          type="password"
          required
          minlength={10}
          autocomplete="new-password"
        />
        <Button look="primary" type="submit" data-busy="Making the account">
          Make the account
        </Button>
      </form>
    </Alone>
  </Document>
);

type LoginProps = { username?: string; next?: string; error?: Failure };

export const LoginPage = ({ username, next, error }: LoginProps) => (
  <Document title="Sign in">
    <Alone title="Sign in">
      <form method="post" action="/login" class="stack">
        {error ? <Failed {...error} /> : null}
        {next ? <input type="hidden" name="next" value={next} /> : null}
        <Field
          id="login-username"
          name="username"
          label="User name"
          value={username}
          required
          maxlength={64}
          autocomplete="username"
          spellcheck="false"
          autofocus={!username}
        />
        <Field
          id="login-password"
          name="password"
          label="Password"
          type="password"
          required
          autocomplete="current-password"
          autofocus={username !== undefined}
        />
        <Button look="primary" type="submit" data-busy="Signing in">
          Sign in
        </Button>
      </form>
    </Alone>
  </Document>
);

/** The second step: the password was right, the code of the app is missing. */
export const CodePage = ({ step, next, error }: { step: string; next?: string; error?: Failure }) => (
  <Document title="Sign in">
    <Alone title="Enter the code" lead="Your authenticator app shows six digits for this hub.">
      <form method="post" action="/login" class="stack">
        {error ? <Failed {...error} /> : null}
        <input type="hidden" name="step" value={step} />
        {next ? <input type="hidden" name="next" value={next} /> : null}
        <Field
          id="login-code"
          name="code"
          label="Code"
          hint="A recovery code is taken as well."
          required
          maxlength={32}
          autocomplete="one-time-code"
          autocapitalize="characters"
          spellcheck="false"
          class="input mono"
          autofocus
        />
        <Button look="primary" type="submit" data-busy="Signing in">
          Sign in
        </Button>
        <p>
          <a href="/login">Begin again</a>
        </p>
      </form>
    </Alone>
  </Document>
);

const Alone = ({ title, lead, children }: { title: string; lead?: string; children: Child }) => (
  <main class="alone">
    <Brand />
    <h1>{title}</h1>
    {lead ? <p class="muted">{lead}</p> : null}
    {children}
  </main>
);
