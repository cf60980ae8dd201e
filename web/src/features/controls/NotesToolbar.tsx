import { ActionIcon, Button, TextInput, Tooltip } from "@mantine/core";
import {
  IconBlockquote,
  IconBold,
  IconCode,
  IconH2,
  IconH3,
  IconItalic,
  IconLink,
  IconList,
  IconListNumbers,
} from "@tabler/icons-react";
import { toggleMark } from "prosemirror-commands";
import type { Command, EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { useState } from "react";
import { modifier } from "~/lib/keys.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Notes.module.css";
import { leadsOutside } from "./notes.ts";
import { commands, isHeading, isInside, isMarked } from "./notesCommands.ts";
import { kinds } from "./notesSchema.ts";

interface Props {
  view: EditorView;
  state: EditorState;
  linking: boolean;
  onLinking: (linking: boolean) => void;
}

const tools = [
  { name: m.notes_bold, keys: "B", icon: IconBold, command: commands.bold, mark: kinds.bold },
  { name: m.notes_italic, keys: "I", icon: IconItalic, command: commands.italic, mark: kinds.italic },
  { name: m.notes_code, keys: "E", icon: IconCode, command: commands.code, mark: kinds.code },
  { name: m.notes_heading, keys: "Alt+2", icon: IconH2, command: commands.heading2, level: 2 },
  { name: m.notes_subheading, keys: "Alt+3", icon: IconH3, command: commands.heading3, level: 3 },
  {
    name: m.notes_bullets,
    keys: "Shift+8",
    icon: IconList,
    command: commands.bulletList,
    node: kinds.bulletList,
  },
  {
    name: m.notes_numbers,
    keys: "Shift+7",
    icon: IconListNumbers,
    command: commands.orderedList,
    node: kinds.orderedList,
  },
  {
    name: m.notes_quote,
    keys: "Shift+9",
    icon: IconBlockquote,
    command: commands.blockquote,
    node: kinds.blockquote,
  },
];

function isOn(state: EditorState, tool: (typeof tools)[number]): boolean {
  if (tool.mark) return isMarked(state, tool.mark);
  if (tool.level) return isHeading(state, tool.level);
  return tool.node ? isInside(state, tool.node) : false;
}

/** What can be done with what is chosen, each with the keys that do the same. */
export function NotesToolbar({ view, state, linking, onLinking }: Props) {
  const run = (command: Command) => {
    command(view.state, view.dispatch);
    view.focus();
  };
  const linked = isMarked(state, kinds.link);
  return (
    <div className={classes.tools} role="toolbar" aria-label={m.notes_tools()}>
      {tools.map((tool) => (
        <Tool
          key={tool.keys}
          name={tool.name()}
          keys={tool.keys}
          on={isOn(state, tool)}
          onClick={() => run(tool.command)}
        >
          <tool.icon size={18} />
        </Tool>
      ))}
      <Tool name={m.notes_link()} keys="Shift+K" on={linked} onClick={() => onLinking(!linking)}>
        <IconLink size={18} />
      </Tool>
      {linking && (
        <LinkField
          linked={linked}
          onLink={(href) => {
            onLinking(false);
            if (linked || !href) toggleMark(kinds.link)(view.state, view.dispatch);
            if (href) setLink(view, href);
            view.focus();
          }}
        />
      )}
    </div>
  );
}

/** Where nothing is chosen, the address itself becomes the text. */
function setLink(view: EditorView, href: string) {
  const { from, to, empty } = view.state.selection;
  const mark = kinds.link.create({ href });
  const change = empty
    ? view.state.tr.replaceSelectionWith(view.state.schema.text(href, [mark]), false)
    : view.state.tr.addMark(from, to, mark);
  view.dispatch(change);
}

interface ToolProps {
  name: string;
  keys: string;
  on: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function Tool({ name, keys, on, onClick, children }: ToolProps) {
  return (
    <Tooltip label={`${name} (${modifier()}+${keys})`} openDelay={400}>
      <ActionIcon
        variant={on ? "light" : "subtle"}
        color={on ? "blue" : "gray"}
        size="lg"
        aria-label={name}
        aria-pressed={on}
        // What is chosen in the text stays chosen.
        onMouseDown={(event) => event.preventDefault()}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

function LinkField({ linked, onLink }: { linked: boolean; onLink: (href: string | null) => void }) {
  const [href, setHref] = useState("");
  const [wrong, setWrong] = useState(false);
  const take = () => {
    const typed = href.trim();
    const whole = /^[a-z]+:/i.test(typed) || !typed ? typed : `https://${typed}`;
    if (leadsOutside(whole)) onLink(whole);
    else setWrong(true);
  };
  return (
    <div className={classes.link}>
      <TextInput
        label={m.notes_link_to()}
        placeholder="https://"
        value={href}
        error={wrong ? m.notes_link_wrong() : undefined}
        onChange={(event) => setHref(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          take();
        }}
        data-autofocus
      />
      <Button variant="default" onClick={take}>
        {m.notes_link()}
      </Button>
      {linked && (
        <Button variant="subtle" onClick={() => onLink(null)}>
          {m.notes_unlink()}
        </Button>
      )}
    </div>
  );
}
