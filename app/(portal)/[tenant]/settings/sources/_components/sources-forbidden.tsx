import { ROLE_TITLES, rolesWith } from "@/lib/access";
import { ForbiddenState } from "@/lib/ui/forbidden-state";

export function SourcesForbidden({ tenantName }: { readonly tenantName: string }) {
  const grantedBy = rolesWith("catalog.source.manage")
    .map((role) => ROLE_TITLES[role].toLowerCase())
    .join(" or ");
  return (
    <ForbiddenState
      to="manage where the catalog comes from"
      permission="catalog.source.manage"
      grantedBy={`an ${grantedBy} of ${tenantName}`}
    />
  );
}
