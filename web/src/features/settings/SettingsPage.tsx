import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { LoadingLines } from "~/ui/Loading.tsx";
import { PageHeading } from "~/ui/Page.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import classes from "./Settings.module.css";
import type { SectionName } from "./sections.ts";

/** Each part comes when it is looked at. */
const sections = [
  {
    name: "organisation",
    label: m.settings_organisation,
    action: "revise_settings",
    Part: lazy(() => import("./OrganisationPart.tsx")),
  },
  {
    name: "calendar",
    label: m.settings_calendar,
    action: "revise_settings",
    Part: lazy(() => import("./CalendarPart.tsx")),
  },
  {
    name: "reminders",
    label: m.settings_reminders,
    action: "revise_settings",
    Part: lazy(() => import("./RemindersPart.tsx")),
  },
  {
    name: "mail",
    label: m.settings_mail,
    action: "revise_settings",
    Part: lazy(() => import("./MailPart.tsx")),
  },
  {
    name: "usage",
    label: m.settings_usage,
    action: "revise_settings",
    Part: lazy(() => import("./UsagePart.tsx")),
  },
  {
    name: "tokens",
    label: m.settings_tokens,
    action: "use_tokens",
    Part: lazy(() => import("./TokensPart.tsx")),
  },
  {
    name: "end",
    label: m.settings_end,
    action: "close_organisation",
    Part: lazy(() => import("./EndPart.tsx")),
  },
] as const;

export function SettingsPage({ org, section }: { org: string; section: SectionName | undefined }) {
  const { me, name } = useOrganisation(org);
  const open = sections.filter(({ action }) => may(me, action));
  const shown = open.find((one) => one.name === section) ?? open[0];
  if (!shown) return <PageHeading title={m.settings()} below={m.settings_not_yours()} />;
  const { Part } = shown;
  return (
    <>
      <PageHeading title={m.settings()} tabTitle={`${shown.label()} · ${m.settings()}`} below={name} />
      <nav aria-label={m.settings()} className={classes.parts}>
        {open.map((one) => (
          <Link
            key={one.name}
            to="/o/$org/settings"
            params={{ org }}
            search={{ section: one.name }}
            className={classes.part}
            aria-current={one === shown ? "page" : undefined}
          >
            {one.label()}
          </Link>
        ))}
      </nav>
      <Suspense fallback={<LoadingLines lines={6} />}>
        <Part key={shown.name} org={org} />
      </Suspense>
    </>
  );
}
