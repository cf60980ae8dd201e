import { Kbd } from "@mantine/core";
import { modifier } from "~/lib/keys.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Palette.module.css";

/** The keys of the palette, for people who have some. */
export function Keys() {
  return (
    <p className={classes.keys}>
      <span>
        <Kbd size="xs">↑</Kbd> <Kbd size="xs">↓</Kbd> {m.find_hint_keys()}
      </span>
      <span>
        <Kbd size="xs">Enter</Kbd> {m.find_hint_open()}
      </span>
      <span>
        <Kbd size="xs">{modifier()}</Kbd> <Kbd size="xs">Enter</Kbd> {m.find_hint_tab()}
      </span>
      <span>
        <Kbd size="xs">Esc</Kbd> {m.find_hint_close()}
      </span>
    </p>
  );
}
