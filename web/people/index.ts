/** The pages of people and of one's own account. */
export { AccountKeys, AccountPage, SecondFactor, type AccountProps } from "./account.tsx";
export { UserPage } from "./user.tsx";
export { UsersPage } from "./users.tsx";
