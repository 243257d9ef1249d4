/** The routes of policies in words and schemas. */
import type { Described } from "./describe.ts";
import {
  permitList,
  permitView,
  policiesRequest,
  policyCheck,
  policyList,
  policyRuleRequest,
  policyRuleView,
  readOnlyRequest,
  simulation,
  simulationRequest,
} from "./policy.ts";

export const policySchemas = {
  PolicyList: policyList,
  PolicyRule: policyRuleView,
  PolicyRuleRequest: policyRuleRequest,
  PoliciesRequest: policiesRequest,
  PolicyCheck: policyCheck,
  ReadOnlyRequest: readOnlyRequest,
  SimulationRequest: simulationRequest,
  Simulation: simulation,
  Permit: permitView,
  PermitList: permitList,
} as const;

export const describedPolicies: Record<string, Described> = {
  "GET /api/policies": { does: "Lists the rules and the read-only switches.", gives: { 200: "PolicyList" } },
  "PUT /api/policies": {
    does: "Replaces all rules by these.",
    takes: "PoliciesRequest",
    gives: { 200: "PolicyList" },
  },
  "GET /api/policies/:id": { does: "Shows one rule.", gives: { 200: "PolicyRule" } },
  "PUT /api/policies/:id": {
    does: "Makes or changes a rule.",
    takes: "PolicyRuleRequest",
    gives: { 200: "PolicyRule" },
  },
  "DELETE /api/policies/:id": { does: "Removes a rule.", gives: { 204: "nothing" } },
  "POST /api/policies/check": {
    does: "Tells what a rule would mean, or what is wrong with it; nothing is stored.",
    takes: "PolicyRuleRequest",
    gives: { 200: "PolicyCheck" },
  },
  "PUT /api/policies/read-only": {
    does: "Switches the hub or one machine to read-only, or back.",
    takes: "ReadOnlyRequest",
    gives: { 200: "PolicyList" },
  },
  "POST /api/policies/simulation": {
    does: "Tells what would happen if somebody asked for something; nothing runs.",
    takes: "SimulationRequest",
    gives: { 200: "Simulation" },
  },
  "GET /api/permits": { does: "Lists the standing permissions.", gives: { 200: "PermitList" } },
  "DELETE /api/permits/:id": { does: "Revokes a standing permission.", gives: { 200: "Permit" } },
};
