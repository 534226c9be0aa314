import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { z } from "zod";
import { contextFromSession, loadPerson, requestId } from "@/app/_server/context";
import { connectInstallation } from "@/lib/catalog";
import { proveInstallation } from "@/lib/github";
import { AppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { type Refusal, refusedAddress } from "../refused-address";

const querySchema = z.object({ code: z.string().min(1).max(200), state: z.string().min(20).max(200) });

/** The way back from "who are you" on GitHub: prove the installation, bind it to the tenant the state was made for, start reading. */
export async function GET(request: NextRequest): Promise<Response> {
  const person = await loadPerson();
  if (!person) redirect("/sign-in");
  if (request.nextUrl.searchParams.has("error")) redirect(refusedAddress("denied"));
  const query = querySchema.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!query.success) redirect(refusedAddress("state"));
  redirect(await addressAfterProof({ ...query.data, userId: person.userId }));
}

async function addressAfterProof(input: {
  readonly code: string;
  readonly state: string;
  readonly userId: string;
}): Promise<string> {
  let step: "prove" | "connect" = "prove";
  try {
    const proven = await proveInstallation(input);
    step = "connect";
    const ctx = await contextFromSession(proven.slug);
    const { runId } = await connectInstallation(ctx, proven);
    return `/${proven.slug}/setup/progress?run=${runId}`;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    logger().warn({ reason: error.message, requestId: await requestId() }, "installation refused");
    return refusedAddress(reasonOf(error, step));
  }
}

function reasonOf(error: AppError, step: "prove" | "connect"): Refusal {
  if (error.code === "conflict") return "taken";
  if (step === "connect")
    return error.code === "forbidden" || error.code === "not_found" ? "not_member" : "failed";
  const reason = error.details?.reason;
  return reason === "state" || reason === "not_listed" ? reason : "failed";
}
