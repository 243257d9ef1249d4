/** Where the hub itself may send requests: off, hosts that are listed, or every public address; and the search engine. */
import type { WebView } from "../../src/api/web.ts";
import { acts, verbatim } from "../frame/form.ts";
import { PageHead } from "../frame/page.tsx";
import { Button, Card, Field, Icon, SelectField, said } from "../kit/index.ts";

const modes = [
  { value: "off", label: "Off" },
  { value: "listed", label: "Only the hosts below" },
  { value: "public", label: "Every public address, and the hosts below" },
];

export const WebAccessPage = ({ web }: { web: WebView }) => (
  <div class="model-page">
    <PageHead title="Web access" />
    <State web={web} />
    <Card title="What the hub may ask">
      <form class="model-form" {...acts({ action: "/settings/web", error: "web-error" })}>
        {web.from.mode === "here" ? (
          <SelectField id="web-mode" name="mode" label="Allowed" value={web.mode} options={modes} />
        ) : (
          <Given
            what="Allowed"
            value={modes.find(({ value }) => value === web.mode)?.label ?? ""}
            from={web.from.mode}
          />
        )}
        {web.from.hosts === "here" ? (
          <div class="field">
            <label class="field-label" for="web-hosts">
              Hosts
            </label>
            <textarea
              id="web-hosts"
              name="hosts"
              class="input mono web-hosts"
              rows={5}
              aria-describedby="web-hosts-hint"
              placeholder={"docs.example.com\n*.example.org\nwiki.lan:8080"}
              {...verbatim}
            >
              {web.hosts.join("\n")}
            </textarea>
            <p id="web-hosts-hint" class="field-hint">
              One on a line. A host that is named exactly may lie in your own network; behind <code>*.</code> only
              public addresses are asked. Ports other than 80 and 443 are named with it.
            </p>
          </div>
        ) : (
          <Given what="Hosts" value={web.hosts.join(", ")} from={web.from.hosts} />
        )}
        {web.from.searchUrl === "here" ? (
          <Field
            id="web-search"
            name="searchUrl"
            label="Search engine"
            value={web.searchUrl}
            placeholder="https://searx.example.com/search?q={query}&format=json"
            hint="Answers in JSON as SearXNG does. Empty: nothing is searched."
            {...verbatim}
          />
        ) : (
          <Given what="Search engine" value={web.searchUrl ?? ""} from={web.from.searchUrl} />
        )}
        <div id="web-error" role="alert" />
        <div class="model-do">
          <Button type="submit" look="primary">
            Save
          </Button>
        </div>
      </form>
    </Card>
  </div>
);

const State = ({ web: { mode, hosts, searchUrl } }: { web: WebView }) => (
  <div class="model-state">
    <Icon name={mode === "off" ? "circle-dashed" : "circle-check"} size={20} />
    <p>
      {mode === "off" ? (
        <>
          <strong>Off.</strong> The hub sends no requests for tools. Once it may, planners can read pages that help
          them; what pages say is data to them, and every request that may change something is asked about.
        </>
      ) : (
        <>
          <strong>{mode === "public" ? "Every public address." : hostsText(hosts.length)}</strong> Private networks and
          the hub itself are asked only where a host is named exactly, and what clouds keep for machines never, also
          behind redirects. {searchUrl === undefined ? "No search engine is set up." : ""}
        </>
      )}
    </p>
  </div>
);

const hostsText = (count: number): string =>
  count === 0 ? "No host is listed yet." : `${count} ${count === 1 ? "host" : "hosts"}.`;

const Given = ({ what, value, from }: { what: string; value: string; from: string }) => (
  <div class="model-given">
    <span class="model-given-what">{what}</span>
    <code>{said(value || "–")}</code>
    <span class="muted">by {from}; it is changed there</span>
  </div>
);
