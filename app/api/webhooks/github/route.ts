import type { NextRequest } from "next/server";
import { requestId } from "@/app/_server/context";
import { errorResponse } from "@/app/_server/error-response";
import { readBytes } from "@/app/_server/read-bytes";
import { DELIVERY_BYTES_MAX, receiveWebhook } from "@/lib/github";

/** Verified, stored, answered; the work is a job. What is not stored is a 5xx, so that GitHub lists it as failed. */
export async function POST(request: NextRequest): Promise<Response> {
  try {
    const { accepted } = await receiveWebhook({
      body: await readBytes(request, DELIVERY_BYTES_MAX),
      deliveryId: request.headers.get("x-github-delivery") ?? undefined,
      event: request.headers.get("x-github-event") ?? undefined,
      signature: request.headers.get("x-hub-signature-256") ?? undefined,
    });
    return Response.json({ accepted }, { status: 202, headers: { "cache-control": "no-store" } });
  } catch (error) {
    const { pathname } = new URL(request.url);
    return errorResponse(error, { method: "POST", url: pathname, requestId: await requestId() });
  }
}
