import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { fetchFile, saveFile } from "~/lib/download.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";

interface Props {
  org: string;
  person: string;
  words: string;
}

/** Takes away a copy of everything that is kept of a person here. */
export function CopyButton({ org, person, words }: Props) {
  const copying = useMutation({
    mutationFn: () => fetchFile(`/api/v1/o/${encodeURIComponent(org)}/people/${person}/copy`),
    onSuccess: ({ file, name }) => {
      saveFile(file, name);
      notifySaved(m.export_done({ name }));
    },
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconDownload size={16} aria-hidden="true" />}
        loading={copying.isPending}
        onClick={() => copying.mutate()}
      >
        {words}
      </Button>
      <FailureNotice error={copying.error} onRetry={() => copying.mutate()} />
    </>
  );
}
