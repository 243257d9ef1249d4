/** Lets a machine in: its token is checked and counted in the same transaction that stores the machine. */
import type { EnrolmentAnswer, EnrolmentPending, EnrolmentRequest } from "../../api/machine.ts";
import { AppError } from "../../domain/error.ts";
import { machineId, tagName } from "../../domain/machine.ts";
import type { Level } from "../../domain/risk.ts";
import { iso, type Clock } from "../../lib/clock.ts";
import { fingerprintOf, readPublicKey } from "../../lib/ed25519.ts";
import { newId, shortId } from "../../lib/ids.ts";
import { localToken, readJoinToken } from "../../protocol/joinToken.ts";
import type { JsonObject } from "../../lib/json.ts";
import type { AuditEntry, Db } from "../db/database.ts";
import { hashOf } from "./createToken.ts";
import type { Fleet } from "./fleet.ts";
import { freeName } from "./names.ts";
import { insertMachine, machineByKey, tokenByHash, useToken, type Known, type Token } from "./store.ts";
import { tokenState } from "./view.ts";

export type Enrolling = {
  request: EnrolmentRequest;
  /** Address, or `hub.sock`: only by that may the hub's own computer join without a token. */
  origin: string;
  db: Db;
  fleet: Fleet;
  clock: Clock;
  hub: { publicKeySpki: string; fingerprint: string };
};

/** What lets it in, and what it gets by it. `token` is absent on the hub's own computer. */
type Grant = { tags: string[]; maxLevel: Level; actor: AuditEntry["actor"]; token?: Token };

/** Two machines that want one name at the same moment: the later one looks for another, at most so often. */
const triesAtMost = 20;

/**
 * The machine with this key: a new one, or the same again where it asks twice. Throws `invalid_token`, `wrong_hub`,
 * `validation`, `machine_revoked`, and `conflict` where the key is a copy of another machine's.
 */
export async function enrol(enrolling: Enrolling): Promise<EnrolmentAnswer | EnrolmentPending> {
  const { request, db, hub } = enrolling;
  checkKey(request.publicKey);
  for (let tried = 1; ; tried += 1) {
    const grant = grantOf(enrolling);
    const known = machineByKey(db, request.publicKey);
    try {
      const machine = known ? await again({ known, grant, enrolling }) : await join({ grant, enrolling });
      if (machine.standing?.kind === "pending")
        return {
          pending: true,
          machine: machine.id,
          name: machine.name,
          fingerprint: fingerprintOf(machine.publicKey),
        };
      return { machine: machine.id, name: machine.name, hubKey: hub.publicKeySpki, maxLevel: machine.hubMaxLevel };
    } catch (error) {
      // Someone was faster with this token, name or key. Looking again either finds another name or says why not.
      if (!(error instanceof WasFaster) || tried === triesAtMost)
        throw error instanceof WasFaster ? error.cause : error;
    }
  }
}

class WasFaster extends Error {}

function checkKey(publicKey: string): void {
  try {
    readPublicKey(publicKey);
  } catch (cause) {
    throw new AppError("validation", "The public key is not an Ed25519 key.", {
      cause,
      fields: { publicKey: "is not an Ed25519 key in base64" },
    });
  }
}

function grantOf({ request, origin, db, hub }: Enrolling): Grant {
  if (request.token === localToken) {
    if (origin !== "hub.sock") throw refused("Only the hub's own computer joins without a token.");
    return {
      tags: (request.tags ?? []).filter((tag) => tagName.test(tag)),
      maxLevel: 4,
      actor: { id: "hub", name: "ailx" },
    };
  }
  const { secret, hub: madeBy } = readJoinToken(request.token);
  if (madeBy !== hub.fingerprint)
    throw new AppError("wrong_hub", "This join token was made by another hub.", {
      hint: "Use the address of the hub that made it.",
    });
  const token = tokenByHash(db, hashOf(secret));
  if (!token) throw refused("This hub does not know this join token.");
  const label = token.label === "" ? "" : ` “${token.label}”`;
  return {
    tags: token.tags,
    maxLevel: token.maxLevel,
    token,
    actor: { id: `token:${token.id}`, name: `join token ${shortId(token.id)}${label}` },
  };
}

