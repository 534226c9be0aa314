import { cookies } from "next/headers";

type SameSite = "lax" | "strict" | "none";
const SAME_SITES: readonly SameSite[] = ["lax", "strict", "none"];

/** Sets whole Set-Cookie lines, as next-auth makes them, from a Server Action. */
export async function setCookieLines(lines: readonly string[]): Promise<void> {
  const store = await cookies();
  for (const line of lines) {
    const [pair = "", ...attributes] = line.split(/;\s*/);
    const at = pair.indexOf("=");
    const named = new Map(
      attributes.map((attribute) => {
        const [name = "", value = ""] = attribute.split("=", 2);
        return [name.toLowerCase(), value] as const;
      }),
    );
    const maxAge = named.get("max-age");
    const expires = named.get("expires");
    const sameSite = SAME_SITES.find((name) => name === named.get("samesite")?.toLowerCase());
    store.set(pair.slice(0, at), decodeURIComponent(pair.slice(at + 1)), {
      path: named.get("path") ?? "/",
      httpOnly: named.has("httponly"),
      secure: named.has("secure"),
      ...(sameSite ? { sameSite } : {}),
      ...(maxAge === undefined ? {} : { maxAge: Number(maxAge) }),
      ...(expires === undefined ? {} : { expires: new Date(expires) }),
    });
  }
}
