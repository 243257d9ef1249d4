/** The providers that are known by name. */
import { modelPresets } from "../../src/domain/modelPreset.ts";

/** Where each provider is and where its key comes from. */
export const Presets = () => (
  <details class="model-presets">
    <summary>Where the providers are</summary>
    <dl>
      {modelPresets.map(({ words, url, about }) => (
        <div>
          <dt>{words}</dt>
          <dd>
            {url === "" ? null : <code>{url}</code>} <span class="muted">{about}</span>
          </dd>
        </div>
      ))}
    </dl>
  </details>
);
