import { ActionIcon, Button, Group, Menu, Text } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import type { Comment, Organisation, PersonRef } from "~/api/client.ts";
import { formatInstant } from "~/lib/dates.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { PersonName } from "~/ui/Face.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { CommentField } from "./CommentField.tsx";
import classes from "./Conversation.module.css";
import { useSaying } from "./queries.ts";
import { kept, pieces, typed } from "./words.ts";

interface Props {
  organisation: Organisation;
  subject: string;
  comment: Comment;
  people: PersonRef[];
}

/** What somebody said; its author may say it differently, and reviewers may take it back, too. */
export function CommentItem({ organisation, subject, comment, people }: Props) {
  const { me, slug, zone } = organisation;
  const [draft, setDraft] = useState<string | null>(null);
  const saying = useSaying(slug, subject);
  const mine = comment.author.id === me.person_id;
  const removes = (mine || me.permissions.review_task === "all") && may(me, "comment", me.person_id);
  const when = formatInstant(comment.created_at, zone);
  if (comment.removed_at) {
    return (
      <li className={classes.item}>
        <Text size="sm" c="dimmed" fs="italic">
          {m.comment_gone({ name: comment.author.name, at: when })}
        </Text>
      </li>
    );
  }
  const everybody = [...people, ...comment.mentions];
  const save = () =>
    draft?.trim() &&
    saying.mutate({ edit: comment, text: kept(draft, everybody) }, { onSuccess: () => setDraft(null) });
  return (
    <li className={classes.item}>
      <div className={classes.head}>
        <span className={classes.author}>
          <PersonName person={comment.author} />
        </span>
        <span className={classes.when}>
          {when}
          {comment.edited_at && ` · ${m.comment_edited()}`}
        </span>
        {removes && draft === null && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size="sm" aria-label={m.comment_more()}>
                <IconDots size={16} aria-hidden="true" />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {mine && (
                <Menu.Item onClick={() => setDraft(typed(comment.text, everybody))}>
                  {m.comment_edit()}
                </Menu.Item>
              )}
              <Menu.Item color="red" onClick={() => saying.mutate({ remove: comment })}>
                {m.comment_remove()}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <FailureNotice error={saying.error} />
      {draft === null ? (
        <p className={classes.text}>
          {pieces(comment.text, comment.mentions).map((piece, index) =>
            typeof piece === "string" ? (
              piece
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have no other name
              <strong key={index} className={classes.called}>
                @{piece.name}
              </strong>
            ),
          )}
        </p>
      ) : (
        <>
          <CommentField
            label={m.comment_edit()}
            value={draft}
            people={people}
            autoFocus
            onChange={setDraft}
            onSend={save}
          />
          <Group mt="xs">
            <Button size="xs" onClick={save} loading={saying.isPending} disabled={!draft.trim()}>
              {m.save()}
            </Button>
            <Button size="xs" variant="default" onClick={() => setDraft(null)}>
              {m.cancel()}
            </Button>
          </Group>
        </>
      )}
    </li>
  );
}
