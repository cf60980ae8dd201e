import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { ImportOutcome } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { Notice } from "~/ui/Notice.tsx";
import { PageHeading, Section } from "~/ui/Page.tsx";
import { ImportChoice } from "./ImportChoice.tsx";
import { ImportFile } from "./ImportFile.tsx";
import { ImportRows } from "./ImportRows.tsx";
import { useLooking } from "./importing.ts";

/** People from a file: chosen, looked at, and only then done. */
export function ImportPage({ org }: { org: string }) {
  const looking = useLooking(org);
  const [done, setDone] = useState<ImportOutcome>();
  const refused = fieldErrors(looking.error).file;
  return (
    <>
      <PageHeading
        title={m.import_people()}
        above={
          <Link to="/o/$org/people" params={{ org }}>
            {m.people_title()}
          </Link>
        }
        below={looking.data?.file.name}
      />
      {!looking.data && (
        <>
          <ImportFile pending={looking.isPending} onFile={(file) => looking.mutate(file)} />
          {refused ? (
            <Notice tone="red">
              <p>{m.import_refused({ reason: refused })}</p>
            </Notice>
          ) : (
            <FailureNotice error={looking.error} />
          )}
        </>
      )}
      {looking.data && !done && (
        <>
          <ImportChoice
            key={looking.data.key}
            org={org}
            looked={looking.data}
            onDone={setDone}
            onOther={looking.reset}
          />
          <Section title={m.import_rows()}>
            <ImportRows key={looking.data.key} preview={looking.data.preview} />
          </Section>
        </>
      )}
      {done && (
        <div role="status">
          <p>{m.import_done({ added: done.added, changed: done.changed, left: done.left_out })}</p>
          {done.invited > 0 && <p>{m.import_done_invited({ count: done.invited })}</p>}
          <p>{m.import_undo_advice()}</p>
          <Button
            variant="default"
            onClick={() => {
              setDone(undefined);
              looking.reset();
            }}
          >
            {m.import_other()}
          </Button>
        </div>
      )}
    </>
  );
}
