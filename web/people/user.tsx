/** One person, as an admin manages them: what they may do, their password, sign-ins, second factor, and taking them out. */
import type { SignInView, UserView } from "../../src/api/user.ts";
import { acts } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import { Age, Button, Card, ClosesDialog, Dialog, Field, LinkButton, OpensDialog, said } from "../kit/index.ts";
import { UserFields } from "./fields.tsx";
import { SignIns } from "./signIns.tsx";
import { UserState } from "./users.tsx";

export const UserPage = ({ user, signIns }: { user: UserView; signIns: SignInView[] }) => (
  <div class="people-page">
    <PageHead title={said(user.username)}>
      <UserState user={user} />
      <LinkButton href="/users">All people</LinkButton>
    </PageHead>
    <p class="task-facts">
      <span>{user.role}</span>
      <span>
        added <Age at={user.createdAt} />
      </span>
      <span>
        {user.lastLoginAt ? (
          <>
            last sign-in <Age at={user.lastLoginAt} />
          </>
        ) : (
          "never signed in"
        )}
      </span>
    </p>
    <Card title="What they may do">
      <form class="stack" {...acts({ action: `/users/${user.id}`, error: "user-error" })}>
        <UserFields id="user" user={user} />
        <div id="user-error" class="form-error" />
        <p class="in-line">
          <Button look="primary" type="submit" data-busy="Saving">
            Save
          </Button>
          <span class="field-hint">Another role or other machines end their sign-ins.</span>
        </p>
      </form>
    </Card>
    <SignIns signIns={signIns} action={`/users/${user.id}/sign-ins`} />
    <Card title="New password">
      <form class="stack" {...acts({ action: `/users/${user.id}/password`, error: "password-error" })}>
        <Field
          id="user-password"
          name="password"
          label="Password"
          type="password"
          hint="At least 10 characters. It ends their sign-ins."
          required
          minlength={10}
          autocomplete="new-password"
        />
        <div id="password-error" class="form-error" />
        <p>
          <Button type="submit" data-busy="Setting it">
            Set password
          </Button>
        </p>
      </form>
    </Card>
    <Card title="Take away">
      <div id="state-error" class="form-error" />
      <div class="line-do">
        <form {...acts({ action: `/users/${user.id}`, error: "state-error" })}>
          <input type="hidden" name="active" value={user.active ? "no" : "yes"} />
          <Button type="submit" data-busy="Saving">
            {user.active ? "Make not active" : "Make active"}
          </Button>
        </form>
        {user.secondFactor ? (
          <form {...acts({ action: `/users/${user.id}`, error: "state-error" })}>
            <input type="hidden" name="secondFactor" value="no" />
            <Button type="submit" data-busy="Taking it away">
              Take the second factor away
            </Button>
          </form>
        ) : null}
        <OpensDialog dialog="remove-user" look="danger">
          Remove {said(user.username)}
        </OpensDialog>
      </div>
      <p class="field-hint">
        Who is not active cannot sign in; keys and open pages end within seconds. It can be taken back. Removing cannot.
      </p>
    </Card>
    <Dialog id="remove-user" title={`Remove ${said(user.username)}`}>
      <p>All sign-ins and keys of {said(user.username)} end. What they did stays in the audit.</p>
      <div id="remove-error" class="form-error" />
      <form class="dialog-foot" {...acts({ action: `/users/${user.id}/removal`, error: "remove-error" })}>
        <ClosesDialog dialog="remove-user">Keep</ClosesDialog>
        <Button look="danger" type="submit" data-busy="Removing">
          Remove {said(user.username)}
        </Button>
      </form>
    </Dialog>
  </div>
);
