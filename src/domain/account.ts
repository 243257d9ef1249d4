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
};

export const mayAct = (role: Role): boolean => role !== "viewer";
export const roleAtLeast = (role: Role, floor: Role): boolean => roles.indexOf(role) >= roles.indexOf(floor);
