/** How the task engine gets at secrets: the version that a plan names, and values sealed to one machine for one call. */
import type { MachineId } from "../../domain/machine.ts";
import { readPublicKey } from "../../lib/ed25519.ts";
import { sealTo } from "../../lib/seal.ts";
import { secretContext } from "../../protocol/call.ts";
import type { SecretPort } from "../../domain/secret.ts";
import type { SecretRef, SecretStore } from "./store.ts";

type Parts = {
  store: SecretStore;
  /** The key that a machine joined with; undefined where it is not known any more. */
  keyOf: (machineId: MachineId) => string | undefined;
  used: (ref: SecretRef) => void;
};

export function makeSecretPort({ store, keyOf, used }: Parts): SecretPort {
  return {
    newest: store.newest,
    values: (refs) => refs.map((ref) => store.value(ref)),
    refusal: (refs) => {
      const gone = refs.find(({ name, version }) => !store.has({ name, version }));
      return gone && `The secret ${gone.name} has no version ${gone.version} any more.`;
    },
    sealed: (refs, { machineId, callId }) => {
      const key = keyOf(machineId);
      if (key === undefined) throw new TypeError(`no key of ${machineId}`);
      return refs.map((ref) => {
        const sealed = sealTo(readPublicKey(key), Buffer.from(store.value(ref)), secretContext(callId, ref.name));
        used(ref);
        return { ...ref, sealed };
      });
    },
  };
}
