/** The settings of a container, apart from what comes from its image: what another one is made with so that it is the same. */
import { recordOf, stringOf, type Found, type Raw } from "./asking.ts";
import { isRecord } from "./engine.ts";

/** What an engine is asked to make. */
export type Wanted = { body: Raw; networks: { name: string; settings: Raw }[] };

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const texts = (value: unknown): string[] => list(value).filter((each): each is string => typeof each === "string");
const same = (one: unknown, other: unknown): boolean => JSON.stringify(plain(one)) === JSON.stringify(plain(other));
/** Engines write nothing as null, "", [], {} or leave it out; order of keys means nothing. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? null : value.map(plain);
  if (!isRecord(value)) return value === undefined || value === "" || value === 0 || value === false ? null : value;
  const entries = Object.entries(value)
    .map(([key, each]) => [key, plain(each)] as const)
    .filter(([, each]) => each !== null)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

const withoutThose = (of: unknown, those: unknown): Raw => {
  const drop = recordOf(those);
  return Object.fromEntries(
    Object.entries(recordOf(of)).filter(([key, value]) => !same(value, drop[key]) || !(key in drop)),
  );
};

/** What the engines set in every container by themselves. */
const engines =
  /^(?:container|HOSTNAME|TERM|HOME)=|^PATH=\/usr\/local\/sbin:\/usr\/local\/bin:\/usr\/sbin:\/usr\/bin:\/sbin:\/bin$/;
const config = [
  ["Domainname", "User", "Tty", "OpenStdin", "StdinOnce", "AttachStdin", "AttachStdout", "AttachStderr"],
  ["Cmd", "Entrypoint", "WorkingDir", "StopSignal", "StopTimeout", "Healthcheck", "MacAddress"],
].flat();
const implied: Readonly<Record<string, readonly unknown[]>> = {
  WorkingDir: ["/"],
  StopSignal: ["15", "SIGTERM"],
  StopTimeout: [10],
};

/** Of its configuration what the image does not say. */
export function ownConfig({ raw, id }: Found, image: Raw): Raw {
  const [of, from] = [recordOf(raw["Config"]), recordOf(image["Config"])];
  const kept = config.flatMap((key): [string, unknown][] => {
    const value = of[key];
    const isImages = same(value, from[key]) || (plain(from[key]) === null && implied[key]?.includes(value) === true);
    return plain(value) === null || isImages ? [] : [[key, value]];
  });
  const hostname = stringOf(of["Hostname"]);
  const env = texts(of["Env"]).filter((each) => !texts(from["Env"]).includes(each) && !engines.test(each));
  return {
    ...Object.fromEntries(kept),
    ...(hostname === "" || id.startsWith(hostname) ? {} : { Hostname: hostname }),
    Env: env.toSorted(),
    Labels: withoutThose(of["Labels"], from["Labels"]),
    ExposedPorts: withoutThose(of["ExposedPorts"], from["ExposedPorts"]),
    Volumes: withoutThose(of["Volumes"], from["Volumes"]),
  };
}

/** Of the host's side: limits, ports, mounts, rights. Volumes without a name are named, so that their data goes with them. */
export function hostConfig({ raw }: Found): Raw {
  const of = recordOf(raw["HostConfig"]);
  const { ContainerIDFile: _file, ConsoleSize: _size, Runtime, MemorySwappiness, ...rest } = of;
  const binds = texts(of["Binds"]);
  const mounted = new Set([
    ...binds.map((bind) => bind.split(":")[1]),
    ...list(of["Mounts"]).map((mount) => recordOf(mount)["Target"]),
  ]);
  const unnamed = list(raw["Mounts"])
    .map(recordOf)
    .filter(({ Type, Destination }) => Type === "volume" && !mounted.has(Destination))
    .map(({ Name, Destination, RW }) => `${stringOf(Name)}:${stringOf(Destination)}${RW === false ? ":ro" : ""}`);
  return {
    ...rest,
    // Podman tells the name of its own settings here and takes none.
    ...(Runtime === "oci" || Runtime === undefined ? {} : { Runtime }),
    ...(typeof MemorySwappiness === "number" && MemorySwappiness >= 0 ? { MemorySwappiness } : {}),
    Binds: [...binds, ...unnamed],
    Ulimits: list(of["Ulimits"]).map((limit) => {
      const { Name, ...values } = recordOf(limit);
      return {
        ...values,
        Name: stringOf(Name)
          .replace(/^RLIMIT_/, "")
          .toLowerCase(),
      };
    }),
  };
}

