import { VisuallyHidden } from "@mantine/core";
import classes from "./text.module.css";

/** Nothing there: a dash for the eye, words for the ear. */
export function Missing({ words }: { words: string }) {
  return (
    <>
      <span className={classes.soft} aria-hidden="true">
        –
      </span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </>
  );
}
