import { useMutation, useQueryClient } from "@tanstack/react-query";
import { client, type ImportPreview } from "~/api/client.ts";
import { answer } from "~/api/failure.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A file as the body of a request; what it is called elsewhere depends on the machine. */
const asBody = (file: File) => ({
  body: "",
  bodySerializer: () => file,
  headers: { "Content-Type": file.name.toLowerCase().endsWith(".xlsx") ? XLSX : "text/csv" },
});

export interface Looked {
  file: File;
  preview: ImportPreview;
  /** One import is done once, however often it is sent. */
  key: string;
}

/** Has the server say what a file would do. */
export const useLooking = (org: string) =>
  useMutation({
    mutationFn: async (file: File): Promise<Looked> => {
      const call = client.POST("/api/v1/o/{org}/people/import/preview", {
        params: { path: { org } },
        ...asBody(file),
      });
      return { file, preview: await answer(call), key: crypto.randomUUID() };
    },
  });

interface Wanted extends Looked {
  mode: "all_or_nothing" | "good_rows";
  invite: boolean;
}

/** Does what was looked at. */
export function useImporting(org: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ file, preview, key, mode, invite }: Wanted) => {
      const body = asBody(file);
      return answer(
        client.POST("/api/v1/o/{org}/people/import", {
          params: { path: { org }, query: { digest: preview.digest, mode, invite } },
          ...body,
          headers: { ...body.headers, "Idempotency-Key": key },
        }),
      );
    },
    onSuccess: () => void queryClient.invalidateQueries({ queryKey: ["o", org] }),
  });
}
