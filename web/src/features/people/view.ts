import type { HeldRole, Organisation, PersonRow, RoleName } from "~/api/client.ts";
import { dayOf, formatDate } from "~/lib/dates.ts";
import type { Look } from "~/lib/states.ts";
import { m } from "~/paraglide/messages.js";

interface RoleWords {
  label: () => string;
  /** What the role may do here. */
  may: () => string;
  /** What the standard has to do with it. */
  standard: () => string;
}

export const roles: Record<RoleName, RoleWords> = {
  owner: { label: m.role_owner, may: m.role_owner_may, standard: m.role_owner_standard },
  admin: { label: m.role_admin, may: m.role_admin_may, standard: m.role_admin_standard },
  manager: { label: m.role_manager, may: m.role_manager_may, standard: m.role_manager_standard },
  contributor: {
    label: m.role_contributor,
    may: m.role_contributor_may,
    standard: m.role_contributor_standard,
  },
  auditor: { label: m.role_auditor, may: m.role_auditor_may, standard: m.role_auditor_standard },
  staff: { label: m.role_staff, may: m.role_staff_may, standard: m.role_staff_standard },
};

export const roleNames = Object.keys(roles) as RoleName[];

export const isOwner = ({ roles }: { roles: RoleName[] }) => roles.includes("owner");

/** The roles that this person may give to somebody who is no owner. */
export const givable = (me: Organisation["me"]) =>
  roleNames.filter((role) => role !== "owner" || isOwner(me));

/** Whether the person signs in, is asked to, or no longer does. */
export function accountLook(
  person: Pick<PersonRow, "active" | "has_account" | "invited_until">,
  { zone, today }: Pick<Organisation, "zone" | "today">,
): Look {
  if (!person.active) return { label: m.account_left, shape: "slash", tone: "grey" };
  if (person.has_account) return { label: m.account_signs_in, shape: "full", tone: "green" };
  if (!person.invited_until) return { label: m.account_none, shape: "empty", tone: "grey" };
  const day = dayOf(person.invited_until, zone);
  if (day < today) return { label: m.account_invitation_over, shape: "alert", tone: "amber" };
  return { label: () => m.account_invited({ date: formatDate(day) }), shape: "dot", tone: "blue" };
}

/** Mail to the address comes back for good. */
export const addressDead: Look = { label: m.address_dead_title, shape: "alert", tone: "amber" };

/** The roles of today, in the order of the table. */
export const heldNow = (history: HeldRole[], today: string) =>
  history
    .filter(({ from, until }) => from <= today && (!until || today <= until))
    .sort((a, b) => roleNames.indexOf(a.role) - roleNames.indexOf(b.role));

/** A role that was given and taken on the same day was never held. */
export const everHeld = (history: HeldRole[]) => history.filter(({ from, until }) => !until || from <= until);

/** `Europe/Isle_of_Man` as people write it. */
export const placeWords = (zone: string) => zone.replaceAll("_", " ");
