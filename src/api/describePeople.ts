/** The routes of people, their own account and their keys, in words and schemas. */
import { keyCreated, keyList, keyRequest } from "./auth.ts";
import type { Described } from "./describe.ts";
import {
  codeRequest,
  passwordRequest,
  proofRequest,
  recoveryCodes,
  signInList,
  totpStarted,
  userList,
  userPatch,
  userRequest,
  userView,
} from "./user.ts";

export const peopleSchemas = {
  User: userView,
  UserList: userList,
  UserRequest: userRequest,
  UserPatch: userPatch,
  SignInList: signInList,
  PasswordRequest: passwordRequest,
  ProofRequest: proofRequest,
  CodeRequest: codeRequest,
  TotpStarted: totpStarted,
  RecoveryCodes: recoveryCodes,
  KeyRequest: keyRequest,
  KeyCreated: keyCreated,
  KeyList: keyList,
} as const;

export const peopleDescribed = {
  "GET /api/account": { does: "Shows one's own account.", gives: { 200: "User" } },
  "POST /api/account/password": {
    does: "Changes one's own password and ends all other sign-ins.",
    takes: "PasswordRequest",
    gives: { 204: "nothing" },
  },
  "GET /api/account/sign-ins": { does: "Lists one's own open sign-ins.", gives: { 200: "SignInList" } },
  "DELETE /api/account/sign-ins": { does: "Ends all of one's sign-ins but this one.", gives: { 204: "nothing" } },
  "DELETE /api/account/sign-ins/:id": { does: "Ends one of one's sign-ins.", gives: { 204: "nothing" } },
  "POST /api/account/totp": {
    does: "Begins to set up a second factor: a secret to put into an app, until a code confirms it.",
    takes: "ProofRequest",
    gives: { 200: "TotpStarted" },
  },
  "POST /api/account/totp/confirmation": {
    does: "Confirms the second factor with its first code; gives recovery codes, shown this once.",
    takes: "CodeRequest",
    gives: { 200: "RecoveryCodes" },
  },
  "POST /api/account/totp/removal": {
    does: "Takes one's second factor away.",
    takes: "ProofRequest",
    gives: { 204: "nothing" },
  },
  "POST /api/account/recovery-codes": {
    does: "Makes new recovery codes; the old ones are void.",
    takes: "ProofRequest",
    gives: { 200: "RecoveryCodes" },
  },
  "GET /api/users": { does: "Lists the people of this hub.", gives: { 200: "UserList" } },
  "POST /api/users": { does: "Adds a person.", takes: "UserRequest", gives: { 201: "User" } },
  "GET /api/users/:id": { does: "Shows a person, by id, short id or user name.", gives: { 200: "User" } },
  "PATCH /api/users/:id": {
    does: "Changes a person; what is absent stays. Less power ends the sign-ins.",
    takes: "UserPatch",
    gives: { 200: "User" },
  },
  "DELETE /api/users/:id": { does: "Removes a person with all sign-ins and keys.", gives: { 204: "nothing" } },
  "GET /api/users/:id/sign-ins": { does: "Lists a person's open sign-ins.", gives: { 200: "SignInList" } },
  "DELETE /api/users/:id/sign-ins": { does: "Ends a person's sign-ins.", gives: { 204: "nothing" } },
  "GET /api/keys": {
    does: "Lists one's API keys that can be used; for admins everybody's.",
    gives: { 200: "KeyList" },
  },
  "POST /api/keys": {
    does: "Makes an API key, never stronger than its maker; its secret is shown this once.",
    takes: "KeyRequest",
    gives: { 201: "KeyCreated" },
  },
  "DELETE /api/keys/:id": { does: "Revokes an API key at once.", gives: { 204: "nothing" } },
} satisfies Record<string, Described>;
