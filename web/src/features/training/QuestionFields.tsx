import { ActionIcon, Button, Checkbox, Group, NativeSelect, Radio, TextInput } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { QuestionKindName } from "~/api/client.ts";
import { m } from "~/paraglide/messages.js";
import classes from "./Training.module.css";
import type { Drafted } from "./VersionForm.tsx";

interface Props {
  number: number;
  question: Drafted;
  errors: (name: string) => string | undefined;
  onChange: (patch: Partial<Drafted>) => void;
  onRemove: () => void;
}

const kinds: Record<QuestionKindName, () => string> = {
  single: m.quiz_kind_single,
  multiple: m.quiz_kind_multiple,
  order: m.quiz_kind_order,
};

/** One question: what is asked, its options, which of them hold, and why. */
export function QuestionFields({ number, question, errors, onChange, onRemove }: Props) {
  const right = question.right ?? [];
  const setKind = (kind: QuestionKindName) =>
    onChange({ kind, right: kind === "order" ? [] : kind === "single" ? [right[0] ?? 0] : right });
  return (
    <fieldset className={classes.question} aria-label={m.quiz_question({ number })}>
      <Group justify="space-between" wrap="nowrap" align="flex-end">
        <NativeSelect
          label={m.quiz_question({ number })}
          value={question.kind}
          onChange={(event) => setKind(event.currentTarget.value as QuestionKindName)}
          data={(Object.keys(kinds) as QuestionKindName[]).map((value) => ({ value, label: kinds[value]() }))}
        />
        <Button
          variant="subtle"
          size="compact-sm"
          onClick={onRemove}
          aria-label={m.quiz_remove_named({ number })}
        >
          {m.quiz_remove()}
        </Button>
      </Group>
      <TextInput
        label={m.quiz_text()}
        required
        withAsterisk={false}
        maxLength={500}
        value={question.text}
        onChange={(event) => onChange({ text: event.currentTarget.value })}
        error={errors("text")}
      />
      <Options question={question} onChange={onChange} error={errors("options")} />
      <TextInput
        label={m.quiz_explanation()}
        maxLength={1_000}
        value={question.explanation ?? ""}
        onChange={(event) => onChange({ explanation: event.currentTarget.value })}
        error={errors("explanation")}
      />
    </fieldset>
  );
}

interface OptionsProps {
  question: Drafted;
  onChange: (patch: Partial<Drafted>) => void;
  error: string | undefined;
}

function Options({ question, onChange, error }: OptionsProps) {
  const right = question.right ?? [];
  const write = (place: number, option: string) =>
    onChange({ options: question.options.map((other, at) => (at === place ? option : other)) });
  const turn = (place: number, holds: boolean) =>
    onChange({
      right:
        question.kind === "single" ? [place] : holds ? [...right, place] : right.filter((at) => at !== place),
    });
  const drop = (place: number) =>
    onChange({
      options: question.options.filter((_, at) => at !== place),
      right: right.filter((at) => at !== place).map((at) => (at > place ? at - 1 : at)),
    });
  const Mark = question.kind === "single" ? Radio : Checkbox;
  return (
    <>
      {question.options.map((option, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an option is known by its place
        <Group key={place} gap="xs" wrap="nowrap" align="center">
          {question.kind !== "order" && (
            <Mark
              checked={right.includes(place)}
              onChange={(event) => turn(place, event.currentTarget.checked)}
              aria-label={m.quiz_option_holds({ number: place + 1 })}
            />
          )}
          <TextInput
            aria-label={m.quiz_option({ number: place + 1 })}
            required
            maxLength={300}
            value={option}
            onChange={(event) => write(place, event.currentTarget.value)}
            style={{ flex: 1 }}
          />
          <ActionIcon
            variant="subtle"
            disabled={question.options.length <= 2}
            aria-label={m.quiz_option_remove({ number: place + 1 })}
            onClick={() => drop(place)}
          >
            <IconX size={16} aria-hidden="true" />
          </ActionIcon>
        </Group>
      ))}
      {error && (
        <p className={classes.overdue} role="alert">
          {error}
        </p>
      )}
      <Button
        variant="subtle"
        size="compact-sm"
        disabled={question.options.length >= 12}
        onClick={() => onChange({ options: [...question.options, ""] })}
      >
        {m.quiz_option_add()}
      </Button>
    </>
  );
}
