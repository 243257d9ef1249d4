/** What is asked of a person where one is added or changed: role, machines, name, e-mail. */
import type { UserView } from "../../src/api/user.ts";
import { roles, type Role } from "../../src/domain/account.ts";
import { verbatim } from "../frame/form.ts";
import { Field, SelectField } from "../kit/index.ts";

export const roleWords: Record<Role, string> = {
  viewer: "Viewer: looks",
  operator: "Operator: asks, runs, approves",
  admin: "Admin: also people, machines, settings",
};
/** Roles up to one's own. */
export const roleOptions = (most: Role = "admin"): { value: Role; label: string }[] =>
  roles.slice(0, roles.indexOf(most) + 1).map((value) => ({ value, label: roleWords[value] }));

type Held = Partial<Pick<UserView, "name" | "email" | "role" | "scope">>;

export const UserFields = ({ id, user = {} }: { id: string; user?: Held }) => (
  <>
    <div class="fields">
      <SelectField id={`${id}-role`} name="role" label="Role" value={user.role ?? "viewer"} options={roleOptions()} />
      <Field
        id={`${id}-scope`}
        name="scope"
        label="Machines"
        value={user.scope}
        placeholder="all"
        hint="Names and tags, e.g. tag:web. Others are as if they were not there. Empty: all."
        maxlength={2000}
        {...verbatim}
        class="input mono"
      />
    </div>
    <div class="fields">
      <Field id={`${id}-name`} name="name" label="Name" value={user.name} maxlength={100} autocomplete="off" />
      <Field
        id={`${id}-email`}
        name="email"
        label="E-mail"
        type="email"
        value={user.email}
        maxlength={254}
        autocomplete="off"
      />
    </div>
  </>
);
