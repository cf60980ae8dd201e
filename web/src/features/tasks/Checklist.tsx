import { ActionIcon, Button, Group, Menu, TextInput } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { type KeyboardEvent, useRef, useState } from "react";
import type { ChecklistEdit, ChecklistItem, Organisation, Task } from "~/api/client.ts";
import { may } from "~/lib/permissions.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import text from "~/ui/text.module.css";
import { ChecklistBox } from "./ChecklistBox.tsx";
import { useChecklist } from "./changes.ts";
import classes from "./TaskWork.module.css";
import { isClosed } from "./view.ts";

const MOST = 50;

/** The parts of a task: ticked as they are done, written and put in order while it is open. */
export function Checklist({ organisation, task }: { organisation: Organisation; task: Task }) {
  const { slug, me, zone } = organisation;
  const owner = task.owner?.id ?? null;
  const editable = !isClosed(task) && may(me, "work_task", owner);
  const { change, begin, takeBack, pending, draft, error, conflict } = useChecklist(slug, task.id);
  const [renaming, setRenaming] = useState<string | null>(null);
  const list = useRef<HTMLUListElement>(null);
  const items = task.checklist;
  if (items.length === 0 && !editable) return null;
  const send = (body: ChecklistEdit, words: string, done?: () => void) =>
    change({ body, words, ...(done && { done }) });
  const focus = (id: string | undefined) =>
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-item="${id}"] input`)?.focus(),
    );
  const move = (item: ChecklistItem, at: number, step: 1 | -1) => {
    const to = at + step;
    if (to < 0 || to >= items.length) return;
    send({ action: "move", item: item.id, to }, item.text, () => focus(item.id));
  };
  const remove = (item: ChecklistItem, at: number) =>
    send({ action: "remove", item: item.id }, item.text, () => {
      focus((items[at + 1] ?? items[at - 1])?.id);
      // A tick names who did it and when, which cannot be written a second time.
      const back = () =>
        takeBack({ action: "remove", item: item.id }, { action: "add", text: item.text, at });
      notifySaved(m.checklist_removed({ text: item.text }), item.done ? undefined : back);
    });
  const ticking = draft?.action === "tick" && pending ? draft : null;
  return (
    <Section
      title={m.checklist()}
      aside={
        items.length > 0 && (
          <span className={classes.progress} role="status">
            {m.checklist_progress({ done: task.items_done, count: task.items })}
          </span>
        )
      }
    >
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={error} />
      {items.length === 0 && <p className={text.soft}>{m.checklist_empty()}</p>}
      <ul className={classes.items} ref={list}>
        {items.map((item, at) => (
          <li key={item.id} className={classes.item} data-item={item.id}>
            {renaming === item.id ? (
              <Rename
                item={item}
                pending={pending}
                onBegin={begin}
                onClose={() => setRenaming(null)}
                onRename={(words) =>
                  send({ action: "rename", item: item.id, text: words }, words, () => setRenaming(null))
                }
              />
            ) : (
              <ChecklistBox
                item={item}
                checked={ticking?.item === item.id ? ticking.done : Boolean(item.done)}
                zone={zone}
                disabled={!editable}
                onTick={(done) => send({ action: "tick", item: item.id, done }, item.text)}
                onKeyDown={(event) => keys(event, (step) => move(item, at, step))}
              />
            )}
            {editable && renaming !== item.id && (
              <Menu position="bottom-end" width={200}>
                <Menu.Target>
                  <ActionIcon variant="subtle" aria-label={m.checklist_more({ text: item.text })}>
                    <IconDots size={16} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item onClick={() => setRenaming(item.id)}>{m.checklist_rename()}</Menu.Item>
                  <Menu.Item disabled={at === 0} onClick={() => move(item, at, -1)}>
                    {m.checklist_up()}
                  </Menu.Item>
                  <Menu.Item disabled={at === items.length - 1} onClick={() => move(item, at, 1)}>
                    {m.checklist_down()}
                  </Menu.Item>
                  <Menu.Item onClick={() => remove(item, at)}>{m.checklist_remove()}</Menu.Item>
                </Menu.Dropdown>
              </Menu>
            )}
          </li>
        ))}
      </ul>
      {editable && items.length < MOST && (
        <Add
          pending={pending}
          error={fieldErrors(error).text}
          onAdd={(words, done) => send({ action: "add", text: words }, words, done)}
        />
      )}
    </Section>
  );
}

/** Alt with an arrow moves an item. */
function keys(event: KeyboardEvent, move: (step: 1 | -1) => void) {
  if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
  event.preventDefault();
  move(event.key === "ArrowUp" ? -1 : 1);
}

interface AddProps {
  pending: boolean;
  error: string | undefined;
  onAdd: (words: string, done: () => void) => void;
}

function Add({ pending, error, onAdd }: AddProps) {
  const [typed, setTyped] = useState("");
  const words = typed.trim();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (words && !pending) onAdd(words, () => setTyped(""));
      }}
    >
      <Group gap="xs" align="flex-start" wrap="nowrap">
        <TextInput
          style={{ flex: 1 }}
          aria-label={m.checklist_new()}
          placeholder={m.checklist_new()}
          maxLength={200}
          value={typed}
          error={error}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={!words} loading={pending && Boolean(words)}>
          {m.checklist_add()}
        </Button>
      </Group>
    </form>
  );
}

interface RenameProps {
  item: ChecklistItem;
  pending: boolean;
  onBegin: () => void;
  onClose: () => void;
  onRename: (words: string) => void;
}

function Rename({ item, pending, onBegin, onClose, onRename }: RenameProps) {
  return (
    <form
      onInput={onBegin}
      onSubmit={(event) => {
        event.preventDefault();
        const words = String(new FormData(event.currentTarget).get("text") ?? "").trim();
        if (words) onRename(words);
      }}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <Group gap="xs" wrap="nowrap">
        <TextInput
          style={{ flex: 1 }}
          name="text"
          aria-label={m.checklist_rename()}
          defaultValue={item.text}
          maxLength={200}
          ref={(input) => input?.focus()}
        />
        <Button type="submit" variant="light" loading={pending}>
          {m.save()}
        </Button>
      </Group>
    </form>
  );
}
