import type { Look } from "~/lib/states.ts";
import classes from "./StateMark.module.css";

const tick = "M5 8.2 7.2 10.4 11.2 6";

const shapes: Record<Look["shape"], React.ReactNode> = {
  empty: <circle cx="8" cy="8" r="6" strokeDasharray="2.1 1.67" />,
  dot: (
    <>
      <circle cx="8" cy="8" r="6" />
      <circle cx="8" cy="8" r="2" className={classes.solid} />
    </>
  ),
  half: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.4a3.6 3.6 0 0 1 0 7.2z" className={classes.solid} />
    </>
  ),
  most: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M8 4.4A3.6 3.6 0 1 1 4.4 8H8z" className={classes.solid} />
    </>
  ),
  check: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d={tick} />
    </>
  ),
  full: (
    <>
      <circle cx="8" cy="8" r="6.5" className={classes.solid} />
      <path d={tick} className={classes.cut} />
    </>
  ),
  slash: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M4 12 12 4" />
    </>
  ),
  alert: (
    <>
      <path d="M8 2 14.4 13.4H1.6z" strokeLinejoin="round" />
      <path d="M8 6.4v3.2M8 11.4v.2" />
    </>
  ),
  question: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="M6.4 6.6a1.6 1.6 0 1 1 2.3 1.5c-.5.2-.7.5-.7 1M8 11.2v.1" />
    </>
  ),
};

/** The shape of a state alone; the word has to stand beside it or in the accessible name. */
export function StateShape({ look, size = 16 }: { look: Look; size?: number }) {
  return (
    <svg
      className={classes.shape}
      data-tone={look.tone}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      {shapes[look.shape]}
    </svg>
  );
}

/** A state by shape, word and colour; `bare` where the shape stands nearby already. */
export function StateMark({ look, bare = false }: { look: Look; bare?: boolean }) {
  return (
    <span className={classes.mark} data-tone={look.tone}>
      {!bare && <StateShape look={look} />}
      {look.label()}
    </span>
  );
}
