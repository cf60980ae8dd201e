import {
  baseKeymap,
  chainCommands,
  exitCode,
  lift,
  setBlockType,
  toggleMark,
  wrapIn,
} from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { inputRules, textblockTypeInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import type { MarkType, NodeType } from "prosemirror-model";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import type { Command, EditorState, Plugin } from "prosemirror-state";
import { kinds } from "./notesSchema.ts";

const { paragraph, heading, bulletList, orderedList, listItem, blockquote, bold, italic, code } = kinds;

/** A heading, or a paragraph again. */
const asHeading =
  (level: number): Command =>
  (state, dispatch) =>
    (isHeading(state, level) ? setBlockType(paragraph) : setBlockType(heading, { level }))(state, dispatch);

/** A list, or none any more. */
const asList =
  (list: NodeType): Command =>
  (state, dispatch) =>
    isInside(state, list) ? liftListItem(listItem)(state, dispatch) : wrapInList(list)(state, dispatch);

const asQuote: Command = (state, dispatch) =>
  isInside(state, blockquote) ? lift(state, dispatch) : wrapIn(blockquote)(state, dispatch);

export const isHeading = ({ selection }: EditorState, level: number) =>
  selection.$from.parent.type === heading && selection.$from.parent.attrs.level === level;

export function isInside({ selection: { $from } }: EditorState, type: NodeType): boolean {
  for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === type) return true;
  return false;
}

export function isMarked({ selection, storedMarks, doc }: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = selection;
  if (empty) return type.isInSet(storedMarks ?? $from.marks()) !== undefined;
  return doc.rangeHasMark(from, to, type);
}

export const commands = {
  bold: toggleMark(bold),
  italic: toggleMark(italic),
  code: toggleMark(code),
  heading2: asHeading(2),
  heading3: asHeading(3),
  bulletList: asList(bulletList),
  orderedList: asList(orderedList),
  blockquote: asQuote,
};

/** Tab is left alone: it leads out of the editor, as it leads out of every field. */
export function plugins(more: Record<string, Command>): Plugin[] {
  return [
    inputRules({
      rules: [
        wrappingInputRule(/^\s*>\s$/, blockquote),
        wrappingInputRule(/^\s*([-*])\s$/, bulletList),
        wrappingInputRule(/^1\.\s$/, orderedList),
        textblockTypeInputRule(/^(##|###)\s$/, heading, (match) => ({ level: match[1]?.length ?? 2 })),
      ],
    }),
    keymap({
      "Mod-z": undo,
      "Mod-y": redo,
      "Shift-Mod-z": redo,
      "Mod-b": commands.bold,
      "Mod-i": commands.italic,
      "Mod-e": commands.code,
      "Mod-Alt-2": commands.heading2,
      "Mod-Alt-3": commands.heading3,
      "Shift-Mod-7": commands.orderedList,
      "Shift-Mod-8": commands.bulletList,
      "Shift-Mod-9": commands.blockquote,
      "Mod-]": sinkListItem(listItem),
      "Mod-[": liftListItem(listItem),
      Enter: splitListItem(listItem),
      "Shift-Enter": chainCommands(exitCode, splitListItem(listItem)),
      ...more,
    }),
    keymap(baseKeymap),
    history(),
  ];
}
