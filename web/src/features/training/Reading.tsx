import { Prose } from "~/ui/Prose.tsx";
import classes from "./Training.module.css";

/** What is read, about as people will see it: its headings stand out, the rest is paragraphs and lists. */
export function Reading({ text }: { text: string }) {
  const parts: { heading: string | null; lines: string[] }[] = [{ heading: null, lines: [] }];
  for (const line of text.split("\n")) {
    const heading = line.match(/^#{1,6} +(.*)$/)?.[1];
    if (heading === undefined) parts.at(-1)?.lines.push(line);
    else parts.push({ heading, lines: [] });
  }
  return parts.map(({ heading, lines }) => (
    <div key={`${heading} ${lines.join(" ")}`}>
      {heading && <h4 className={classes.small}>{heading}</h4>}
      {lines.some((line) => line.trim()) && <Prose text={lines.join("\n").trim()} />}
    </div>
  ));
}
