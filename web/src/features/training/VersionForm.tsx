import { Button, Checkbox, Group, NativeSelect, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import type { AgainForName, ModuleText, QuizQuestion, WholeModule } from "~/api/client.ts";
import { placedErrors } from "~/lib/problems.ts";
import { againFor } from "~/lib/training.ts";
import { m } from "~/paraglide/messages.js";
import { EditForm } from "~/ui/EditForm.tsx";
import { notifySaved } from "~/ui/notify.tsx";
import { useModuleDraft } from "./changes.ts";
import { QuestionFields } from "./QuestionFields.tsx";
import classes from "./Training.module.css";

interface Props {
  org: string;
  one: WholeModule;
  onClose: () => void;
}

/** A question while it is edited: known by a number of its own, since its id may be made by the server. */
export interface Drafted extends QuizQuestion {
  key: string;
}

const empty = (): Drafted => ({
  key: crypto.randomUUID(),
  id: "",
  kind: "single",
  text: "",
  options: ["", ""],
  right: [0],
  explanation: "",
});

/** Writes what is read, asked and confirmed. It is a draft until somebody approves it. */
export function VersionForm({ org, one, onClose }: Props) {
  const { change, takeBack: _, ...state } = useModuleDraft(org, one.id);
  const latest = one.versions[0];
  const isFirst = one.current === null;
  const [questions, setQuestions] = useState<Drafted[]>(
    (latest?.questions ?? []).map((question) => ({ ...question, key: question.id || crypto.randomUUID() })),
  );
  const [again, setAgain] = useState<AgainForName>(latest?.approved_at ? "all" : (latest?.again ?? "all"));
  const [changed, setChanged] = useState<string[]>(latest?.approved_at ? [] : (latest?.changed ?? []));
  const [attempts, setAttempts] = useState<number | string>(latest?.attempts ?? "");
  const errors = placedErrors(state.error);
  const set = (key: string, patch: Partial<Drafted>) =>
    setQuestions(questions.map((question) => (question.key === key ? { ...question, ...patch } : question)));
  return (
    <EditForm
      state={state}
      onClose={onClose}
      onSave={(read) => {
        const body: ModuleText = {
          language: read("language"),
          text: read("text"),
          minutes: Number(read("minutes")),
          attested: read("attested"),
          questions: questions.map(({ key: _key, ...question }) => question),
          pass_percent: questions.length > 0 ? Number(read("pass_percent")) : 80,
          attempts: attempts === "" ? null : Number(attempts),
          again,
          changed,
        };
        const done = () => {
          onClose();
          notifySaved(m.module_drafted({ reference: one.reference }));
        };
        change({ body, words: one.title, done });
      }}
    >
      <Textarea
        name="text"
        label={m.module_text()}
        description={m.module_text_why()}
        autosize
        minRows={8}
        maxRows={24}
        maxLength={50_000}
        defaultValue={latest?.text}
        error={errors["/text"]}
      />
      <Textarea
        name="attested"
        label={m.module_attested()}
        description={m.module_attested_why()}
        required
        withAsterisk={false}
        autosize
        minRows={2}
        maxLength={2_000}
        defaultValue={latest?.attested}
        error={errors["/attested"]}
      />
      <Group gap="sm" grow>
        <TextInput
          name="language"
          label={m.module_language()}
          maxLength={35}
          defaultValue={latest?.language ?? "en"}
          error={errors["/language"]}
        />
        <NumberInput
          name="minutes"
          label={m.module_minutes()}
          min={0}
          max={6_000}
          defaultValue={latest?.minutes ?? 5}
        />
      </Group>
      <fieldset className={classes.rules}>
        <legend>{m.quiz()}</legend>
        {questions.map((question, place) => (
          <QuestionFields
            key={question.key}
            number={place + 1}
            question={question}
            errors={(name) => errors[`/questions/${place}/${name}`]}
            onChange={(patch) => set(question.key, patch)}
            onRemove={() => setQuestions(questions.filter(({ key }) => key !== question.key))}
          />
        ))}
        <Button
          variant="default"
          onClick={() => setQuestions([...questions, empty()])}
          disabled={questions.length >= 50}
        >
          {m.quiz_add()}
        </Button>
        {questions.length > 0 && (
          <Group gap="sm" grow mt="sm">
            <NumberInput
              name="pass_percent"
              label={m.quiz_percent()}
              min={0}
              max={100}
              defaultValue={latest?.pass_percent ?? 80}
              error={errors["/pass_percent"]}
            />
            <NumberInput
              label={m.quiz_attempts()}
              description={m.quiz_attempts_why()}
              min={1}
              max={100}
              value={attempts}
              onChange={setAttempts}
              error={errors["/attempts"]}
            />
          </Group>
        )}
      </fieldset>
      {!isFirst && (
        <NativeSelect
          label={m.module_again()}
          description={m.module_again_why()}
          value={again}
          onChange={(event) => setAgain(event.currentTarget.value as AgainForName)}
          data={(Object.keys(againFor) as AgainForName[]).map((value) => ({
            value,
            label: againFor[value](),
          }))}
          error={errors["/again"]}
        />
      )}
      {!isFirst && again === "changed" && (
        <Checkbox.Group label={m.module_changed()} value={changed} onChange={setChanged}>
          {questions.map((question, place) => (
            <Checkbox
              key={question.key}
              mt="xs"
              value={question.id || `q${place + 1}`}
              label={question.text || m.quiz_question({ number: place + 1 })}
            />
          ))}
        </Checkbox.Group>
      )}
    </EditForm>
  );
}
