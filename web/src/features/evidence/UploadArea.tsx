import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Organisation } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { adding, placeOf, type Target } from "./changes.ts";
import { DropArea } from "./DropArea.tsx";
import { UploadList } from "./UploadList.tsx";
import { uploads } from "./uploads.ts";

interface Props {
  organisation: Organisation;
  target: Target;
  label?: string;
  compact?: boolean;
  children?: ReactNode;
}

/** Files dropped here become evidence as they arrive, for the thing that they were dropped on. */
export function UploadArea({ organisation, target, label = m.upload_area(), compact, children }: Props) {
  const queryClient = useQueryClient();
  const place = placeOf(target);
  const send = (files: File[]) => {
    for (const file of files) {
      uploads.add({ org: target.org, place, file, use: adding(queryClient, target) });
    }
  };
  return (
    <>
      <DropArea label={label} compact={compact ?? false} onFiles={send}>
        {children}
      </DropArea>
      <UploadList organisation={organisation} place={place} />
    </>
  );
}
