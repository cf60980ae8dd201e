import { createContext, type ReactNode, useContext, useEffect } from "react";
import classes from "./Page.module.css";

const IsBeside = createContext(false);

/** What is shown beside a page instead of being one: its headings lie one deeper, and the tab keeps its title. */
export function Beside({ children }: { children: ReactNode }) {
  return <IsBeside.Provider value={true}>{children}</IsBeside.Provider>;
}

/** The heading of a part of a page, or of what is shown beside one. */
export const usePartHeading = () => (useContext(IsBeside) ? "h3" : "h2");

interface Props {
  title: string;
  /** For the browser's tab, where the page's title alone says too little. */
  tabTitle?: string;
  /** The thing's reference, quieter than the title it stands before. */
  reference?: string;
  /** What stands above the title: the way back up. */
  above?: ReactNode;
  below?: ReactNode;
  /** A person's face, before the title. */
  face?: ReactNode;
  actions?: ReactNode;
}

/** A page's heading: sets the tab's title and is where the focus goes after moving here. */
export function PageHeading({ title, tabTitle, reference, above, below, face, actions }: Props) {
  const tab = tabTitle ?? (reference ? `${reference} ${title}` : title);
  const beside = useContext(IsBeside);
  const Heading = beside ? "h2" : "h1";
  useEffect(() => {
    if (!beside) document.title = `${tab} · OpenAIMS`;
  }, [tab, beside]);
  return (
    <div className={classes.heading}>
      <div className={classes.words}>
        {above && !beside && <div className={classes.above}>{above}</div>}
        <Heading className={classes.title} tabIndex={-1}>
          {face && <span className={classes.face}>{face}</span>}
          {reference && <span className={classes.reference}>{reference} </span>}
          {title}
        </Heading>
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
  const Heading = usePartHeading();
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <Heading className={classes.sectionTitle}>{title}</Heading>
        {aside}
      </div>
      {children}
    </section>
  );
}
