import { requestId } from "@/app/_server/context";
import { errorResponse } from "@/app/_server/error-response";
import { receiveEvent } from "@/lib/billing";

/** Raw bytes → verified → stored → 2xx. The work is a job. */
export async function POST(request: Request): Promise<Response> {
  try {
    const body = new Uint8Array(await request.arrayBuffer());
    const { accepted } = await receiveEvent(body, request.headers.get("stripe-signature") ?? undefined);
    return Response.json({ received: true, accepted });
  } catch (error) {
    const { pathname } = new URL(request.url);
    return errorResponse(error, { method: "POST", url: pathname, requestId: await requestId() });
  }
}
