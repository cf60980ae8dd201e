import { Fragment } from "react";
import classes from "./FactList.module.css";
import text from "./text.module.css";

interface Props {
  /** What is said, and what that is; what nobody said is left out. */
  facts: (readonly [label: string, said: string | null | undefined])[];
  /** Where nobody said anything. */
  none: string;
}

/** What is known of a thing, one below the other. */
export function FactList({ facts, none }: Props) {
  const said = facts.filter(([, words]) => words);
  if (said.length === 0) return <p className={text.soft}>{none}</p>;
  return (
    <dl className={classes.facts}>
      {said.map(([label, words]) => (
        <Fragment key={label}>
          <dt>{label}</dt>
          <dd>{words}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
