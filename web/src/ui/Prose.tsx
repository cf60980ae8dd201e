import classes from "./text.module.css";

/** Plain text as people type it: paragraphs, and lines that begin with a dash as a list. */
export function Prose({ text }: { text: string }) {
  const blocks: { list: boolean; lines: string[] }[] = [];
  for (const line of text.split("\n")) {
    const list = /^\s*[-*•] /.test(line);
    const last = blocks.at(-1);
    if (last?.list === list) last.lines.push(line);
    else blocks.push({ list, lines: [line] });
  }
  return (
    <div className={classes.prose}>
      {blocks.map(({ list, lines }) =>
        list ? (
          <ul key={lines.join()} className={classes.list}>
            {lines.map((line) => (
              <li key={line}>{line.replace(/^\s*[-*•] /, "")}</li>
            ))}
          </ul>
        ) : (
          <p key={lines.join()}>{lines.join("\n").trim()}</p>
        ),
      )}
    </div>
  );
}
