import { sha256 } from "@/lib/platform/crypto";
import { asSystem } from "@/lib/platform/db";
import { deleteSessionRow } from "./store/session-store";

/** Ends the session of this cookie. The next request with it is refused. */
export async function signOut(token: string): Promise<void> {
  await asSystem("sign-out", (db) => deleteSessionRow(db, sha256(token)));
}
