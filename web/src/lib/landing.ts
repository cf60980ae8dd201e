import type { RoleName } from "~/api/client.ts";

/** Who looks after the whole begins with how far it is; whoever has something to do begins with that. */
const whole: RoleName[] = ["owner", "admin", "manager", "auditor"];

/** Where somebody begins in an organisation. */
export const landing = (roles: RoleName[]) =>
  roles.some((role) => whole.includes(role)) ? ("/o/$org" as const) : ("/o/$org/my-work" as const);
