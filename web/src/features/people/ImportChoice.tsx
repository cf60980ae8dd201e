import { Button, Checkbox, Group, Radio, Stack } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import type { ImportOutcome } from "~/api/client.ts";
import { saveFile } from "~/lib/download.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { Notice } from "~/ui/Notice.tsx";
import { type Looked, useImporting } from "./importing.ts";
import { wrongRows } from "./importView.ts";

interface Props {
  org: string;
  looked: Looked;
  onDone: (outcome: ImportOutcome) => void;
  onOther: () => void;
}

/** What is done with the good rows while some are wrong, who is invited, and the button. */
export function ImportChoice({ org, looked, onDone, onOther }: Props) {
  const { counts, unknown_headings } = looked.preview;
  const [mode, setMode] = useState<"all_or_nothing" | "good_rows">(
    counts.wrong > 0 ? "good_rows" : "all_or_nothing",
  );
  const [invite, setInvite] = useState(false);
  const importing = useImporting(org);
  const does = counts.added + counts.changed;
  const blocked = does === 0 || (mode === "all_or_nothing" && counts.wrong > 0);
  return (
    <Stack mb="lg">
      {unknown_headings.length > 0 && (
        <Notice tone="amber">
          <p>{m.import_unknown_headings({ headings: unknown_headings.join(", ") })}</p>
        </Notice>
      )}
      {counts.wrong > 0 && (
        <>
          <Radio.Group
            label={m.import_wrong_rows({ count: counts.wrong })}
            value={mode}
            onChange={(value) => setMode(value as typeof mode)}
          >
            <Stack gap="xs" mt="xs">
              <Radio value="good_rows" label={m.import_good_rows({ count: does })} />
              <Radio value="all_or_nothing" label={m.import_nothing()} />
            </Stack>
          </Radio.Group>
          <Group>
            <Button
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden="true" />}
              onClick={() => saveFile(wrongRows(looked.preview), "wrong-rows.csv")}
            >
              {m.import_download_wrong()}
            </Button>
          </Group>
        </>
      )}
      {counts.added > 0 && (
        <Checkbox
          label={m.import_invite()}
          description={m.import_invite_why()}
          checked={invite}
          onChange={(event) => setInvite(event.currentTarget.checked)}
        />
      )}
      <FailureNotice error={importing.error} />
      <Group>
        <Button
          disabled={blocked}
          loading={importing.isPending}
          onClick={() => importing.mutate({ ...looked, mode, invite }, { onSuccess: onDone })}
        >
          {does === 0 ? m.import_nothing_to_do() : m.import_do({ count: does })}
        </Button>
        <Button variant="default" onClick={onOther}>
          {m.import_other()}
        </Button>
      </Group>
    </Stack>
  );
}
