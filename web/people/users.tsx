/** The people of a hub: who may do what, on which machines, and when they were here last. */
import type { UserView } from "../../src/api/user.ts";
import { acts, verbatim } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import { Age, Button, ClosesDialog, Dialog, Field, Icon, count, said } from "../kit/index.ts";
import { UserFields } from "./fields.tsx";

export const UsersPage = ({ users }: { users: UserView[] }) => (
  <div class="people-page">
    <PageHead title="People">
      <Button look="primary" icon="plus" command="show-modal" commandfor="add-user" aria-haspopup="dialog">
        Add person
      </Button>
    </PageHead>
    <section class="card" aria-label="People">
      <ul class="line-list" data-list>
        {users.map((user) => (
          <UserLine user={user} />
        ))}
      </ul>
    </section>
    <p class="list-foot">{count(users.length, "person", "people")}</p>
    <Dialog id="add-user" title="Add person">
      <form class="stack" {...acts({ action: "/users", error: "add-user-error" })}>
        <div class="fields">
          <Field id="new-username" name="username" label="User name" required maxlength={64} {...verbatim} />
          <Field
            id="new-password"
            name="password"
            label="Password"
            type="password"
            hint="At least 10 characters."
            required
            minlength={10}
            autocomplete="new-password"
          />
        </div>
        <UserFields id="new" />
        <div id="add-user-error" class="form-error" />
        <div class="dialog-foot">
          <ClosesDialog dialog="add-user">Cancel</ClosesDialog>
          <Button look="primary" type="submit" data-busy="Adding">
            Add person
          </Button>
        </div>
      </form>
    </Dialog>
  </div>
);

const UserLine = ({ user }: { user: UserView }) => (
  <li>
    <div class="line-main">
      <span>
        <a href={`/users/${user.id}`} data-item>
          <strong>{said(user.username)}</strong>
        </a>
        {user.name === "" ? null : <span class="muted"> {said(user.name)}</span>}
      </span>
      <p class="task-facts">
        <span>{user.role}</span>
        <span>{user.scope === undefined ? "all machines" : <code>{said(user.scope)}</code>}</span>
        <span>
          {user.lastLoginAt ? (
            <>
              here <Age at={user.lastLoginAt} />
            </>
          ) : (
            "never signed in"
          )}
        </span>
        {user.email === "" ? null : <span>{said(user.email)}</span>}
      </p>
    </div>
    <UserState user={user} />
  </li>
);

export const UserState = ({ user }: { user: UserView }) =>
  user.active ? (
    user.secondFactor ? (
      <span class="state tone-ok">
        <Icon name="shield-check" size={14} /> second factor
      </span>
    ) : (
      <span class="state tone-quiet">
        <Icon name="circle-dashed" size={14} /> password only
      </span>
    )
  ) : (
    <span class="state tone-warn">
      <Icon name="ban" size={14} /> not active
    </span>
  );
