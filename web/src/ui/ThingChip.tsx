import { Link } from "@tanstack/react-router";
import { pageOf, type Thing } from "~/lib/things.ts";
import text from "./text.module.css";

/** A thing by its reference and title, and the way to it. */
export function ThingChip({ org, thing }: { org: string; thing: Thing }) {
  const { id, kind, reference, title } = thing;
  const to = pageOf(kind);
  const words = (
    <>
      <span className={text.reference}>{reference}</span>
      <span className={text.chipTitle}>{title}</span>
    </>
  );
  return to ? (
    <Link to={to} params={{ org, id }} className={text.chip}>
      {words}
    </Link>
  ) : (
    <span className={text.chip}>{words}</span>
  );
}
