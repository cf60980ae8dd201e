import type { ReactNode } from "react";
import { usePartHeading } from "~/ui/Page.tsx";
import classes from "./Notes.module.css";
import { leadsOutside, type NotesNode } from "./notes.ts";

/** Notes to be read: each part of the tree becomes an element here, and what is not known becomes none. */
export function NotesText({ notes }: { notes: NotesNode }) {
  const beside = usePartHeading() === "h3";
  return <div className={classes.text}>{children(notes, beside)}</div>;
}

const children = (node: NotesNode, beside: boolean): ReactNode =>
  numbered(node.content ?? []).map(([key, child]) => <Part key={key} node={child} beside={beside} />);

/** The parts of a tree have no names; their places tell them apart, and nothing moves while one reads. */
const numbered = (nodes: NotesNode[]) => nodes.map((node, at) => [`${at}`, node] as const);

function Part({ node, beside }: { node: NotesNode; beside: boolean }) {
  const inner = children(node, beside);
  switch (node.type) {
    case "paragraph":
      return <p>{inner}</p>;
    case "heading": {
      // Below the heading of the part of the page they stand in.
      const level = (node.attrs?.level === 2 ? 3 : 4) + (beside ? 1 : 0);
      const Heading = `h${level}` as "h3" | "h4" | "h5";
      return <Heading>{inner}</Heading>;
    }
    case "bulletList":
      return <ul>{inner}</ul>;
    case "orderedList":
      return <ol>{inner}</ol>;
    case "listItem":
      return <li>{inner}</li>;
    case "blockquote":
      return <blockquote>{inner}</blockquote>;
    case "text":
      return <Marked node={node} />;
    default:
      return null;
  }
}

function Marked({ node }: { node: NotesNode }) {
  return (node.marks ?? []).reduceRight<ReactNode>(marked, node.text);
}

function marked(text: ReactNode, mark: NonNullable<NotesNode["marks"]>[number]): ReactNode {
  if (mark.type === "bold") return <strong>{text}</strong>;
  if (mark.type === "italic") return <em>{text}</em>;
  if (mark.type === "code") return <code>{text}</code>;
  const href = mark.type === "link" ? mark.attrs?.href : undefined;
  if (!href || !leadsOutside(href)) return text;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {text}
    </a>
  );
}
