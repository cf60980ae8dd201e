import { useInfiniteQuery } from "@tanstack/react-query";
import { m } from "~/paraglide/messages.js";
import { PageHeading } from "~/ui/Page.tsx";
import text from "~/ui/text.module.css";
import classes from "./Operator.module.css";
import { logQuery } from "./queries.ts";
import { Turned } from "./Turned.tsx";
import { did, moment } from "./words.ts";

/** What operators did. */
export default function LogPart() {
  const list = useInfiniteQuery(logQuery());
  return (
    <>
      <PageHeading title={m.operator_log()} below={m.operator_log_why()} />
      <Turned
        list={list}
        label={m.operator_log()}
        nothing={{ title: m.operator_no_log_title(), text: m.operator_no_log_text() }}
      >
        {({ at, by, action, organisation, body }) => (
          <>
            <span className={classes.what}>
              {did(action)} {organisation && <span className={text.reference}>{organisation}</span>}
              <Said body={body} />
            </span>
            <span className={text.soft}>
              {by ?? m.operator_command_line()} · {moment(at)}
            </span>
          </>
        )}
      </Turned>
    </>
  );
}

/** What else was said of a step, such as why. */
function Said({ body }: { body: unknown }) {
  const said = Object.entries((body ?? {}) as Record<string, unknown>).filter(
    ([name, value]) => value !== null && value !== false && !["account", "job"].includes(name),
  );
  if (said.length === 0) return null;
  return (
    <>
      <br />
      <span className={text.soft}>
        {said.map(([name, value]) => `${name.replaceAll("_", " ")}: ${String(value)}`).join(", ")}
      </span>
    </>
  );
}
