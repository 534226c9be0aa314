import { AppError } from "@/lib/platform/errors";
import { type Auth, type HttpInput, SECRET_HOLE } from "../model/definition";

export type Secrets = Readonly<Record<string, string>>;

function secretOf(secrets: Secrets, name: string): string {
  const value = secrets[name];
  if (value === undefined || value === "")
    throw new AppError("precondition", `The secret "${name}" has not been entered.`, {
      details: { secret: name },
    });
  return value;
}

/** Puts secrets into a header's value. */
export function fillHeader(template: string, secrets: Secrets): string {
  return template.replace(SECRET_HOLE, (_, name: string) => secretOf(secrets, name));
}

/** Puts secrets into a JSON text, each escaped for the string it stands in. */
export function fillBody(template: string, secrets: Secrets): string {
  return template.replace(SECRET_HOLE, (_, name: string) =>
    JSON.stringify(secretOf(secrets, name)).slice(1, -1),
  );
}

/** Headers that sign a request; those of an exchange need its token. */
function authHeaders(auth: Auth, secrets: Secrets, token: string | undefined): Record<string, string> {
  switch (auth.kind) {
    case "none":
      return {};
    case "bearer":
      return { authorization: `Bearer ${secretOf(secrets, auth.secret)}` };
    case "basic":
      return {
        authorization: `Basic ${Buffer.from(`${auth.user}:${secretOf(secrets, auth.secret)}`).toString("base64")}`,
      };
    case "header":
      return { [auth.header.toLowerCase()]: secretOf(secrets, auth.secret) };
    case "exchange":
      return token === undefined ? {} : { authorization: `Bearer ${token}` };
    default: {
      const never: never = auth;
      return never;
    }
  }
}

/** All headers of a request: what the definition names, signed. */
export function requestHeaders(
  input: HttpInput,
  secrets: Secrets,
  token: string | undefined,
): Record<string, string> {
  const own = Object.fromEntries(
    input.headers.map((header) => [header.name.toLowerCase(), fillHeader(header.value, secrets)]),
  );
  return { accept: "application/json", ...own, ...authHeaders(input.auth, secrets, token) };
}
