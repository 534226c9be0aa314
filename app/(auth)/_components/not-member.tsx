import type { TenantSignInView } from "@/lib/identity";
import { Callout } from "@/lib/ui/callout";

/** For somebody who is signed in, but not as a member of this tenant: who can change that. */
export function NotMember({ email, view }: { readonly email: string; readonly view: TenantSignInView }) {
  const hasSso = view.connections.length > 0;
  return (
    <Callout tone="warn" title={<>{email} is not a member of {view.tenantName}</>}>
      {hasSso ? <p>Single sign-on makes you a member at your first sign-in.</p> : null}
      {view.admins.length > 0 ? (
        <p>
          {hasSso ? "Or ask" : "Ask"} {view.admins.map((admin) => `${admin.name} (${admin.email}, ${admin.role})`).join(" or ")}.
        </p>
      ) : (
        <p>{hasSso ? "Or ask" : "Ask"} an owner or admin of {view.tenantName} to add you.</p>
      )}
    </Callout>
  );
}
