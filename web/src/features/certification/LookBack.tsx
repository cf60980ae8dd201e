import { Button, Group, Popover } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Certification, Organisation } from "~/api/client.ts";
import { formatDate } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { DateField } from "~/ui/DateField.tsx";
import classes from "./Certification.module.css";

interface Props {
  organisation: Organisation;
  certification: Certification;
  onLook: (day: string | null) => void;
}

/** The plan as pages, and how it stood on a day that has passed. */
export function LookBack({ organisation, certification: one, onLook }: Props) {
  const [opened, setOpened] = useState(false);
  const { slug, today } = organisation;
  const query = one.as_of ? `?as_of=${one.as_of}` : "";
  return (
    <Group gap="xs">
      {one.may.manage && (
        <Button
          variant="default"
          renderRoot={(props) => (
            <Link {...props} to="/o/$org/certifications/$id/quotations" params={{ org: slug, id: one.id }} />
          )}
        >
          {m.quotations()}
        </Button>
      )}
      <Button
        component="a"
        href={`/api/v1/o/${slug}/certifications/${one.id}/plan.pdf${query}`}
        download
        variant="default"
        title={m.plan_why()}
      >
        {m.plan_print()}
      </Button>
      <Popover opened={opened} onChange={setOpened} position="bottom-end" trapFocus>
        <Popover.Target>
          <Button variant="default" onClick={() => setOpened((open) => !open)}>
            {m.as_of_look()}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <DateField
            label={m.as_of()}
            value={one.as_of}
            today={today}
            max={today}
            onCommit={(day) => {
              setOpened(false);
              // What is today, or to come, is not looked back at.
              onLook(day && day < today ? day : null);
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </Group>
  );
}

/** That it is not today which is shown, and the way back. */
export function AsOf({ day, onBack }: { day: string; onBack: () => void }) {
  return (
    <div className={classes.back} role="status">
      <span>{m.as_of_shown({ date: formatDate(day) })}</span>
      <Button size="compact-sm" variant="default" onClick={onBack}>
        {m.as_of_back()}
      </Button>
    </div>
  );
}
