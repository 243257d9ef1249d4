/** The secrets that steps can use: their names, versions and times. A value goes in here and is never shown again. */
import type { SecretView } from "../../src/api/secret.ts";
import { acts, verbatim } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import { Age, Button, Card, ClosesDialog, Dialog, Empty, Field, OpensDialog } from "../kit/index.ts";

export const SecretsPage = ({ secrets, nowMs }: { secrets: SecretView[]; nowMs: number }) => (
  <div class="secrets-page">
    <PageHead title="Secrets" />
    <Card title="Set a secret">
      <form class="secrets-form" {...acts({ action: "/secrets", error: "secret-error" })}>
        <Field
          id="secret-name"
          name="name"
          label="Name"
          required
          pattern="[a-z][a-z0-9._\-]{0,63}"
          placeholder="db-password"
          hint="Lower case. A name that is there gets a new version."
          {...verbatim}
        />
        <Field
          id="secret-value"
          name="value"
          label="Value"
          type="password"
          required
          minlength={6}
          autocomplete="new-password"
          hint="At least 6 characters. It is never shown again."
        />
        <div class="secrets-do">
          <Button type="submit" look="primary">
            Set secret
          </Button>
        </div>
        <div id="secret-error" role="alert" />
      </form>
    </Card>
    <Card title="Secrets of this hub" flush>
      {secrets.length === 0 ? (
        <Empty icon="key-round" title="No secrets yet">
          <p>
            A command finds one in its environment: <code>ailx exec --secret db-password …</code>
          </p>
        </Empty>
      ) : (
        <ul class="secrets-list" data-list>
          {secrets.map((secret) => (
            <Line secret={secret} nowMs={nowMs} />
          ))}
        </ul>
      )}
    </Card>
  </div>
);

const Line = ({ secret, nowMs }: { secret: SecretView; nowMs: number }) => {
  const dialog = `remove-${secret.name.replaceAll(".", "-")}`;
  return (
    <li class="secrets-line">
      <div>
        <code>{secret.name}</code>{" "}
        <span class="muted num">
          version {secret.version}, set <Age at={secret.madeAt} nowMs={nowMs} /> by {secret.madeBy}
        </span>
      </div>
      <span class="muted">
        {secret.usedAt === undefined ? (
          "never used"
        ) : (
          <>
            used <Age at={secret.usedAt} nowMs={nowMs} />
          </>
        )}
      </span>
      <OpensDialog dialog={dialog} look="quiet" small>
        Remove
      </OpensDialog>
      <Dialog id={dialog} title={`Remove ${secret.name}?`}>
        <p>All its versions go. Plans that name it no longer run.</p>
        <form {...acts({ action: `/secrets/${secret.name}/removal`, error: `${dialog}-error` })}>
          <div id={`${dialog}-error`} role="alert" />
          <div class="modal-action">
            <ClosesDialog dialog={dialog}>Keep it</ClosesDialog>
            <Button type="submit" look="danger">
              Remove {secret.name}
            </Button>
          </div>
        </form>
      </Dialog>
    </li>
  );
};
