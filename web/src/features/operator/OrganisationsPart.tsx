import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { sizeWords } from "~/lib/sizes.ts";
import { m } from "~/paraglide/messages.js";
import { PageHeading } from "~/ui/Page.tsx";
import { SearchBox } from "~/ui/SearchBox.tsx";
import { StateMark } from "~/ui/StateMark.tsx";
import text from "~/ui/text.module.css";
import classes from "./Operator.module.css";
import { organisationsQuery } from "./queries.ts";
import { Turned } from "./Turned.tsx";
import { look, moment } from "./words.ts";

/** Which organisations there are, and how much each uses. */
export default function OrganisationsPart({ q }: { q: string | undefined }) {
  const navigate = useNavigate();
  const list = useInfiniteQuery({ ...organisationsQuery(q), placeholderData: keepPreviousData });
  return (
    <>
      <PageHeading title={m.operator_organisations()} below={m.operator_organisations_why()} />
      <SearchBox
        label={m.operator_search()}
        value={q ?? ""}
        onSearch={(next) =>
          void navigate({ to: "/operator", search: next ? { q: next } : {}, replace: true })
        }
      />
      <Turned
        list={list}
        label={m.operator_organisations()}
        nothing={{ title: m.operator_none_title(), text: m.operator_none_text() }}
      >
        {(one) => (
          <>
            <span className={classes.what}>
              <Link to="/operator" search={{ org: one.id }} className={classes.name}>
                {one.name}
              </Link>{" "}
              <span className={text.reference}>{one.slug}</span>
              <br />
              <span className={text.soft}>
                {m.operator_uses({
                  people: one.people,
                  files: sizeWords(one.file_bytes),
                  at: moment(one.founded_at),
                })}
                {one.jobs_dead > 0 && ` ${m.operator_jobs_dead({ count: one.jobs_dead })}`}
              </span>
            </span>
            <StateMark look={look(one)} />
          </>
        )}
      </Turned>
    </>
  );
}
