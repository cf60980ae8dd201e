import type { ReactNode } from "react";
import classes from "./EmptyState.module.css";
import { usePartHeading } from "./Page.tsx";

interface Props {
  title: string;
  children: ReactNode;
  action?: ReactNode;
}

/** An empty place that says what belongs here and how to begin. */
export function EmptyState({ title, children, action }: Props) {
  const Heading = usePartHeading();
  return (
    <div className={classes.empty}>
      <Heading className={classes.title}>{title}</Heading>
      <div className={classes.text}>{children}</div>
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
