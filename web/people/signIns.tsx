/** Open sign-ins, each with where it came from and when it was used; ended one by one or all others at once. */
import type { SignInView } from "../../src/api/user.ts";
import { acts } from "../frame/form.ts";
import { Age, Button, Card, Empty, said } from "../kit/index.ts";

/** `action` takes the id of the one to end; without it ends all but the one that asks. Absent: they are only shown. */
export const SignIns = ({ signIns, action }: { signIns: SignInView[]; action?: string }) => (
  <Card
    title="Sign-ins"
    flush
    aside={
      action !== undefined && signIns.some(({ current }) => !current) ? (
        <form {...acts({ action, error: "sign-ins-error" })}>
          <Button small type="submit" data-busy="Ending them">
            End all {signIns.some(({ current }) => current) ? "others" : "of them"}
          </Button>
        </form>
      ) : null
    }
  >
    <div id="sign-ins-error" class="form-error" />
    {signIns.length === 0 ? <Empty icon="monitor" title="Nobody is signed in" /> : null}
    <ul class="line-list">
      {signIns.map((signIn) => (
        <li>
          <div class="line-main">
            <span>
              {browserName(signIn)} <span class="muted">from {said(signIn.address)}</span>
            </span>
            <p class="task-facts">
              <span>
                used <Age at={signIn.seenAt} />
              </span>
              <span>
                since <Age at={signIn.createdAt} />
              </span>
              <span>
                ends <Age at={signIn.expiresAt} /> if unused
              </span>
            </p>
          </div>
          {signIn.current ? <span class="state tone-ok">this one</span> : null}
          {!signIn.current && action !== undefined && !action.startsWith("/users/") ? (
            <form {...acts({ action, error: "sign-ins-error" })}>
              <input type="hidden" name="id" value={signIn.id} />
              <Button small type="submit" data-busy="Ending it" aria-label={`End the sign-in from ${signIn.address}`}>
                End
              </Button>
            </form>
          ) : null}
        </li>
      ))}
    </ul>
  </Card>
);

const browsers = ["Edg", "OPR", "Firefox", "Chrome", "Safari"];
const systems: [RegExp, string][] = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

/** In two words where it is a browser; what it calls itself otherwise. */
function browserName({ kind, userAgent }: SignInView): string {
  if (userAgent.startsWith("ailx/")) return "ailx on a command line";
  const browser = browsers.find((name) => userAgent.includes(`${name}/`));
  if (browser === undefined)
    return userAgent === "" ? (kind === "bearer" ? "A program" : "A browser") : said(userAgent.slice(0, 60));
  const name = browser === "Edg" ? "Edge" : browser === "OPR" ? "Opera" : browser;
  const system = systems.find(([fits]) => fits.test(userAgent))?.[1];
  return system === undefined ? name : `${name} on ${system}`;
}
