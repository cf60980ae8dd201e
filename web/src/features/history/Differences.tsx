import { VisuallyHidden } from "@mantine/core";
import type { FieldDifference, Piece } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Compare.module.css";
import { fieldWords, valueWords } from "./view.ts";

/** Field by field what went and what came; texts word by word, notes line by line. */
export function Differences({ fields }: { fields: FieldDifference[] }) {
  return (
    <dl className={classes.fields}>
      {fields.map((each) => (
        <div key={each.field} className={classes.field}>
          <dt>{fieldWords(each.field)}</dt>
          <dd>
            <Said difference={each} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Said({ difference }: { difference: FieldDifference }) {
  const { field, from, to, words, blocks } = difference;
  if (words) return <Words pieces={words} />;
  if (!blocks) {
    return (
      <>
        <Gone>{valueWords(field, from)}</Gone> <Come>{valueWords(field, to)}</Come>
      </>
    );
  }
  return (
    <>
      {blocks
        .map((block, at) => ({ ...block, key: `${at}` }))
        .map(({ key, kind, pieces }) => (
          <div key={key} className={classes.line} data-kind={kind}>
            <Words pieces={pieces} />
          </div>
        ))}
    </>
  );
}

function Words({ pieces }: { pieces: Piece[] }) {
  return (
    <>
      {pieces
        .map((piece, at) => ({ ...piece, key: `${at}` }))
        .map(({ key, became, text }) => {
          if (became === "removed") return <Gone key={key}>{text}</Gone>;
          if (became === "added") return <Come key={key}>{text}</Come>;
          return <span key={key}>{text}</span>;
        })}
    </>
  );
}

/** What went and what came is told by a line through it or below it, in colour, and in words for who listens. */
function Gone({ children }: { children: string }) {
  return (
    <del className={classes.gone}>
      <VisuallyHidden>{m.difference_removed()} </VisuallyHidden>
      {children}
    </del>
  );
}

function Come({ children }: { children: string }) {
  return (
    <ins className={classes.come}>
      <VisuallyHidden>{m.difference_added()} </VisuallyHidden>
      {children}
    </ins>
  );
}
