import { Button, Group, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Organisation } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import { useAssignees } from "../people/queries.ts";
import { CommentField } from "./CommentField.tsx";
import { CommentItem } from "./CommentItem.tsx";
import classes from "./Conversation.module.css";
import { conversationQuery, useSaying } from "./queries.ts";
import { kept } from "./words.ts";

/** What people say about a thing, and who follows it. */
export function Conversation({ organisation, subject }: { organisation: Organisation; subject: string }) {
  const { me, slug } = organisation;
  const said = useQuery(conversationQuery(slug, subject));
  const people = useAssignees(slug);
  const saying = useSaying(slug, subject);
  const [draft, setDraft] = useState("");
  if (said.isPending) return <LoadingLines lines={3} />;
  if (said.isError) return <FailureNotice error={said.error} onRetry={() => said.refetch()} />;
  const { items, followers } = said.data;
  const follows = followers.some((one) => one.id === me.person_id);
  const follow = (next: boolean) =>
    saying.mutate(
      { follows: next },
      {
        onSuccess: () =>
          notifySaved(next ? m.followed() : m.unfollowed(), () =>
            saying.mutateAsync({ follows: !next }).then(() => m.undo_done()),
          ),
      },
    );
  const send = () =>
    draft.trim() && saying.mutate({ add: kept(draft, people) }, { onSuccess: () => setDraft("") });
  return (
    <Section
      title={m.conversation()}
      aside={
        <Button variant="subtle" size="compact-sm" aria-pressed={follows} onClick={() => follow(!follows)}>
          {follows ? m.follow_stop() : m.follow_begin()}
        </Button>
      }
    >
      <Text size="xs" c="dimmed" mb="sm">
        {followers.length > 0
          ? m.followers({ names: followers.map((one) => one.name).join(", ") })
          : m.followers_none()}
      </Text>
      <ul className={classes.list} aria-label={m.conversation()}>
        {items.map((comment) => (
          <CommentItem
            key={comment.id}
            organisation={organisation}
            subject={subject}
            comment={comment}
            people={people}
          />
        ))}
      </ul>
      {may(me, "comment", me.person_id) && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <FailureNotice error={saying.error} />
          <CommentField
            label={m.comment_new()}
            value={draft}
            people={people}
            onChange={setDraft}
            onSend={send}
          />
          <Group mt="xs">
            <Button
              type="submit"
              variant="light"
              size="sm"
              loading={saying.isPending}
              disabled={!draft.trim()}
            >
              {m.comment_send()}
            </Button>
          </Group>
        </form>
      )}
    </Section>
  );
}
