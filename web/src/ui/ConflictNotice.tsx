import { Button } from "@mantine/core";
import { m } from "~/paraglide/messages.js";
import { Notice } from "./Notice.tsx";

interface Props {
  /** What the person entered, in a few words, so that it is not lost from sight. */
  kept: string;
  pending: boolean;
  onReload: () => void;
  onKeepMine: () => void;
}

/** Somebody else saved first. What was entered stays; the person decides what happens with it. */
export function ConflictNotice({ kept, pending, onReload, onKeepMine }: Props) {
  return (
    <Notice
      tone="amber"
      title={m.conflict_title()}
      actions={
        <>
          <Button size="xs" onClick={onReload} loading={pending}>
            {m.conflict_reload()}
          </Button>
          <Button size="xs" variant="default" onClick={onKeepMine} disabled={pending}>
            {m.conflict_keep_mine()}
          </Button>
        </>
      }
    >
      <p>{m.conflict_text()}</p>
      <p>{m.conflict_kept({ kept })}</p>
    </Notice>
  );
}
