/** The four live tiles: CPU, memory, fullest disk, network; each number with its unit and its age. */
import type { Child } from "hono/jsx";
import type { MachineView } from "../../src/api/machine.ts";
import type { Sample } from "../../src/domain/metric.ts";
import { place } from "../frame/partial.tsx";
import { Age, Icon, MeterBar, said, sizeText, count, type IconName } from "../kit/index.ts";
import { percentText } from "../../src/lib/percent.ts";
import { fullestDisk, isLive, memoryRatio } from "./sample.ts";

export const MachineTiles = ({ machine }: { machine: MachineView }) => {
  const { sample } = machine;
  const at = sample ? new Date(sample.atMs).toISOString() : undefined;
  const old = !isLive(machine) || sample === undefined;
  return (
    <section id={place.machineTiles} class={`tiles ${old ? "tiles-old" : ""}`} aria-label="Live numbers">
      <Tile name="CPU" icon="cpu" ratio={sample?.cpuRatio} at={at}>
        {sample ? `load ${sample.load1.toFixed(2)} on ${count(machine.facts.cpus, "core")}` : undefined}
      </Tile>
      <Tile name="Memory" icon="memory-stick" ratio={memoryRatio(sample)} at={at}>
        {sample
          ? `${sizeText(sample.memoryUsedBytes)} of ${sizeText(sample.memoryTotalBytes)}${swapText(sample)}`
          : undefined}
      </Tile>
      <DiskTile sample={sample} at={at} />
      <NetworkTile sample={sample} at={at} />
    </section>
  );
};

const swapText = (sample: Sample): string =>
  sample.swapUsedBytes > 0 ? `, swap ${sizeText(sample.swapUsedBytes)}` : "";

const DiskTile = ({ sample, at }: { sample?: Sample; at?: string }) => {
  const disk = fullestDisk(sample);
  return (
    <Tile name="Fullest disk" icon="hard-drive" ratio={disk?.usedRatio} at={at}>
      {disk ? (
        <>
          <span class="mono">{said(disk.mount)}</span> {sizeText(disk.usedBytes)} of {sizeText(disk.totalBytes)}
        </>
      ) : undefined}
    </Tile>
  );
};

const NetworkTile = ({ sample, at }: { sample?: Sample; at?: string }) => (
  <div class="tile">
    <p class="tile-name">
      <Icon name="network" size={14} /> Network
    </p>
    <p class="tile-pair num">
      <span>
        <Icon name="arrow-down" size={14} />
        <span class="sr-only">received</span> {rate(sample?.receivedBytesPerSecond)}
      </span>
      <span>
        <Icon name="arrow-up" size={14} />
        <span class="sr-only">sent</span> {rate(sample?.sentBytesPerSecond)}
      </span>
    </p>
    <p class="tile-more">all interfaces</p>
    <TileAge at={at} />
  </div>
);

const rate = (bytes: number | undefined): string => (bytes === undefined ? "–" : `${sizeText(bytes)}/s`);

type TileProps = { name: string; icon: IconName; ratio?: number; at?: string; children?: Child };
const Tile = ({ name, icon, ratio, at, children }: TileProps) => (
  <div class="tile">
    <p class="tile-name">
      <Icon name={icon} size={14} /> {name}
    </p>
    <p class="tile-number num">{ratio === undefined ? "–" : percentText(ratio)}</p>
    <MeterBar ratio={ratio ?? 0} />
    <p class="tile-more num">{children ?? "no number yet"}</p>
    <TileAge at={at} />
  </div>
);

const TileAge = ({ at }: { at?: string }) => <p class="tile-age">{at ? <Age at={at} /> : "not read yet"}</p>;
