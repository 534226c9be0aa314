/** Alive: the process answers. Says nothing of the stores behind it. */
export const dynamic = "force-dynamic";

export function GET(): Response {
  return Response.json({ status: "ok", pid: process.pid }, { headers: { "cache-control": "no-store" } });
}
