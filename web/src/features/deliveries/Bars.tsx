import { useNavigate } from "@tanstack/react-router";
import { formatDate, formatNumber } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";
import { LIST } from "./Behind.tsx";
import classes from "./Dashboard.module.css";
import { behind, type Figures, partNames } from "./figures.ts";
import { partWords } from "./view.ts";

interface Props {
  org: string;
  days: string | undefined;
  each: (Figures & { day: string })[];
}

const HEIGHT = 150;
const WIDTH = 900;

/** A bar for each day, its parts told apart by pattern as well as by colour. The table below says the same in words. */
export function Bars({ org, days, each }: Props) {
  const navigate = useNavigate();
  const most = Math.max(1, ...each.map(({ planned }) => planned));
  const step = WIDTH / each.length;
  const width = Math.min(step * 0.72, 46);
  const shown = partNames.filter((part) => each.some(({ parts }) => parts[part] > 0));
  return (
    <figure className={classes.figure}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT + 4}`}
        className={classes.chart}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        <Patterns />
        {[0.5, 1].map((part) => (
          <line
            key={part}
            x1="0"
            x2={WIDTH}
            y1={HEIGHT * (1 - part) + 2}
            y2={HEIGHT * (1 - part) + 2}
            className={classes.rule}
          />
        ))}
        {each.map((figures, index) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: a shorter way to what the table's links lead to
          <g
            key={figures.day}
            className={classes.bar}
            onClick={() =>
              navigate({
                to: "/o/$org/deliveries",
                params: { org },
                search: behind({ since: figures.day, until: figures.day }, days),
                hash: LIST,
              })
            }
          >
            <title>{m.delivery_day_planned({ day: formatDate(figures.day), count: figures.planned })}</title>
            <rect x={index * step} y="0" width={step} height={HEIGHT + 4} className={classes.hit} />
            <Bar figures={figures} x={index * step + (step - width) / 2} width={width} most={most} />
          </g>
        ))}
        <line x1="0" x2={WIDTH} y1={HEIGHT + 2} y2={HEIGHT + 2} className={classes.ground} />
      </svg>
      <div className={classes.axis} aria-hidden="true">
        <span>{formatDate(each[0]?.day ?? "")}</span>
        <span>{m.delivery_most({ count: formatNumber(most) })}</span>
        <span>{formatDate(each.at(-1)?.day ?? "")}</span>
      </div>
      <figcaption className={classes.legend}>
        {shown.map((part) => (
          <span key={part} className={classes.key}>
            <svg width="14" height="14" aria-hidden="true">
              <rect width="14" height="14" rx="2" className={classes.part} data-part={part} />
            </svg>
            {partWords[part]()}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

function Bar({ figures, x, width, most }: { figures: Figures; x: number; width: number; most: number }) {
  let top = HEIGHT + 2;
  return partNames.map((part) => {
    const height = (figures.parts[part] / most) * HEIGHT;
    top -= height;
    return height > 0 ? (
      <rect
        key={part}
        x={x}
        y={top}
        width={width}
        height={height}
        className={classes.part}
        data-part={part}
      />
    ) : null;
  });
}

/** Stripes and dots, so that parts differ without their colours. */
function Patterns() {
  return (
    <defs>
      <pattern id="part-suppressed" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" className={classes.plain} />
        <path d="M0 6 6 0" className={classes.stroke} data-part="suppressed" />
      </pattern>
      <pattern id="part-waiting" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" className={classes.plain} />
        <circle cx="3" cy="3" r="1.4" className={classes.dot} />
      </pattern>
      <pattern id="part-uncertain" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect width="6" height="6" className={classes.plain} />
        <path d="M0 3H6" className={classes.stroke} data-part="uncertain" />
      </pattern>
    </defs>
  );
}
