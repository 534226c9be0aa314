import { cookies, headers } from "next/headers";
import { requestId } from "./context";

/** What sign-in needs to know of the browser: its cookies and the address it calls from. */
export async function readCaller() {
  const [cookieStore, headerStore, id] = await Promise.all([cookies(), headers(), requestId()]);
  // The last entry is what the nearest server saw; earlier ones are whatever the client wrote.
  const clientAddress = headerStore.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
  return {
    cookies: Object.fromEntries(cookieStore.getAll().map((cookie) => [cookie.name, cookie.value])),
    clientAddress,
    requestId: id,
  };
}