/** Networks that it was joined to, as it was joined; none where it shares another's. */
export function networksOf({ raw, id }: Found): Wanted["networks"] {
  const mode = stringOf(recordOf(raw["HostConfig"])["NetworkMode"]);
  if (/^(?:host|none|container:|ns:|slirp4netns|pasta)/.test(mode)) return [];
  return Object.entries(recordOf(recordOf(raw["NetworkSettings"])["Networks"])).map(([name, joined]) => {
    const { IPAMConfig, Links, DriverOpts, Aliases } = recordOf(joined);
    const aliases = texts(Aliases).filter((alias) => !id.startsWith(alias));
    return { name, settings: { IPAMConfig, Links, DriverOpts, Aliases: aliases } };
  });
}

/** `image`: the one that it was made of. */
export function wantedOf(found: Found, image: Raw): Wanted {
  const networks = networksOf(found);
  const isDefault = networks.length === 1 && ["bridge", "podman"].includes(networks[0]?.name ?? "");
  const [first] = networks;
  const joins = first && !isDefault ? { EndpointsConfig: { [first.name]: first.settings } } : undefined;
  return {
    body: {
      ...ownConfig(found, image),
      Image: found.image,
      HostConfig: hostConfig(found),
      ...(joins ? { NetworkingConfig: joins } : {}),
    },
    networks: networks.slice(1),
  };
}

/** Of Podman's own description what it does not tell in Docker's words. */
export function ownOf({ HostConfig, Config }: Raw): Raw {
  const { Timeout, Umask, Secrets, HealthcheckOnFailureAction, Passwd, ChrootDirs } = recordOf(Config);
  return { ...recordOf(HostConfig), Timeout, Umask, Secrets, HealthcheckOnFailureAction, Passwd, ChrootDirs };
}

/** `own`: what Podman itself says of the host's side, which is more than it tells in Docker's words; {} from Docker. */
export type Seen = { found: Found; image: Raw; own: Raw };

/** What is not the same in the two, by name; empty where all is. */
export function differences(old: Seen, made: Seen): string[] {
  const [a, b] = [ownConfig(old.found, old.image), ownConfig(made.found, made.image)];
  const [c, d] = [hostConfig(old.found), hostConfig(made.found)];
  const parts = (one: Raw, other: Raw): string[] =>
    [...new Set([...Object.keys(one), ...Object.keys(other)])].filter((key) => !same(one[key], other[key]));
  const mounts = ({ raw }: Found): unknown =>
    list(raw["Mounts"])
      .map(recordOf)
      .map(({ Type, Name, Source, Destination, RW }) => ({
        Type,
        from: Type === "volume" ? Name : Source,
        Destination,
        RW,
      }))
      .toSorted((one, other) => (stringOf(one.Destination) < stringOf(other.Destination) ? -1 : 1));
  const names = (found: Found): string[] =>
    networksOf(found)
      .map(({ name }) => name)
      .toSorted();
  return [
    ...parts(a, b),
    ...parts({ ...c, Binds: null }, { ...d, Binds: null }),
    ...parts(limits(old.own), limits(made.own)),
    ...(same(mounts(old.found), mounts(made.found)) ? [] : ["Mounts"]),
    ...(same(names(old.found), names(made.found)) ? [] : ["Networks"]),
  ];
}

/** Mounts are compared above; annotations, the file of the id and where the log lies are the engine's own. */
function limits({ Binds: _binds, Tmpfs: _tmpfs, Annotations: _own, ContainerIDFile: _file, ...rest }: Raw): Raw {
  const { Path: _path, ...log } = recordOf(rest["LogConfig"]);
  // Podman takes either word for the same.
  const type = log["Type"] === "json-file" ? "k8s-file" : log["Type"];
  return { ...rest, LogConfig: { ...log, Type: type } };
}
