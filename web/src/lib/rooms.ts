import {
  IconCalendarCheck,
  IconCalendarMonth,
  IconCertificate,
  IconChecklist,
  IconHome,
  IconListCheck,
  IconMailCheck,
  IconPlugConnected,
  IconRosetteDiscountCheck,
  IconSchool,
  IconSettings,
  IconShieldCheck,
  IconTimeline,
  IconUsers,
} from "@tabler/icons-react";
import type { Organisation } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { may } from "./permissions.ts";

/** The nouns that exist, in the order of the navigation; `action` is what is asked of whoever goes there. */
const rooms = [
  { to: "/o/$org", label: m.nav_home, Icon: IconHome, action: "read_controls" },
  { to: "/o/$org/my-work", label: m.nav_my_work, Icon: IconChecklist, action: null },
  { to: "/o/$org/calendar", label: m.nav_calendar, Icon: IconCalendarMonth, action: "read_tasks" },
  { to: "/o/$org/controls", label: m.nav_controls, Icon: IconShieldCheck, action: "read_controls" },
  { to: "/o/$org/tasks", label: m.nav_tasks, Icon: IconListCheck, action: "read_tasks" },
  { to: "/o/$org/evidence", label: m.nav_evidence, Icon: IconCertificate, action: "read_evidence" },
  { to: "/o/$org/reviews", label: m.nav_reviews, Icon: IconCalendarCheck, action: "read_reviews" },
  {
    to: "/o/$org/certifications",
    label: m.nav_certifications,
    Icon: IconRosetteDiscountCheck,
    action: "read_certification",
  },
  { to: "/o/$org/training", label: m.nav_training, Icon: IconSchool, action: "read_training" },
  { to: "/o/$org/people", label: m.nav_people, Icon: IconUsers, action: "read_people" },
  { to: "/o/$org/deliveries", label: m.nav_deliveries, Icon: IconMailCheck, action: "read_deliveries" },
  {
    to: "/o/$org/connections",
    label: m.nav_connections,
    Icon: IconPlugConnected,
    action: "read_connections",
  },
  { to: "/o/$org/trail", label: m.nav_trail, Icon: IconTimeline, action: "read_trail" },
  { to: "/o/$org/settings", label: m.nav_settings, Icon: IconSettings, action: "revise_settings" },
] as const;

/** Those that this person may go to. */
export const roomsFor = (me: Organisation["me"]) =>
  rooms.filter(({ action }) => action === null || may(me, action));
