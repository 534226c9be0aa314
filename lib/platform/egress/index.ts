export { isPublicAddress } from "./address";
export type { EgressRequest, EgressResponse } from "./egress-fetch";
export { egressFetch } from "./egress-fetch";
