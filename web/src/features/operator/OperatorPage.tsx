import { Button } from "@mantine/core";
import { IconArrowLeft, IconBuilding, IconHistory, IconRefreshAlert } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { useSignOut } from "~/lib/signOut.ts";
import { m } from "~/paraglide/messages.js";
import { Brand } from "~/ui/Brand.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { Shell } from "~/ui/Shell.tsx";
import classes from "./Operator.module.css";
import type { ConsoleSearch } from "./search.ts";

const Organisations = lazy(() => import("./OrganisationsPart.tsx"));
const Organisation = lazy(() => import("./OrganisationPart.tsx"));
const Jobs = lazy(() => import("./JobsPart.tsx"));
const Log = lazy(() => import("./LogPart.tsx"));

const parts = [
  { name: "organisations", label: m.operator_organisations, Icon: IconBuilding },
  { name: "jobs", label: m.operator_jobs, Icon: IconRefreshAlert },
  { name: "log", label: m.operator_log, Icon: IconHistory },
] as const;

/** The console of whoever runs the installation. */
export function OperatorPage({ search }: { search: ConsoleSearch }) {
  const { part = "organisations", org, q, waiting = false } = search;
  const leave = useSignOut();
  return (
    <Shell
      brand={
        <>
          <Brand />
          <span className={classes.where}>{m.operator_title()}</span>
        </>
      }
      aside={null}
      navigation={parts.map(({ name, label, Icon }) => (
        <Link
          key={name}
          to="/operator"
          search={{ part: name }}
          className={classes.room}
          aria-current={name === part ? "page" : undefined}
        >
          <Icon size={18} stroke={1.7} aria-hidden="true" />
          {label()}
        </Link>
      ))}
      account={
        <div className={classes.leave}>
          <Link to="/" search={{ choose: true }} className={classes.room}>
            <IconArrowLeft size={18} stroke={1.7} aria-hidden="true" />
            {m.operator_back()}
          </Link>
          <Button variant="default" size="xs" loading={leave.isPending} onClick={() => leave.mutate()}>
            {m.sign_out()}
          </Button>
        </div>
      }
    >
      <Suspense fallback={<LoadingLines lines={8} />}>
        {part === "organisations" && (org ? <Organisation key={org} id={org} /> : <Organisations q={q} />)}
        {part === "jobs" && <Jobs waiting={waiting} />}
        {part === "log" && <Log />}
      </Suspense>
    </Shell>
  );
}
