import { Group, NativeSelect, Stack, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { NoticeChoices, NoticeChoicesChange, NoticeTopic, NoticeWay, Rhythm } from "~/api/client.ts";
import { fieldErrors } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";
import { ConflictNotice } from "~/ui/ConflictNotice.tsx";
import { FailureNotice } from "~/ui/FailureNotice.tsx";
import { LoadingLines } from "~/ui/Loading.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { Section } from "~/ui/Page.tsx";
import classes from "./Choices.module.css";
import { choicesQuery, chosen, useChoosing } from "./choices.ts";

const topics: Record<NoticeTopic, () => string> = {
  mentioned: m.topic_mentioned,
  commented: m.topic_commented,
  assigned: m.topic_assigned,
  review_wanted: m.topic_review_wanted,
  completed: m.topic_completed,
  reminders: m.topic_reminders,
  upkeep: m.topic_upkeep,
  security: m.topic_security,
};

/** Why some cannot be turned off. */
const fixed: Partial<Record<NoticeTopic, () => string>> = {
  reminders: m.fixed_reminders,
  upkeep: m.fixed_upkeep,
  security: m.fixed_security,
};

const rhythms: Record<Rhythm, () => string> = {
  at_once: m.rhythm_at_once,
  daily: m.rhythm_daily,
  weekly: m.rhythm_weekly,
  never: m.rhythm_never,
};

const weekdays = [m.weekday_1, m.weekday_2, m.weekday_3, m.weekday_4, m.weekday_5];
const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, "0")}:00`,
}));

/** What one is told, by which way and how often; each is saved as it is chosen and can be taken back. */
export default function Choices({ org }: { org: string }) {
  const choices = useQuery(choicesQuery(org));
  const { change, takeBack, draft, error, conflict } = useChoosing(org);
  if (choices.isPending) return <LoadingLines lines={6} />;
  if (choices.isError) return <FailureNotice error={choices.error} onRetry={() => choices.refetch()} />;
  const save = (body: NoticeChoicesChange, before: NoticeChoicesChange, words: string) =>
    change({ body, words, done: () => notifySaved(words, () => takeBack(body, before)) });
  return (
    <Section title={m.choices()}>
      {conflict && <ConflictNotice {...conflict} />}
      <FailureNotice error={Object.keys(fieldErrors(error)).length === 0 ? error : null} />
      <p className={classes.why}>{m.choices_why()}</p>
      <ul className={classes.list}>
        {choices.data.topics.map((one) => (
          <li key={one.topic} className={classes.item}>
            <div id={`topic-${one.topic}`} className={classes.topic}>
              {topics[one.topic]()}
            </div>
            {fixed[one.topic] ? (
              <p className={classes.fixed}>{fixed[one.topic]?.()}</p>
            ) : (
              <Ways choices={choices.data} topic={one.topic} draft={draft} save={save} />
            )}
          </li>
        ))}
      </ul>
      <Times choices={choices.data} draft={draft} save={save} />
    </Section>
  );
}

interface Saving {
  choices: NoticeChoices;
  draft: NoticeChoicesChange | null;
  save: (body: NoticeChoicesChange, before: NoticeChoicesChange, words: string) => void;
}

function Ways({ choices, topic, draft, save }: Saving & { topic: NoticeTopic }) {
  const shown = choices.topics.find((one) => one.topic === topic);
  if (!shown) return null;
  const wanted = (way: "in_app" | "mail", stored: NoticeWay): Rhythm =>
    (draft?.topics?.find((one) => one.topic === topic && one.way === way)?.rhythm as Rhythm) ?? stored.rhythm;
  const choose = (way: "in_app" | "mail", rhythm: Rhythm, words: string) =>
    save(
      { topics: [{ topic, way, rhythm }] },
      { topics: [{ topic, way, rhythm: chosen(choices, topic, way) }] },
      m.choices_saved({ topic: topics[topic](), rhythm: words }),
    );
  const bell = wanted("in_app", shown.in_app) !== "never";
  return (
    <>
      <Switch
        size="sm"
        label={m.choices_bell()}
        aria-describedby={`topic-${topic}`}
        checked={bell}
        onChange={({ currentTarget: { checked } }) =>
          choose("in_app", checked ? "at_once" : "never", checked ? m.rhythm_shown() : m.rhythm_not_shown())
        }
      />
      <NativeSelect
        size="sm"
        aria-label={`${topics[topic]()}, ${m.choices_mail()}`}
        value={wanted("mail", shown.mail)}
        data={shown.mail.offered.map((rhythm) => ({
          value: rhythm,
          label:
            rhythm === shown.mail.usual ? m.rhythm_usual({ rhythm: rhythms[rhythm]() }) : rhythms[rhythm](),
        }))}
        onChange={({ currentTarget: { value } }) =>
          choose("mail", value as Rhythm, rhythms[value as Rhythm]())
        }
      />
    </>
  );
}

function Times({ choices, draft, save }: Saving) {
  const hour = String(draft?.hour ?? choices.hour);
  const weekday = draft?.weekday ?? choices.weekday;
  const quiet = draft?.quiet_weekend ?? choices.quiet_weekend;
  const dayWords = (day: number) => weekdays[day - 1]?.() ?? "";
  return (
    <Stack gap="sm" mt="lg" className={classes.times}>
      <Group align="end" gap="md">
        <NativeSelect
          label={m.choices_at()}
          value={hour}
          data={hours}
          onChange={({ currentTarget: { value } }) =>
            save(
              { hour: Number(value) },
              { hour: choices.hour },
              m.hour_now({ hour: hours[Number(value)]?.label ?? value }),
            )
          }
        />
        <NativeSelect
          label={m.choices_day()}
          value={String(weekday)}
          data={weekdays.map((words, position) => ({ value: String(position + 1), label: words() }))}
          onChange={({ currentTarget: { value } }) =>
            save(
              { weekday: Number(value) },
              { weekday: choices.weekday },
              m.weekday_now({ day: dayWords(Number(value)) }),
            )
          }
        />
      </Group>
      <Switch
        label={m.choices_quiet()}
        checked={quiet}
        onChange={({ currentTarget: { checked } }) =>
          save(
            { quiet_weekend: checked },
            { quiet_weekend: choices.quiet_weekend },
            checked ? m.quiet_now_on() : m.quiet_now_off(),
          )
        }
      />
      <p className={classes.why}>{m.choices_at_why()}</p>
    </Stack>
  );
}
