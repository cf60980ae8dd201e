import { ActionIcon, Button, Group, Indicator, Popover, Text } from "@mantine/core";
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Notice, Organisation } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./NoticeBell.module.css";
import { noticesQuery, useRead } from "./queries.ts";

/** Where the pages of each kind of thing are; requirements are shown as controls. */
const pages: Record<
  string,
  | "/o/$org/tasks/$id"
  | "/o/$org/evidence/$id"
  | "/o/$org/controls/$id"
  | "/o/$org/people/$id"
  | "/o/$org/deliveries"
  | "/o/$org/settings"
  | "/o/$org/connections/$id"
> = {
  task: "/o/$org/tasks/$id",
  evidence: "/o/$org/evidence/$id",
  person: "/o/$org/people/$id",
  channel: "/o/$org/deliveries",
  token: "/o/$org/settings",
  connection: "/o/$org/connections/$id",
};

const words: Record<Notice["kind"], (words: { name: string; reference: string }) => string> = {
  mentioned: m.notice_mentioned,
  commented: m.notice_commented,
  assigned: m.notice_assigned,
  review_wanted: m.notice_review_wanted,
  sent_back: m.notice_sent_back,
  completed: m.notice_completed,
  due: m.notice_due,
  held_back: m.notice_held_back,
  address_dead: m.notice_address_dead,
  channel_degraded: ({ reference }) => channels[reference]?.degraded() ?? reference,
  channel_recovered: ({ reference }) => channels[reference]?.recovered() ?? reference,
};

/** What is said of each way of sending. */
const channels: Record<string, { degraded: () => string; recovered: () => string }> = {
  mail: { degraded: m.notice_degraded_mail, recovered: m.notice_recovered_mail },
  direct: { degraded: m.notice_degraded_direct, recovered: m.notice_recovered_direct },
  posted: { degraded: m.notice_degraded_posted, recovered: m.notice_recovered_posted },
  teams: { degraded: m.notice_degraded_teams, recovered: m.notice_recovered_teams },
};

/** What one is told, behind a bell that says how much of it is new. */
export function NoticeBell({ organisation }: { organisation: Organisation }) {
  const { slug, zone } = organisation;
  const [open, setOpen] = useState(false);
  const notices = useQuery(noticesQuery(slug));
  const read = useRead(slug);
  const unread = notices.data?.unread ?? 0;
  return (
    <Indicator
      label={unread > 99 ? "99+" : unread}
      size={16}
      disabled={unread === 0}
      color="red.8"
      offset={4}
    >
      <Popover
        opened={open}
        onChange={setOpen}
        position="bottom-start"
        width={360}
        trapFocus
        returnFocus
        shadow="md"
      >
        <Popover.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={m.notices_unread({ count: unread })}
            onClick={() => setOpen(!open)}
          >
            <IconBell size={20} stroke={1.7} aria-hidden="true" />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown p="sm" aria-label={m.notices()}>
          <Group justify="space-between" mb="xs">
            <Text fw={600}>{m.notices()}</Text>
            {unread > 0 && (
              <Button variant="subtle" size="compact-xs" onClick={() => read.mutate(undefined)}>
                {m.notices_read_all()}
              </Button>
            )}
          </Group>
          {notices.data?.items.length === 0 && (
            <Text size="sm" c="dimmed">
              {m.notices_none()}
            </Text>
          )}
          <ul className={classes.list}>
            {notices.data?.items.map((notice) => (
              <li key={notice.id} data-unread={!notice.read_at} className={classes.item}>
                <Link
                  to={pages[notice.subject_kind] ?? "/o/$org/controls/$id"}
                  params={{ org: slug, id: notice.subject }}
                  search={notice.subject_kind === "token" ? { section: "tokens" } : {}}
                  className={classes.link}
                  onClick={() => {
                    setOpen(false);
                    if (!notice.read_at) read.mutate(notice.id);
                  }}
                >
                  <span className={classes.what}>
                    {words[notice.kind]({
                      name: notice.actor?.name ?? m.actor_system(),
                      // A person has no reference.
                      reference: notice.reference || notice.title,
                    })}
                    {!notice.read_at && ` · ${m.notice_new()}`}
                  </span>
                  <span className={classes.title}>{notice.title}</span>
                  <span className={classes.when}>{formatInstant(notice.at, zone)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </Popover.Dropdown>
      </Popover>
    </Indicator>
  );
}
