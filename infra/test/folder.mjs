// A temporary folder that is gone at the end.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finallyDo } from '../process.mjs';

export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'aims-'));
  // PostgreSQL runs as another user when we are root, and has to reach its part.
  chmodSync(folder, 0o711);
  finallyDo(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  return folder;
}
