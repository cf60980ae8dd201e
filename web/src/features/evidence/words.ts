import type { EvidenceFile } from "~/api/client.ts";
import { isFailure } from "~/api/failure.ts";
import { words } from "~/lib/problems.ts";
import { m } from "~/paraglide/messages.js";

const codes: Record<string, () => string> = {
  program_not_taken: m.upload_program,
  empty: m.upload_empty,
  no_such_upload: m.upload_gone,
  not_arrived: m.upload_gone,
  too_large: m.upload_too_large,
  quota_reached: m.upload_quota,
  upload_busy: m.upload_busy,
  unreachable: m.upload_unreachable,
  stale_version: m.upload_stale,
};

/** Why a file is not here, and what helps. */
export function uploadWords(error: unknown): string {
  if (!isFailure(error)) return words(error);
  const field = error.problem.errors?.[0];
  const said = codes[field?.code ?? error.reason ?? error.code];
  return said?.() ?? field?.detail ?? words(error);
}

export function damageWords(damage: NonNullable<EvidenceFile["damage"]>): string {
  return damage === "missing" ? m.damage_missing() : m.damage_changed();
}

/** Where the bytes of a file are: to be kept, or to be shown inside a page. */
export function fileHref(org: string, id: string, number: number, preview = false): string {
  const path = `/api/v1/o/${encodeURIComponent(org)}/evidence/${id}/files/${number}`;
  return preview ? `${path}?preview=true` : path;
}
