import { expect, it } from "vitest";
import { startTrial } from "@/lib/entitlements";
import { checkSlug, completeSignUp, findMembership, findPendingSignUp, startSignUp } from "@/lib/identity";
import { asSystem, withTenant } from "@/lib/platform/db";
import { parseTenantId } from "@/lib/platform/types";
import { upsertIdentity } from "../store/account-store";

const freshSlug = () => `s${Math.random().toString(36).slice(2, 12)}`;
const collaborators = { startTrial, requestId: "test-request" };

async function makePerson(tenantId?: string) {
  const email = `${freshSlug()}@company.example`;
  const user = await asSystem("test", (db) =>
    upsertIdentity(
      db,
      { provider: "email", issuer: "email", subject: email },
      { email, name: undefined, image: undefined },
    ),
  );
  return { userId: user.id, sessionId: "session", email, name: email, tenantId };
}

it("makes the tenant, its owner, the trial and the audit", async () => {
  const [slug, person] = [freshSlug(), await makePerson()];
  const token = await startSignUp({ name: " Company ", slug }, undefined);
  expect(await completeSignUp(token, person, collaborators)).toEqual({ slug });
  const membership = await findMembership(person, slug);
  expect(membership).toMatchObject({
    name: "Company",
    role: "owner",
    entitlement: { plan: "free", trialPlan: "business" },
  });
  const days = ((membership?.entitlement?.trialEndsAt?.getTime() ?? 0) - Date.now()) / 86_400_000;
  expect(Math.round(days)).toBe(14);
  const rows = await withTenant({ tenantId: parseTenantId(membership?.tenantId ?? "") }, (db) =>
    db.sql("SELECT action FROM audit_event"),
  );
  expect(rows).toEqual([{ action: "tenancy.tenant.created" }]);
});

it("keeps what was typed, and changes it in place", async () => {
  const [first, second] = [freshSlug(), freshSlug()];
  const token = await startSignUp({ name: "One", slug: first }, undefined);
  expect(await findPendingSignUp(token)).toEqual({ name: "One", slug: first });
  expect(await startSignUp({ name: "Two", slug: second }, token)).toBe(token);
  expect(await findPendingSignUp(token)).toEqual({ name: "Two", slug: second });
});

it("makes one tenant when it is completed twice at the same moment", async () => {
  const person = await makePerson();
  const token = await startSignUp({ name: "Company", slug: freshSlug() }, undefined);
  const results = await Promise.allSettled([1, 2, 3].map(() => completeSignUp(token, person, collaborators)));
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
});

it("keeps the entry when somebody else got the address first", async () => {
  const slug = freshSlug();
  const [one, two] = [
    await startSignUp({ name: "One", slug }, undefined),
    await startSignUp({ name: "Two", slug }, undefined),
  ];
  await completeSignUp(one, await makePerson(), collaborators);
  await expect(completeSignUp(two, await makePerson(), collaborators)).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await findPendingSignUp(two)).toEqual({ name: "Two", slug });
});

// A person of one company's identity provider must not own a portal that only that provider could open.
it("refuses a session of a company's single sign-on", async () => {
  const token = await startSignUp({ name: "Company", slug: freshSlug() }, undefined);
  await expect(
    completeSignUp(token, await makePerson("11111111-1111-4111-8111-111111111111"), collaborators),
  ).rejects.toMatchObject({ code: "forbidden" });
});

it("knows free, taken, reserved and impossible addresses", async () => {
  const slug = freshSlug();
  expect(await checkSlug(slug)).toEqual({ kind: "free" });
  await completeSignUp(
    await startSignUp({ name: "Company", slug }, undefined),
    await makePerson(),
    collaborators,
  );
  expect(await checkSlug(slug)).toMatchObject({ kind: "taken", suggestion: `${slug}-hq` });
  for (const word of ["api", "sign-in", "sign-up", "pricing", "healthz", "settings", "_next", "A B"])
    expect(await checkSlug(word)).toMatchObject({ kind: "invalid" });
  await expect(startSignUp({ name: "Company", slug }, undefined)).rejects.toMatchObject({ code: "conflict" });
});
