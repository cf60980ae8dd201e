import { Input, Stack, Text } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { lazy, Suspense } from "react";
import type { ProfileChange } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { LocaleSelect, localeName } from "~/ui/LocaleSelect.tsx";
import { NameField } from "~/ui/NameField.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { ZoneSelect } from "~/ui/ZoneSelect.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { Absences } from "./Absences.tsx";
import { AddressTrouble } from "./AddressTrouble.tsx";
import { CopyButton } from "./CopyButton.tsx";
import { useProfileChange } from "./changes.ts";
import { PhotoField } from "./PhotoField.tsx";
import { profileQuery } from "./queries.ts";
import classes from "./Roles.module.css";
import { RolesShown } from "./Roles.tsx";
import { heldNow, placeWords } from "./view.ts";

const ChangePassword = lazy(() => import("../session/ChangePassword.tsx"));
const Choices = lazy(() => import("../notices/Choices.tsx"));

/** What one says of oneself: the name that others read, and where one's morning is. */
export function ProfilePage({ org }: { org: string }) {
  const whole = useOrganisation(org);
  const { name: organisation, today, zone } = whole;
  const { data: me } = useSuspenseQuery(profileQuery(org));
  const { change, takeBack, draft, error, conflict } = useProfileChange(org);
  const errors = fieldErrors(error);
  const held = heldNow(me.history, today);
  const save = (body: ProfileChange, before: ProfileChange, words: string) =>
    change({ body, words, done: () => notifySaved(words, () => takeBack(body, before)) });
  return (
    <>
      <PageHeading title={m.profile()} below={m.profile_below({ organisation })} />
      <AddressTrouble org={org} zone={zone} person={me} mine mayRetry />
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error} />
      <Stack maw={440} mb={40}>
        <PhotoField org={org} me={me} />
        <NameField
          description={m.profile_name_why()}
          autoComplete="name"
          value={draft?.name ?? me.name}
          error={errors.name}
          onCommit={(name) => save({ name }, { name: me.name }, m.name_now({ name }))}
        />
        <ZoneSelect
          description={m.profile_zone_why()}
          value={draft?.zone ?? me.zone}
          error={errors.zone}
          onChange={(zone) => save({ zone }, { zone: me.zone }, m.zone_now({ zone: placeWords(zone) }))}
        />
        <LocaleSelect
          description={m.profile_locale_why()}
          value={draft?.locale ?? me.locale}
          today={today}
          error={errors.locale}
          onChange={(locale) =>
            save({ locale }, { locale: me.locale }, m.locale_now({ name: localeName(locale) }))
          }
        />
        <Input.Wrapper labelElement="div" label={m.address()} description={m.profile_address_why()}>
          <Text size="sm">{me.address}</Text>
        </Input.Wrapper>
      </Stack>
      <Section title={m.teams()}>
        <p className={classes.why}>
          {me.teams.length === 0 ? m.profile_teams_none() : me.teams.map(({ name }) => name).join(", ")}
        </p>
      </Section>
      <Absences organisation={whole} person={me.id} />
      <Suspense fallback={<LoadingLines lines={6} />}>
        <Choices org={org} />
        <ChangePassword />
      </Suspense>
      <Section title={m.roles()}>
        <p className={classes.why}>{held.length === 0 ? m.roles_none_mine() : m.profile_roles_why()}</p>
        <RolesShown held={held} />
      </Section>
      <Section title={m.copy_section()}>
        <p className={classes.why}>{m.copy_why({ organisation })}</p>
        <CopyButton org={org} person={me.id} words={m.copy_mine()} />
      </Section>
    </>
  );
}
