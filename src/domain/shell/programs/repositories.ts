/** GitHub by its command, svn and hg. */
import { high, low, medium, type Programs } from "../rule.ts";

export const repositories: Programs = {
  gh: {
    reach: "network",
    values: "-R --repo --hostname",
    sub: {
      "pr issue repo run release workflow gist label project ruleset cache org variable": {
        sub: {
          "list view status checks diff": {
            flags:
              "-w --web -c --comments --log --log-failed --json --exit-status --watch --name-only --patch -a --all -v --verbose",
            values: "-L --limit -s --state -l --label -A --author --json -q --jq -t --template -b --branch -j --job",
          },
          "download checkout clone": { is: medium(2, "fetches files"), values: "-D --dir -p --pattern -n --name" },
          "create edit comment close reopen ready review merge rerun cancel run enable disable fork sync": medium(
            2,
            "changes something on the server",
          ),
          "delete delete-asset archive transfer rename lock": high(3, "deletes or moves something on the server"),
        },
      },
      "status search browse version": { flags: "-w --web", values: "-L --limit --json -q --jq -t --template" },
      auth: {
        sub: {
          status: low(),
          "login logout refresh setup-git switch": high(4, "changes who is signed in"),
          token: high(4, "shows a key"),
        },
      },
      "secret ssh-key gpg-key": { sub: { list: low() }, unlisted: high(4, "changes keys or secrets") },
      api: {
        flags: "-i --include --paginate --silent --slurp --verbose",
        values: "-H --header -q --jq -t --template --cache -p --preview",
        opts: {
          "-X --method": { names: { "GET HEAD": low() }, else: high(3, "changes something on the server") },
          "-f --raw-field -F --field": { value: "needs", is: medium(3, "sends data to the server") },
          "--input": "read",
        },
      },
    },
  },
  svn: {
    sub: {
      "info status st stat log diff di list ls cat blame praise annotate propget proplist": {
        flags: "-v --verbose -q --quiet -u --show-updates --xml -R --recursive --stop-on-copy --no-ignore",
        values: "-r --revision -l --limit -c --change --depth",
      },
      "update up checkout co commit ci add copy cp move mv mkdir merge switch resolve cleanup": medium(
        2,
        "changes the working copy or the repository",
      ),
      "revert delete del remove rm": high(2, "deletes files or throws away changes"),
    },
  },
  hg: {
    sub: {
      "status st log diff id identify summary annotate cat branches tags heads tip parents paths": {
        flags: "-v --verbose -q --quiet -G --graph -p --patch --stat -a -A -m",
        values: "-r --rev -l --limit -T --template",
      },
      "pull push commit ci add update up clone init": medium(2, "changes the working copy or the repository"),
      "strip rollback revert purge remove rm": high(2, "deletes files or throws away changes"),
    },
  },
};
