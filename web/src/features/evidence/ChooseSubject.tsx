import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { thingLook } from "~/lib/things.ts";
import { m } from "~/paraglide/messages.js";
import { Chooser } from "~/ui/Chooser.tsx";
import { findQuery, LONGEST } from "../find/queries.ts";

interface Props {
  org: string;
  taken: string[];
  onChoose: (subject: string) => void;
  onClose: () => void;
}

const KINDS = ["task", "control", "requirement"];

/** Chooses what else the evidence shows something about. */
export function ChooseSubject({ org, taken, onChoose, onClose }: Props) {
  const [typed, setTyped] = useState("");
  const [asked] = useDebouncedValue(typed.trim().slice(0, LONGEST), 250);
  const found = useQuery(findQuery(org, asked));
  const things =
    found.data?.items.filter(({ kind, id }) => KINDS.includes(kind) && !taken.includes(id)) ?? [];
  const options = things.map(({ id, kind, reference, title, state }) => ({
    id,
    reference,
    title: title.map((piece) => piece.text).join(""),
    look: thingLook(kind, state),
  }));
  return (
    <Chooser
      label={m.evidence_link_more()}
      search={m.evidence_subject_search()}
      typed={typed}
      onType={setTyped}
      options={asked ? options : []}
      none={asked && found.isSuccess && !found.isPlaceholderData ? m.evidence_subject_none() : null}
      error={found.error}
      onChoose={onChoose}
      onClose={onClose}
    />
  );
}
