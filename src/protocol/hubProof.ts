/** How the hub proves itself to an agent: its key signs the agent's fresh nonce together with its own. */

const domain = "ailx-hub-v1\0";

/** The bytes that the hub signs. Both nonces are hex; a NUL keeps them apart. */
export const hubProofBytes = (agentNonce: string, hubNonce: string): Uint8Array =>
  new TextEncoder().encode(`${domain}${agentNonce}\0${hubNonce}`);

/** What an agent's nonce looks like: 16 random bytes in hex. */
export const noncePattern = /^[0-9a-f]{32}$/;
