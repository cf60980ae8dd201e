import { Button, FileButton, Group, Select, Stack, Text } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import type { OrganisationChange } from "~/api/client.ts";
import { countries } from "~/lib/places.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import { ZoneSelect } from "~/ui/ZoneSelect.tsx";
import { useLogoUpload, useSettingsChange } from "./changes.ts";
import { NameField } from "./NameField.tsx";
import { settingsQuery } from "./queries.ts";
import classes from "./Settings.module.css";

/** The organisation's name and place, and its logo. */
export default function OrganisationPart({ org }: { org: string }) {
  const { data: settings } = useSuspenseQuery(settingsQuery(org));
  const { change, takeBack, draft, error, conflict, pending } = useSettingsChange(org);
  const upload = useLogoUpload(org, (logo) =>
    change({ body: { logo }, words: m.logo(), done: () => notifySaved(m.saved()) }),
  );
  const errors = fieldErrors(error);
  const said = draft && "said" in draft ? draft.said : null;
  const save = (body: OrganisationChange, before: OrganisationChange) =>
    change({
      body: { said: body },
      words: Object.values(body).join(", "),
      done: () => notifySaved(m.saved(), () => takeBack({ said: body }, { said: before })),
    });
  const { name, zone, country, logo } = settings;
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error ?? upload.error} />
      <Stack maw={440} mb={40}>
        <NameField
          value={said?.name ?? name}
          error={errors.name}
          onCommit={(next) => save({ name: next }, { name })}
        />
        <ZoneSelect
          description={m.settings_zone_why()}
          value={said?.zone ?? zone}
          error={errors.zone}
          onChange={(next) => save({ zone: next }, { zone })}
        />
        <Select
          label={m.country()}
          data={countries()}
          searchable
          allowDeselect={false}
          value={said?.country ?? country}
          error={errors.country}
          onChange={(next) => next && next !== country && save({ country: next }, { country })}
        />
      </Stack>
      <Section title={m.logo()}>
        <p className={classes.why}>{m.logo_why()}</p>
        {logo && (
          <img
            className={classes.logo}
            src={logo.href}
            width={logo.width}
            height={logo.height}
            alt={m.logo_of({ name })}
          />
        )}
        {errors.upload && (
          <Text c="var(--tone-red)" role="alert" mt="sm">
            {m.logo_refused({ why: errors.upload })}
          </Text>
        )}
        <Group gap="sm" mt="sm">
          <FileButton
            accept="image/png,image/jpeg,image/webp"
            onChange={(file) => file && upload.mutate(file)}
          >
            {(props) => (
              <Button {...props} variant="default" loading={upload.isPending || pending}>
                {logo ? m.logo_replace() : m.logo_choose()}
              </Button>
            )}
          </FileButton>
          {logo && (
            <Button
              variant="subtle"
              onClick={() =>
                change({ body: { logo: null }, words: m.logo(), done: () => notifySaved(m.logo_removed()) })
              }
            >
              {m.logo_remove()}
            </Button>
          )}
        </Group>
      </Section>
    </>
  );
}
