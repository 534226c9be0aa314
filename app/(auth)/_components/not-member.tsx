import type { TenantSignInView } from "@/lib/identity";
import { Callout } from "@/lib/ui/callout";

/** For somebody who is signed in, but not as a member of this tenant: what makes them one, and who can help. */
export function NotMember({ email, view }: { readonly email: string; readonly view: TenantSignInView }) {
  const named = view.admins.map((admin) => `${admin.name} (${admin.email}, ${admin.role})`).join(" or ");
  const who = named === "" ? `an owner or admin of ${view.tenantName}` : named;
  return (
    <Callout
      tone="warn"
      title={
        <>
          {email} is not a member of {view.tenantName}
        </>
      }
    >
      {view.connections.length > 0 ? (
        <p>
          Continue with single sign-on below: it makes you a member at your first sign-in. If it refuses you,
          ask {who}.
        </p>
      ) : (
        <p>
          Members join through single sign-on, which {view.tenantName} has not set up yet. Ask {who} to do so
          in Settings, Single sign-on.
        </p>
      )}
    </Callout>
  );
}
