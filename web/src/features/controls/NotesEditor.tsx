import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { useEffect, useRef, useState } from "react";
import { m } from "~/paraglide/messages.js";
import classes from "./Notes.module.css";
import { NotesToolbar } from "./NotesToolbar.tsx";
import type { NotesNode } from "./notes.ts";
import { plugins } from "./notesCommands.ts";
import { schema } from "./notesSchema.ts";

interface Props {
  value: NotesNode | null;
  onChange: (notes: NotesNode) => void;
  onSave: () => void;
}

/** Writes notes. It comes with an editor of its own, so it is loaded only when somebody begins to write. */
export default function NotesEditor({ value, onChange, onSave }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const [state, setState] = useState<EditorState | null>(null);
  const [linking, setLinking] = useState(false);
  const act = useRef({ onChange, onSave });
  act.current = { onChange, onSave };
  const first = useRef(value);
  useEffect(() => {
    if (!place.current) return;
    const keys = {
      "Mod-Enter": () => {
        act.current.onSave();
        return true;
      },
      "Shift-Mod-k": () => {
        setLinking(true);
        return true;
      },
    };
    const doc = first.current ? schema.nodeFromJSON(first.current) : undefined;
    const editor = new EditorView(place.current, {
      state: EditorState.create({ schema, plugins: plugins(keys), ...(doc && { doc }) }),
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": m.notes_label(),
        class: classes.text ?? "",
      },
      dispatchTransaction(transaction) {
        const next = editor.state.apply(transaction);
        editor.updateState(next);
        setState(next);
        if (transaction.docChanged) act.current.onChange(next.doc.toJSON() as NotesNode);
      },
    });
    view.current = editor;
    setState(editor.state);
    editor.focus();
    return () => editor.destroy();
  }, []);
  return (
    <div className={classes.editor}>
      {state && view.current && (
        <NotesToolbar view={view.current} state={state} linking={linking} onLinking={setLinking} />
      )}
      <div ref={place} />
    </div>
  );
}
