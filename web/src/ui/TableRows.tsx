import { defaultRangeExtractor, useWindowVirtualizer } from "@tanstack/react-virtual";
import {
  Fragment,
  type HTMLAttributes,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { Density } from "~/lib/look.ts";

/** From this many rows on, only those are on the page that are seen. */
export const VIRTUAL_FROM = 120;

/** About how high a row is before it has been seen. */
const HEIGHT: Record<Density, number> = { comfortable: 64, compact: 36 };

type RowAttributes = HTMLAttributes<HTMLTableRowElement> & {
  ref?: (row: HTMLTableRowElement | null) => void;
  "data-index": number;
};

interface Props {
  ids: readonly string[];
  density: Density;
  current: string | undefined;
  columns: number;
  children: (index: number, attributes: RowAttributes) => ReactNode;
}

const attributes = (ids: readonly string[], index: number, current: string | undefined): RowAttributes => ({
  "data-index": index,
  "aria-rowindex": index + 2,
  "aria-current": ids[index] === current ? "true" : undefined,
});

/** The rows of a table. Each says which of all it is, so that nothing is lost where only a part is on the page. */
export function TableRows(props: Props) {
  const { ids, current, children } = props;
  const body = useRef<HTMLTableSectionElement>(null);
  const long = ids.length >= VIRTUAL_FROM;
  // Whoever goes from one thing to the next finds its row when they come back.
  useEffect(() => {
    if (long || !current) return;
    const row = body.current?.children[ids.indexOf(current)];
    row?.scrollIntoView?.({ block: "nearest" });
  }, [current, ids, long]);
  if (long) return <SeenRows {...props} />;
  return <tbody ref={body}>{ids.map((_, index) => children(index, attributes(ids, index, current)))}</tbody>;
}

/** Of a long list what is seen, and empty rows as high as what is not. */
function SeenRows({ ids, density, current, columns, children }: Props) {
  const body = useRef<HTMLTableSectionElement>(null);
  const focused = useRef<number | null>(null);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => {
    const top = (body.current?.getBoundingClientRect().top ?? 0) + window.scrollY;
    if (Math.abs(top - margin) > 1) setMargin(top);
  });
  const rows = useWindowVirtualizer({
    count: ids.length,
    estimateSize: () => HEIGHT[density],
    getItemKey: (index) => ids[index] ?? index,
    overscan: 12,
    scrollMargin: margin,
    // What has the focus stays, however far one scrolls.
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range);
      const at = focused.current;
      if (at === null || at >= ids.length || seen.includes(at)) return seen;
      return [...seen, at].sort((a, b) => a - b);
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another density is another height
  useEffect(() => rows.measure(), [density]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only where another thing was opened
  useEffect(() => {
    const at = current ? ids.indexOf(current) : -1;
    if (at >= 0) rows.scrollToIndex(at, { align: "auto" });
  }, [current]);
  const items = rows.getVirtualItems();
  let end = margin;
  const gap = (height: number) =>
    height > 0 && (
      // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row of a table takes no focus
      <tr aria-hidden="true" data-gap="true">
        <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
      </tr>
    );
  return (
    <tbody
      ref={body}
      onFocus={(event) => {
        const row = event.target.closest<HTMLElement>("tr[data-index]");
        focused.current = row ? Number(row.dataset.index) : null;
      }}
      onBlur={() => {
        focused.current = null;
      }}
    >
      {items.map((item) => {
        const before = item.start - end;
        end = item.end;
        return (
          <Fragment key={item.key}>
            {gap(before)}
            {children(item.index, {
              ...attributes(ids, item.index, current),
              ref: rows.measureElement,
            })}
          </Fragment>
        );
      })}
      {gap(rows.getTotalSize() + margin - end)}
    </tbody>
  );
}
