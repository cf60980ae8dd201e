import { Button } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import type { MailTestResult } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { Section } from "~/ui/Page.tsx";
import { useMailTest } from "./changes.ts";
import { mailQuery } from "./queries.ts";
import classes from "./Settings.module.css";

const outcomes: Record<string, () => string> = {
  accepted: m.mail_accepted,
  kept: m.mail_kept,
  refused: m.mail_refused,
  later: m.mail_later,
  unknown: m.mail_unknown,
};

/** How letters leave, and whether one arrives. */
export default function MailPart({ org }: { org: string }) {
  const { data: mail } = useSuspenseQuery(mailQuery(org));
  const test = useMailTest(org);
  const encryption = { required: m.tls_required(), implicit: m.tls_implicit(), none: m.tls_none() };
  return (
    <>
      <p className={classes.why}>{m.mail_why()}</p>
      <dl className={classes.figures}>
        <dt>{m.mail_delivery()}</dt>
        <dd>{mail.delivery === "smtp" ? m.mail_sent() : m.mail_captured()}</dd>
        {mail.host && (
          <>
            <dt>{m.mail_server()}</dt>
            <dd>
              {mail.host}:{mail.port}, {encryption[mail.tls as keyof typeof encryption] ?? mail.tls}
            </dd>
          </>
        )}
        <dt>{m.mail_from()}</dt>
        <dd>
          {mail.from_name} &lt;{mail.from_address}&gt;
        </dd>
      </dl>
      <Section title={m.mail_test()}>
        <p className={classes.why}>{m.mail_test_why({ address: mail.test_goes_to })}</p>
        <FailureNotice error={test.error} />
        <Button variant="default" loading={test.isPending} onClick={() => test.mutate()}>
          {m.mail_test_send()}
        </Button>
        <div role="status">{test.data && <Result result={test.data} />}</div>
      </Section>
    </>
  );
}

function Result({ result }: { result: MailTestResult }) {
  const { outcome, code, answer, took_ms } = result;
  // The code stands before the text already where the server gave both in one line.
  const said = code && !answer.startsWith(String(code)) ? `${code} ${answer}` : answer;
  return (
    <>
      <p>
        {outcomes[outcome]?.() ?? outcome} {m.mail_took({ seconds: (took_ms / 1000).toFixed(1) })}
      </p>
      <p className={classes.answer}>{said}</p>
    </>
  );
}
