import { type ReactNode, useEffect } from "react";
import classes from "./Page.module.css";

interface Props {
  title: string;
  /** For the browser's tab, where the page's title alone says too little. */
  tabTitle?: string;
  /** The thing's reference, quieter than the title it stands before. */
  reference?: string;
  /** What stands above the title: the way back up. */
  above?: ReactNode;
  below?: ReactNode;
  actions?: ReactNode;
}

/** A page's heading: sets the tab's title and is where the focus goes after moving here. */
export function PageHeading({ title, tabTitle, reference, above, below, actions }: Props) {
  const tab = tabTitle ?? (reference ? `${reference} ${title}` : title);
  useEffect(() => {
    document.title = `${tab} · OpenAIMS`;
  }, [tab]);
  return (
    <div className={classes.heading}>
      <div className={classes.words}>
        {above && <div className={classes.above}>{above}</div>}
        <h1 className={classes.title} tabIndex={-1}>
          {reference && <span className={classes.reference}>{reference} </span>}
          {title}
        </h1>
        {below && <div className={classes.below}>{below}</div>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}

/** A titled part of a page. */
export function Section({
  title,
  aside,
  children,
}: {
  title: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
