import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { fetchFile, saveFile } from "~/lib/download.ts";
import { stringifySearch } from "~/lib/search.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "./FailureNotice.tsx";
import { notifySaved } from "./notify.tsx";

interface Props {
  org: string;
  /** As in the address of the API. */
  list: "tasks" | "controls" | "people" | "deliveries" | "reviews" | "trail";
  /** Filters, words and order, as they stand in the page's address. */
  search: object;
  /** Which columns, where they are chosen. */
  columns?: readonly string[];
}

/** Takes exactly this view away as a file: these filters, this order, all rows. */
export function ExportMenu({ org, list, search, columns }: Props) {
  const exporting = useMutation({
    mutationFn: (format: "csv" | "xlsx") => {
      const asked = stringifySearch({ format, columns: columns?.join(","), ...search });
      return fetchFile(`/api/v1/o/${encodeURIComponent(org)}/${list}/export${asked}`);
    },
    onSuccess: ({ file, name }) => {
      saveFile(file, name);
      notifySaved(m.export_done({ name }));
    },
  });
  return (
    <>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden="true" />}
            disabled={exporting.isPending}
            aria-busy={exporting.isPending}
          >
            {exporting.isPending ? m.export_preparing() : m.export_list()}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => exporting.mutate("xlsx")}>{m.export_xlsx()}</Menu.Item>
          <Menu.Item onClick={() => exporting.mutate("csv")}>{m.export_csv()}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <FailureNotice
        error={exporting.error}
        onRetry={() => exporting.variables && exporting.mutate(exporting.variables)}
      />
    </>
  );
}
