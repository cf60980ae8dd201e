import { type ReactNode, useEffect, useRef } from "react";
import classes from "./Notice.module.css";

interface Props {
  tone: "red" | "amber";
  title?: string;
  children: ReactNode;
  actions?: ReactNode;
}

/** Something the person has to know before going on; read out as it appears. */
export function Notice({ tone, title, children, actions }: Props) {
  const notice = useRef<HTMLDivElement>(null);
  // What is said above the fold of a long page would go unseen.
  useEffect(() => {
    notice.current?.scrollIntoView({ block: "nearest" });
  }, []);
  return (
    <div ref={notice} className={classes.notice} data-tone={tone} role="alert">
      {title && <p className={classes.title}>{title}</p>}
      {children}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
