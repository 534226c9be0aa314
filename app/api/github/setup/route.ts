import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { z } from "zod";
import { loadPerson } from "@/app/_server/context";
import { acceptSetup } from "@/lib/github";
import { AppError } from "@/lib/platform/errors";
import { refusedAddress } from "../refused-address";
import { settingsOfInstallation } from "../settings-of-installation";

const querySchema = z.object({
  installation_id: z.coerce.number().int().positive().optional(),
  setup_action: z.string().optional(),
  state: z.string().min(20).max(200).optional(),
});

/** GitHub sends the browser here after its install page. What the address says is a claim; the callback proves it. */
export async function GET(request: NextRequest): Promise<Response> {
  const person = await loadPerson();
  if (!person)
    redirect(
      `/sign-in?callbackUrl=${encodeURIComponent(`${request.nextUrl.pathname}${request.nextUrl.search}`)}`,
    );
  const query = querySchema.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!query.success) redirect(refusedAddress("state"));
  const { installation_id: installationId, setup_action: action, state } = query.data;
  // A member who may not install asks the organisation's owners; GitHub sends them back without an installation.
  if (action === "request" || installationId === undefined)
    redirect(refusedAddress(action === "request" ? "requested" : "state"));
  if (state === undefined)
    redirect((await settingsOfInstallation(person, installationId)) ?? refusedAddress("state"));
  redirect(await addressAfterSetup(state, person.userId, installationId));
}

async function addressAfterSetup(state: string, userId: string, installationId: number): Promise<string> {
  try {
    return (await acceptSetup({ state, userId, installationId })).url;
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") return refusedAddress("state");
    throw error;
  }
}
