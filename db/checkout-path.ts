import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The path of something in the checkout, whether this file runs as it is or in a bundle of the build. Throws when the
 * checkout that it runs in has no such thing.
 */
export function checkoutPath(name: string): string {
  const start = dirname(fileURLToPath(import.meta.url));
  for (let folder = start; ; folder = dirname(folder)) {
    const path = join(folder, name);
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) throw new Error(`${name} is in no folder above ${start}.`);
  }
}
