import { Button, FileButton } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { m } from "~/paraglide/messages.js";
import classes from "./DropArea.module.css";

interface Props {
  label: string;
  multiple?: boolean;
  compact?: boolean;
  onFiles: (files: File[]) => void;
  /** What else can be done here. */
  children?: ReactNode;
}

/** The files of a drop; a folder is none. */
function filesOf({ dataTransfer }: DragEvent): File[] {
  const items = [...dataTransfer.items].filter((item) => item.kind === "file");
  const folders = items.map((item) => item.webkitGetAsEntry?.()?.isDirectory ?? false);
  return [...dataTransfer.files].filter((_, at) => !folders[at]);
}

const holdsFiles = (event: { dataTransfer: DataTransfer | null }) =>
  event.dataTransfer?.types.includes("Files") ?? false;

/** A file that misses the area would otherwise open instead of this page. */
function useNoMisses() {
  useEffect(() => {
    const stop = (event: globalThis.DragEvent) => {
      if (holdsFiles(event)) event.preventDefault();
    };
    window.addEventListener("dragover", stop);
    window.addEventListener("drop", stop);
    return () => {
      window.removeEventListener("dragover", stop);
      window.removeEventListener("drop", stop);
    };
  }, []);
}

/** Where files are dropped, or chosen by a button that keys reach. */
export function DropArea({ label, multiple = true, compact = false, onFiles, children }: Props) {
  const [over, setOver] = useState(false);
  const depth = useRef(0);
  const reset = useRef<() => void>(null);
  useNoMisses();
  const take = (files: File[]) => {
    const wanted = multiple ? files : files.slice(0, 1);
    if (wanted.length > 0) onFiles(wanted);
  };
  const leave = (to: number) => {
    depth.current = Math.max(0, to);
    setOver(depth.current > 0);
  };
  return (
    <section
      aria-label={label}
      className={classes.drop}
      data-over={over || undefined}
      data-compact={compact || undefined}
      onDragEnter={(event) => holdsFiles(event) && leave(depth.current + 1)}
      onDragLeave={() => leave(depth.current - 1)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        leave(0);
        take(filesOf(event));
      }}
    >
      <div className={classes.ways}>
        <FileButton
          multiple={multiple}
          resetRef={reset}
          onChange={(given) => {
            take([given ?? []].flat());
            // The same file may be wanted once more.
            reset.current?.();
          }}
        >
          {(props) => (
            <Button
              {...props}
              variant="light"
              size="sm"
              leftSection={<IconUpload size={16} aria-hidden="true" />}
            >
              {multiple ? m.upload_choose() : m.upload_choose_one()}
            </Button>
          )}
        </FileButton>
        {children}
      </div>
      <span className={classes.hint}>{multiple ? m.upload_drop() : m.upload_drop_one()}</span>
    </section>
  );
}
