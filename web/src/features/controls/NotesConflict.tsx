import { Button } from "@mantine/core";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { Notice } from "~/ui/Notice.tsx";
import text from "~/ui/text.module.css";
import classes from "./Notes.module.css";
import { NotesText } from "./NotesText.tsx";
import type { NotesNode } from "./notes.ts";

interface Props {
  mine: NotesNode | null;
  theirs: NotesNode | null;
  pending: boolean;
  error: unknown;
  onMine: () => void;
  onTheirs: () => void;
}

/** Somebody else saved other notes first: both are shown, and the person decides. */
export function NotesConflict({ mine, theirs, pending, error, onMine, onTheirs }: Props) {
  return (
    <>
      <FailureNotice error={error} />
      <Notice
        tone="amber"
        title={m.conflict_title()}
        actions={
          <>
            <Button size="xs" onClick={onTheirs} disabled={pending}>
              {m.notes_take_theirs()}
            </Button>
            <Button size="xs" variant="default" onClick={onMine} loading={pending}>
              {m.conflict_keep_mine()}
            </Button>
          </>
        }
      >
        <p>{m.notes_conflict()}</p>
      </Notice>
      <div className={classes.both}>
        <Version title={m.notes_theirs()} notes={theirs} />
        <Version title={m.notes_mine()} notes={mine} />
      </div>
    </>
  );
}

function Version({ title, notes }: { title: string; notes: NotesNode | null }) {
  return (
    <section aria-label={title}>
      <p className={classes.versionTitle}>{title}</p>
      {notes ? <NotesText notes={notes} /> : <p className={text.soft}>{m.notes_none()}</p>}
    </section>
  );
}
