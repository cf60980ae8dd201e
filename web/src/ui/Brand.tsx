import classes from "./Brand.module.css";

/** The product's mark and name. */
export function Brand() {
  return (
    <span className={classes.brand}>
      <svg viewBox="0 0 32 32" width="22" height="22" aria-hidden="true">
        <rect width="32" height="32" rx="7" fill="#2a569f" />
        <path
          d="M8 24 16 7l8 17"
          fill="none"
          stroke="#fff"
          strokeWidth="3"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
        <circle cx="16" cy="19.5" r="2.5" fill="#fff" />
      </svg>
      OpenAIMS
    </span>
  );
}
