export type { Budget, LimitWindow } from "./api/budget";
export type { Github, InstallationFacts } from "./api/github";
export { github, makeGithub } from "./api/github";
export type { GraphqlAnswer, GraphqlError, InstallationClient } from "./api/installation-client";
export { beginInstallation } from "./install/begin-installation";
export { bindInstallation } from "./install/bind-installation";
export type { ProvenInstallation } from "./install/return-from-github";
export { acceptSetup, proveInstallation } from "./install/return-from-github";
export type { BranchFile, RepositoryName } from "./propose/file-at-branch";
export { readBranchFile } from "./propose/file-at-branch";
export type { Proposal, PullRequest } from "./propose/propose-change";
export { proposeChange } from "./propose/propose-change";
export type { Hint } from "./read-delivery";
export type { Delivery } from "./receive-webhook";
export { DELIVERY_BYTES_MAX, receiveWebhook } from "./receive-webhook";
export { pruneDeliveries } from "./store/inbox-store";
export type { InstallationRow } from "./store/installation-store";
export {
  findInstallation,
  findTenantOfInstallation,
  listConnectedTenants,
  listInstallations,
  saveBudget,
  setInstallationStatus,
  updateInstallation,
} from "./store/installation-store";
export type { AddressedHints } from "./take-delivery";
export { takeDelivery } from "./take-delivery";
