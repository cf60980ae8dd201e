import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Organisation, SavedView } from "~/api/client.ts";
import { type ListLook, lookOf } from "~/lib/look.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { useViewChanges } from "./changes.ts";
import { Gone } from "./Gone.tsx";
import { type ListName, viewsQuery } from "./queries.ts";
import classes from "./ViewBar.module.css";
import { type Purpose, ViewDialog } from "./ViewDialog.tsx";
import { ViewMenu } from "./ViewMenu.tsx";
import { ViewSteps } from "./ViewSteps.tsx";

interface Props {
  organisation: Organisation;
  list: ListName;
  search: ListLook & { sort?: string };
  /** Opens the list like this; without anything it is the whole list. */
  onOpen: (search: Record<string, string>) => void;
}

const differs = (one: Record<string, string>, other: Record<string, string>) =>
  JSON.stringify(Object.entries(one).sort()) !== JSON.stringify(Object.entries(other).sort());

/** Which view of the list is open, the others, and what can be done with it. */
export function ViewBar({ organisation, list, search, onOpen }: Props) {
  const { slug } = organisation;
  const views = useQuery(viewsQuery(slug, list));
  const { save, revise, remove, openWith } = useViewChanges(slug, list);
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const now = lookOf(search);
  const open = (view: SavedView | null) => onOpen(view ? { ...view.query, view: view.id } : {});
  const view = views.data?.find((each) => each.id === search.view) ?? null;
  const changed = view !== null && differs(now, view.query);
  const removeIt = (gone: SavedView) =>
    remove.mutate(gone, {
      onSuccess: () => {
        open(null);
        notifySaved(m.view_removed({ name: gone.name }), async () => {
          const { name, query, shared } = gone;
          const back = await save.mutateAsync({ name, query, shared, key: crypto.randomUUID() });
          if (gone.default) await openWith.mutateAsync({ id: back.id, chosen: true });
          return m.view_back({ name });
        });
      },
    });
  return (
    <>
      <div className={classes.bar}>
        <ViewMenu list={list} views={views.data ?? []} open={view} changed={changed} onOpen={open} />
        {changed && view.changeable && (
          <Button
            size="xs"
            variant="default"
            loading={revise.isPending}
            onClick={() =>
              revise.mutate(
                { view, change: { query: now } },
                { onSuccess: () => notifySaved(m.view_saved({ name: view.name })) },
              )
            }
          >
            {m.view_save_changes()}
          </Button>
        )}
        {(view ? changed : Object.keys(now).length > 0) && (
          <Button size="xs" variant="subtle" onClick={() => setPurpose({ kind: "save" })}>
            {view ? m.view_save_as() : m.view_save()}
          </Button>
        )}
        {view && (
          <ViewSteps
            view={view}
            me={organisation.me}
            onRename={() => setPurpose({ kind: "rename", view })}
            onShare={(shared) =>
              revise.mutate(
                { view, change: { shared } },
                { onSuccess: () => notifySaved(shared ? m.view_shared() : m.view_unshared()) },
              )
            }
            onDefault={(chosen) => openWith.mutate({ id: view.id, chosen })}
            onRemove={() => removeIt(view)}
          />
        )}
      </div>
      <FailureNotice error={revise.error ?? remove.error ?? openWith.error} />
      {views.isSuccess && search.view && !view && <Gone />}
      {view && <Gone view={view} />}
      <ViewDialog
        purpose={purpose}
        organisation={organisation}
        list={list}
        query={now}
        onClose={() => setPurpose(null)}
        onSaved={(saved) => open(saved)}
      />
    </>
  );
}
