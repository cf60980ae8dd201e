import { formatNumber } from "~/lib/dates.ts";
import { m } from "~/paraglide/messages.js";

/** 5,000 bytes as "4.9 KiB". */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return m.size_bytes({ count: bytes });
  if (bytes < 1024 ** 2) return m.size_kib({ size: formatNumber(bytes / 1024) });
  if (bytes < 1024 ** 3) return m.size_mib({ size: formatNumber(bytes / 1024 ** 2) });
  return m.size_gib({ size: formatNumber(bytes / 1024 ** 3) });
}
