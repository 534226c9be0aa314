/** Cookie with "1" when the member keeps the rail narrow; the tenant layout reads it for `AppShell.collapsed`. */
export const RAIL_COOKIE = "portico_rail";
