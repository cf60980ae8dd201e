import { type MarkSpec, type NodeSpec, Schema } from "prosemirror-model";
import { leadsOutside } from "./notes.ts";

/** The same names and rules as on the server: what the editor cannot hold cannot be sent, nor pasted. */
const nodes: Record<string, NodeSpec> = {
  doc: { content: "block+" },
  paragraph: {
    group: "block",
    content: "inline*",
    parseDOM: [{ tag: "p" }],
    toDOM: () => ["p", 0],
  },
  heading: {
    group: "block",
    content: "inline*",
    defining: true,
    attrs: { level: { default: 2 } },
    parseDOM: [
      { tag: "h1", attrs: { level: 2 } },
      { tag: "h2", attrs: { level: 2 } },
      { tag: "h3", attrs: { level: 3 } },
      { tag: "h4", attrs: { level: 3 } },
      { tag: "h5", attrs: { level: 3 } },
      { tag: "h6", attrs: { level: 3 } },
    ],
    // One deeper than they are called: the part of the page has a heading of its own.
    toDOM: (node) => [`h${Number(node.attrs.level) + 1}`, 0],
  },
  bulletList: {
    group: "block",
    content: "listItem+",
    parseDOM: [{ tag: "ul" }],
    toDOM: () => ["ul", 0],
  },
  orderedList: {
    group: "block",
    content: "listItem+",
    parseDOM: [{ tag: "ol" }],
    toDOM: () => ["ol", 0],
  },
  listItem: {
    content: "paragraph block*",
    defining: true,
    parseDOM: [{ tag: "li" }],
    toDOM: () => ["li", 0],
  },
  blockquote: {
    group: "block",
    content: "block+",
    defining: true,
    parseDOM: [{ tag: "blockquote" }],
    toDOM: () => ["blockquote", 0],
  },
  text: { group: "inline" },
};

const marks: Record<string, MarkSpec> = {
  link: {
    attrs: { href: {} },
    inclusive: false,
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (element) => {
          const href = element.getAttribute("href") ?? "";
          return leadsOutside(href) ? { href } : false;
        },
      },
    ],
    toDOM: (mark) => ["a", { href: String(mark.attrs.href), rel: "noopener noreferrer" }, 0],
  },
  bold: {
    parseDOM: [{ tag: "strong" }, { tag: "b" }],
    toDOM: () => ["strong", 0],
  },
  italic: {
    parseDOM: [{ tag: "em" }, { tag: "i" }],
    toDOM: () => ["em", 0],
  },
  code: {
    parseDOM: [{ tag: "code" }],
    toDOM: () => ["code", 0],
  },
};

export const schema = new Schema({ nodes, marks });

const node = (name: string) => {
  const found = schema.nodes[name];
  if (!found) throw new Error(name);
  return found;
};

const mark = (name: string) => {
  const found = schema.marks[name];
  if (!found) throw new Error(name);
  return found;
};

export const kinds = {
  paragraph: node("paragraph"),
  heading: node("heading"),
  bulletList: node("bulletList"),
  orderedList: node("orderedList"),
  listItem: node("listItem"),
  blockquote: node("blockquote"),
  link: mark("link"),
  bold: mark("bold"),
  italic: mark("italic"),
  code: mark("code"),
};
