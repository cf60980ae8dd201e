import { Anchor } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { EvidenceFile } from "~/api/client.ts";
import { Failure } from "~/api/failure.ts";
import { sizeWords } from "~/lib/sizes.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { Section } from "~/ui/Page.tsx";
import classes from "./EvidencePage.module.css";
import { damageWords, fileHref } from "./words.ts";

interface Props {
  org: string;
  id: string;
  file: EvidenceFile;
}

/** The latest file inside the page, where it can be shown safely; anything else is only downloaded. */
export function Preview({ org, id, file }: Props) {
  return (
    <Section
      title={m.preview()}
      aside={
        !file.damage && (
          <Anchor size="sm" underline="always" href={fileHref(org, id, file.number)} download={file.name}>
            {m.file_download({ size: sizeWords(file.size) })}
          </Anchor>
        )
      }
    >
      {file.damage ? (
        <p className={classes.damage}>{damageWords(file.damage)}</p>
      ) : (
        <Shown org={org} id={id} file={file} />
      )}
    </Section>
  );
}

function Shown({ org, id, file }: Props) {
  const address = fileHref(org, id, file.number, true);
  const title = m.preview_of({ name: file.name });
  if (file.preview === "none") return <p className={classes.soft}>{m.preview_none()}</p>;
  if (file.preview === "text") return <Words address={address} file={file} />;
  return (
    <>
      {file.preview === "pdf" ? (
        <iframe className={classes.frame} src={address} title={title} />
      ) : (
        <img className={classes.picture} src={address} alt={title} />
      )}
      <p className={classes.soft}>
        <Anchor underline="always" inherit href={address} target="_blank" rel="noreferrer">
          {m.preview_alone()}
        </Anchor>
      </p>
    </>
  );
}

/** As much of a text as is read here. */
const MOST = 64 * 1024;

async function readText(address: string): Promise<string> {
  const range = { Range: `bytes=0-${MOST - 1}` };
  const response = await fetch(address, { headers: range }).catch(() => {
    throw new Failure("unreachable", 0);
  });
  if (!response.ok) throw new Failure("internal", response.status, await response.json().catch(() => ({})));
  return response.text();
}

function Words({ address, file }: { address: string; file: EvidenceFile }) {
  const words = useQuery({
    queryKey: ["evidence text", address, file.sha256],
    queryFn: () => readText(address),
    // The same bytes say the same.
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (words.isPending) return <LoadingLines lines={4} />;
  if (words.isError) return <FailureNotice error={words.error} onRetry={() => words.refetch()} />;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys */}
      <section className={classes.words} tabIndex={0} aria-label={m.preview_of({ name: file.name })}>
        <pre>{words.data}</pre>
      </section>
      {file.size > MOST && (
        <p className={classes.soft}>
          {m.preview_part({ part: sizeWords(MOST), size: sizeWords(file.size) })}
        </p>
      )}
    </>
  );
}