/** Throws `invalid_token` and says what became of the token. */
function checkOpen(token: Token | undefined, nowMs: number): void {
  if (!token) return;
  const why = {
    open: "",
    used: "was used already",
    expired: `expired at ${iso(token.expiresAtMs)}`,
    revoked: "was revoked",
  }[tokenState(token, nowMs)];
  if (why !== "") throw refused(`This join token ${why}.`);
}

/** The same key asks again: its answer was lost, or the machine was set up anew around its key. */
async function again({
  known,
  grant,
  enrolling,
}: {
  known: Known;
  grant: Grant;
  enrolling: Enrolling;
}): Promise<Known> {
  const { request, origin, db, clock } = enrolling;
  if (known.standing?.kind === "revoked")
    throw new AppError("machine_revoked", "This machine was revoked, and its key is dead.", {
      hint: "To join it again as a new machine, delete agent.key and hub.json in the agent's state directory.",
    });
  if (known.instanceId !== request.instanceId)
    throw new AppError("conflict", `This key belongs to ${known.name}; it was copied here.`, {
      hint: "Delete the agent's state directory on this machine, then join it again.",
    });
  if (grant.token === undefined || grant.token.id === known.tokenId) return known;
  const nowMs = clock();
  checkOpen(grant.token, nowMs);
  const entry = {
    actor: grant.actor,
    origin,
    action: "machine.rejoined",
    machineId: known.id,
    data: { token: grant.token.id },
  };
  await db.commit({ do: [useToken(db, grant.token.id, nowMs)], audit: [entry] }).catch(faster);
  return known;
}

async function join({ grant, enrolling }: { grant: Grant; enrolling: Enrolling }): Promise<Known> {
  const { request, origin, db, fleet, clock } = enrolling;
  const { token } = grant;
  const nowMs = clock();
  checkOpen(token, nowMs);
  const { name, wasTaken } = freeName(request.name ?? request.facts.hostname, fleet.takenNames());
  const machine: Known = {
    id: machineId(newId()),
    name,
    aliases: [],
    tags: grant.tags,
    publicKey: request.publicKey,
    instanceId: request.instanceId,
    machineIdHash: request.machineIdHash,
    bootId: "",
    agentVersion: request.version,
    ownMaxLevel: request.maxLevel,
    hubMaxLevel: grant.maxLevel,
    facts: request.facts,
    joinedAtMs: nowMs,
    lastSeenAtMs: nowMs,
    ...(token ? { tokenId: token.id } : {}),
    ...(token?.asks ? { standing: { kind: "pending" as const, reason: "waits for a person to let it in" } } : {}),
  };
  const action = token?.asks ? "machine.asked" : "machine.joined";
  await db
    .commit({
      do: [...(token ? [useToken(db, token.id, nowMs)] : []), insertMachine(db, machine)],
      events: [{ kind: action, machineId: machine.id, data: { name, ...(token ? { token: token.id } : {}) } }],
      audit: [
        {
          actor: grant.actor,
          origin,
          action,
          machineId: machine.id,
          data: remarks({ machine, wasTaken, request, fleet }),
        },
      ],
    })
    .catch(faster);
  fleet.put(machine);
  return machine;
}

/** What a person who reads the audit should notice. An agent's tags decide nothing, so they are only kept here. */
function remarks({
  machine,
  wasTaken,
  request,
  fleet,
}: {
  machine: Known;
  wasTaken: boolean;
  request: EnrolmentRequest;
  fleet: Fleet;
}): JsonObject {
  const twins = request.machineIdHash === "" ? [] : fleet.withMachineId(request.machineIdHash);
  return {
    name: machine.name,
    tags: machine.tags,
    ownMaxLevel: machine.ownMaxLevel,
    hubMaxLevel: machine.hubMaxLevel,
    ...(machine.tokenId === undefined ? {} : { token: machine.tokenId }),
    ...(wasTaken ? { nameWasTaken: true } : {}),
    ...(request.tags === undefined || request.tags.length === 0 ? {} : { suggestedTags: request.tags }),
    ...(twins.length === 0 ? {} : { sameMachineIdAs: twins }),
  };
}

function faster(error: unknown): never {
  if (error instanceof AppError && ["guard_failed", "conflict"].includes(error.code))
    throw new WasFaster(error.code, { cause: error });
  throw error;
}

const refused = (detail: string): AppError =>
  new AppError("invalid_token", detail, { hint: "Make a new one with Add machine, or `ailx token create`." });
