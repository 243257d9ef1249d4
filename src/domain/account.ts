/** People and what they may do. */

export const roles = ["viewer", "operator", "admin"] as const;
export type Role = (typeof roles)[number];

/** Who does something: a person by browser or key, the local admin by the hub's own socket, or ailx itself. */
export type Actor = {
  kind: "person" | "local" | "system";
  /** The person's id; for the local admin `uid:N`. */
  id: string;
  name: string;
  role: Role;
  /** The machines that exist for this one, as an expression of names and tags; absent: all. Admins have none. */
  scope?: string;
};

/** Who looks: what a page or answer shows may depend on this and on nothing else of the caller. */
export type Viewer = Pick<Actor, "id" | "role" | "scope">;

export const mayAct = (role: Role): boolean => role !== "viewer";
export const roleAtLeast = (role: Role, floor: Role): boolean => roles.indexOf(role) >= roles.indexOf(floor);
export const lowerRole = (one: Role, other: Role): Role => (roleAtLeast(one, other) ? other : one);
