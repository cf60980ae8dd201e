import { Button } from "@mantine/core";
import { useState } from "react";
import type { ModuleVersion, WholeModule } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { ReasonDialog } from "~/ui/ReasonDialog.tsx";
import { useOrganisation } from "../organisation/queries.ts";
import { useModuleApproval } from "./changes.ts";

/** Approves what was written: from then on people are asked for it. Whoever wrote it says why nobody else can. */
export function Approve({ org, one, draft }: { org: string; one: WholeModule; draft: ModuleVersion }) {
  const { me } = useOrganisation(org);
  const { change, pending, error, conflict } = useModuleApproval(org, one.id);
  const [asking, setAsking] = useState(false);
  const own = draft.made_by.id === me.person_id;
  const approve = (body: { reason?: string }) => {
    const done = () => {
      setAsking(false);
      notifySaved(m.module_approved({ number: draft.number }));
    };
    change({ body, words: m.module_approve({ number: draft.number }), done });
  };
  const words = m.module_approve({ number: draft.number });
  return (
    <>
      {conflict && <ConflictNotice {...conflict} />}
      {!asking && <FailureNotice error={error} />}
      <Button loading={pending && !asking} onClick={() => (own ? setAsking(true) : approve({}))}>
        {words}
      </Button>
      {asking && (
        <ReasonDialog
          title={words}
          explanation={m.module_approve_own_why()}
          error={error}
          pending={pending}
          onGive={(reason) => approve({ reason })}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
