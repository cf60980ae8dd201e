import { type RefObject, useEffect, useRef } from "react";

/** The text of one named field of a form. */
export function field(form: HTMLFormElement, name: string): string {
  const value = new FormData(form).get(name);
  return typeof value === "string" ? value : "";
}

/** Puts the focus on the first field the server objected to. */
export function useFocusFirstError(error: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error)
      form.current
        ?.querySelector<HTMLElement>("input[aria-invalid=true], select[aria-invalid=true]")
        ?.focus();
  }, [error]);
  return form;
}
