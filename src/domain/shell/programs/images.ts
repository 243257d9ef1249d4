/** What docker and podman do to images, and what their `prune` commands share. */
import { critical, high, low, medium, type Rule } from "../rule.ts";
import { look, lookFlags } from "./containers.ts";

export const pruneOptions = {
  flags: "-a --all -f --force",
  values: "--filter --keep-storage --max-used-space --min-free-space --reserved-space",
};
/** Sub-commands of images that are also written without `image` before them. */
export const fetching = {
  pull: {
    is: medium(3, "fetches an image"),
    flags: "-a --all-tags -q --quiet --disable-content-trust",
    values: "--platform --arch --os --variant --retry --policy",
    opts: { "--tls-verify": high(3, "does not check the registry"), "--creds --authfile": "text" },
  },
  push: { is: high(3, "sends an image to a registry"), flags: "-a --all-tags -q --quiet", values: "--platform" },
  "tag untag": medium(3, "names an image"),
  build: {
    is: medium(3, "builds an image"),
    flags: "--no-cache --pull -q --quiet --rm --force-rm --squash --compress --load --debug --layers --no-hosts",
    values:
      "-t --tag --build-arg --target --platform --progress --label --cache-from --cache-to --network --shm-size -m --memory --cpu-shares --ulimit --add-host --builder --format --isolation --jobs",
    opts: {
      "-f --file": "read",
      "--secret --ssh --env-file": { value: "needs", is: high(4, "gives a build a secret") },
      "-o --output": "write",
      "--iidfile --metadata-file": "write",
      "--push": high(3, "sends an image to a registry"),
      "--allow --privileged": { value: "may", is: critical(4, "gives a build rights of the host") },
      "-v --volume": { value: "needs", is: high(3, "gives a build a directory of the machine") },
    },
    args: "tree",
  },
  "load import": {
    is: medium(3, "takes in an image"),
    flags: "-q --quiet",
    values: "-c --change -m --message --platform",
    opts: { "-i --input": "read" },
    args: "text",
  },
  save: {
    is: low(3),
    flags: "-q --quiet -m --multi-image-archive --compress",
    values: "--format --platform",
    opts: { "-o --output": "write" },
  },
} satisfies Rule["sub"];

export const removing: Rule = {
  is: high(3, "deletes images"),
  flags: "-f --force --no-prune -a --all -i --ignore",
  values: "--platform",
};

export const images: Rule["sub"] = {
  "ls list images history inspect exists tree": { ...look, flags: `${lookFlags} --human -H` },
  ...fetching,
  rm: removing,
  prune: { is: high(3, "deletes images that nothing uses"), ...pruneOptions },
  "scan sign trust mount unmount": medium(3, "works on an image"),
};
