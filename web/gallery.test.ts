/** The gallery as a browser sees it: no accessibility fault, no sideways scroll, no refused script or style. */
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { screens } from "./gallery.tsx";
import { axeOn, hasChromium, lookAtGallery, type Looking } from "./testing/chromium.ts";

describe.skipIf(!hasChromium)("the gallery in Chromium", () => {
  let looking: Looking | undefined;
  beforeAll(async () => void (looking = await lookAtGallery()), 60_000);
  afterAll(async () => await looking?.stop());

  /** Takes one screen after the other from those that are left; returns what is wrong with them. */
  async function walked(left: string[], { colorScheme, width }: Look): Promise<string[]> {
    const visit = await looking?.visit({ colorScheme, viewport: { width, height: 900 } });
    if (!visit) throw new Error("Chromium did not start");
    const faults: string[] = [];
    for (let name = left.shift(); name !== undefined; name = left.shift()) {
      await visit.go(name);
      for (const fault of await faultsOf(visit.page, { colorScheme, width })) faults.push(`${name}: ${fault}`);
    }
    await visit.page.context().close();
    return [...faults, ...visit.said];
  }

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1440, 390]) {
      test(`has no fault in ${colorScheme} at ${width} px`, async () => {
        const left = screens.map(({ name }) => name);
        const found = await Promise.all([walked(left, { colorScheme, width }), walked(left, { colorScheme, width })]);
        expect(found.flat()).toEqual([]);
      }, 240_000);
    }
  }
});

type Look = { colorScheme: "light" | "dark"; width: number };
type Page = Awaited<ReturnType<Looking["visit"]>>["page"];

/** What depends on how much room there is; the rest is the same at every width. */
const ofWidth = ["target-size", "scrollable-region-focusable", "color-contrast", "aria-hidden-focus"];

async function faultsOf(page: Page, { colorScheme, width }: Look): Promise<string[]> {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const axe = axeOn(page);
  // What a page is made of is the same in the dark; its colours are not.
  const isNarrow = width < 1440;
  if (colorScheme === "dark") axe.withRules(["color-contrast"]);
  else if (isNarrow) axe.withRules(ofWidth);
  // Colours are those of the wide look, and what is made anew for phones was seen in the light.
  const { violations } = colorScheme === "dark" && isNarrow ? { violations: [] } : await axe.analyze();
  const found = violations.flatMap((fault) => fault.nodes.map((node) => `${fault.id} at ${node.target.join(" ")}`));
  return wider > 0 ? [`${wider} px too wide`, ...found] : found;
}
