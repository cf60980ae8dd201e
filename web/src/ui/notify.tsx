import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect, useState } from "react";
import { words } from "~/lib/problems.ts";
import { isWriting, UNDO_MS, UndoStack } from "~/lib/undo.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./notify.module.css";

const name = (id: number) => `undo-${id}`;
const stack = new UndoStack({ onEnd: (id) => notifications.hide(name(id)) });

const say = (message: string) => notifications.show({ message, autoClose: 4_000, withBorder: true });

function take(id?: number): boolean {
  const taken = stack.take(id);
  // What could not be taken back is said, in the words of whatever refused.
  taken?.then(say, (error: unknown) => say(m.undo_failed({ why: words(error) })));
  return taken !== null;
}

/** Says that something was saved and, for ten seconds, offers to take it back: by the button, or by Ctrl+Z. */
export function notifySaved(message: string, takeBack?: () => Promise<string>) {
  if (!takeBack) {
    say(message);
    return;
  }
  const id = stack.offer(takeBack);
  notifications.show({
    id: name(id),
    message: <UndoOffer id={id} message={message} />,
    autoClose: false,
    withBorder: true,
    onMouseEnter: () => stack.hold(id),
    onMouseLeave: () => stack.run(id),
    onFocus: () => stack.hold(id),
    onBlur: () => stack.run(id),
    onClose: () => stack.end(id),
  });
}

function UndoOffer({ id, message }: { id: number; message: string }) {
  const [left, setLeft] = useState(UNDO_MS);
  useEffect(() => {
    const timer = setInterval(() => setLeft(stack.remaining(id)), 200);
    return () => clearInterval(timer);
  }, [id]);
  return (
    <div className={classes.offer}>
      <span>{message}</span>
      <span className={classes.way}>
        {/* Read out once with the message, not every second. */}
        <span className={classes.left} aria-hidden="true" title={m.undo_left()}>
          {m.undo_seconds({ count: Math.ceil(left / 1000) })}
        </span>
        <Button size="compact-sm" variant="default" aria-keyshortcuts="Control+Z" onClick={() => take(id)}>
          {m.undo()}
        </Button>
      </span>
      <span
        className={classes.bar}
        aria-hidden="true"
        style={{ transform: `scaleX(${(left / UNDO_MS).toFixed(3)})` }}
      />
    </div>
  );
}

/** Ctrl+Z takes back what was done last, unless it is meant for what is being written. */
export function useUndoKey() {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const wanted = (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (!wanted || event.key.toLowerCase() !== "z" || isWriting(event.target)) return;
      if (take()) event.preventDefault();
    };
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}
