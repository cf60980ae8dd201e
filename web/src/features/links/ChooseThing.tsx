import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { thingLook } from "~/lib/things.ts";
import { m } from "~/paraglide/messages.js";
import { Chooser } from "~/ui/Chooser.tsx";
import { findQuery, LONGEST } from "../find/queries.ts";
import type { Other } from "./changes.ts";
import { tasksToLinkQuery } from "./queries.ts";

interface Props {
  org: string;
  taken: string[];
  /** Whether only one's own tasks may be linked. */
  mine?: boolean;
  onChoose: (other: Other) => void;
  onClose: () => void;
}

const KINDS = ["task", "control", "requirement", "evidence"];

/** Chooses anything that a task may be linked to. */
export function ChooseThing({ org, taken, onChoose, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim().slice(0, LONGEST), 250);
  const found = useQuery(findQuery(org, asked));
  const things = asked
    ? (found.data?.items ?? []).filter(({ kind, id }) => KINDS.includes(kind) && !taken.includes(id))
    : [];
  return (
    <Chooser
      label={m.links_more()}
      search={m.links_search_things()}
      typed={typed}
      onType={setTyped}
      options={things.map(({ id, kind, reference, title, state }) => ({
        id,
        reference,
        title: title.map((piece) => piece.text).join(""),
        look: thingLook(kind, state),
      }))}
      none={asked && found.isSuccess && !found.isPlaceholderData ? m.links_no_match() : null}
      error={found.error}
      onChoose={(id) => {
        const thing = things.find((each) => each.id === id);
        if (thing) onChoose({ id, reference: thing.reference ?? "" });
      }}
      onClose={onClose}
    />
  );
}

/** Chooses a task; those that changed last come first. */
export function ChooseTask({ org, taken, mine = false, onChoose, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim().slice(0, LONGEST), 250);
  const found = useQuery(tasksToLinkQuery(org, asked, mine));
  const tasks = found.data?.filter(({ id }) => !taken.includes(id)) ?? [];
  return (
    <Chooser
      label={m.links_more()}
      search={m.search_tasks()}
      typed={typed}
      onType={setTyped}
      options={tasks.map((task) => ({ ...task, look: thingLook(task.kind, task.state) }))}
      none={found.isSuccess && !found.isPlaceholderData ? m.links_no_match() : null}
      error={found.error}
      onChoose={(id) => {
        const task = tasks.find((each) => each.id === id);
        if (task) onChoose(task);
      }}
      onClose={onClose}
    />
  );
}
