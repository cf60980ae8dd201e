import { Button, Group } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { Control, Organisation } from "~/api/client.ts";
import { isFailure } from "~/api/failure.ts";
import { may } from "~/lib/permissions.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import text from "~/ui/text.module.css";
import { sendNotes } from "./changes.ts";
import { NotesConflict } from "./NotesConflict.tsx";
import { NotesText } from "./NotesText.tsx";
import { isTooLong, type NotesNode, sameNotes } from "./notes.ts";
import { controlQuery, readControl } from "./queries.ts";

const NotesEditor = lazy(() => import("./NotesEditor.tsx"));

/** How a requirement or control is met, in the organisation's own words: read, or written and saved as one. */
export function Notes({ organisation, control }: { organisation: Organisation; control: Control }) {
  const [editing, setEditing] = useState(false);
  const editable = may(organisation.me, "revise_control", control.owner?.id ?? null);
  const notes = control.notes as unknown as NotesNode | null;
  return (
    <Section
      title={m.notes_title()}
      aside={
        editable &&
        !editing && (
          <Button variant="subtle" size="compact-sm" onClick={() => setEditing(true)}>
            {notes ? m.notes_edit() : m.notes_write()}
          </Button>
        )
      }
    >
      {editing ? (
        <Writing org={organisation.slug} control={control} onClose={() => setEditing(false)} />
      ) : notes ? (
        <NotesText notes={notes} />
      ) : (
        <p className={text.soft}>{editable ? m.notes_none_write() : m.notes_none()}</p>
      )}
    </Section>
  );
}

function Writing({ org, control, onClose }: { org: string; control: Control; onClose: () => void }) {
  const queryClient = useQueryClient();
  // What is on the page moves on meanwhile: what is saved is saved over what one began with.
  const [began] = useState(control);
  const [mine, setMine] = useState(control.notes as unknown as NotesNode | null);
  const [theirs, setTheirs] = useState<Control | null>(null);
  const save = useMutation({
    mutationFn: async (over: Control): Promise<Control | null> => {
      try {
        return await sendNotes(org, control.id, over.version, mine);
      } catch (error) {
        if (!isFailure(error, "stale_version")) throw error;
        const latest = await readControl(org, control.id);
        // Something else of it changed: its notes are the ones that were begun with.
        if (sameNotes(latest.notes, over.notes)) {
          return await sendNotes(org, control.id, latest.version, mine);
        }
        setTheirs(latest);
        return null;
      }
    },
    onSuccess: (saved) => {
      if (!saved) return;
      queryClient.setQueryData(controlQuery(org, control.id).queryKey, saved);
      void queryClient.invalidateQueries({ queryKey: ["o", org] });
      onClose();
      notifySaved(m.notes_saved());
    },
  });
  const tooLong = mine !== null && isTooLong(mine);
  const saveOver = (over: Control) => {
    if (!tooLong && !save.isPending) save.mutate(over);
  };
  if (theirs) {
    return (
      <NotesConflict
        mine={mine}
        theirs={theirs.notes as unknown as NotesNode | null}
        pending={save.isPending}
        error={save.error}
        onMine={() => saveOver(theirs)}
        onTheirs={() => {
          queryClient.setQueryData(controlQuery(org, control.id).queryKey, theirs);
          onClose();
        }}
      />
    );
  }
  return (
    <>
      <FailureNotice error={save.error} />
      <Suspense fallback={<LoadingLines lines={4} />}>
        <NotesEditor value={mine} onChange={setMine} onSave={() => saveOver(began)} />
      </Suspense>
      {tooLong && (
        <p role="alert" className={text.late}>
          {m.notes_too_long()}
        </p>
      )}
      <Group mt="sm">
        <Button onClick={() => saveOver(began)} loading={save.isPending} disabled={tooLong}>
          {m.notes_save()}
        </Button>
        <Button variant="default" onClick={onClose}>
          {m.cancel()}
        </Button>
      </Group>
    </>
  );
}
