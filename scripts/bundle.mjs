import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The programs that run for long. */
export const PROGRAMS = ['server.ts', 'worker.ts'];
/** Where the build puts what it made of them, below the checkout. */
export const BUNDLE = '.next/readout';

/** Where a bundled file lies in its folder. */
export const bundledFile = (folder, file) => `${folder}/${file.replace(/ts$/, 'mjs')}`;

/** Bundles the programs that run for long, and the routes that the server loads by their folders. Errors: as `bundle`. */
export async function bundlePrograms(root) {
  const files = readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' });
  const routes = files.filter((file) => /(^|\/)route\.ts$/.test(file));
  rmSync(join(root, BUNDLE), { recursive: true, force: true });
  await bundle({ root, files: [...PROGRAMS, ...routes.map((file) => `app/${file}`)], folder: BUNDLE });
}

/**
 * Bundles TypeScript files, and what they import of ours, into `folder`, as ES modules under their own paths (`bundledFile`).
 * Packages stay where they are; what several files import is one module to all. A program starts in half the time then, and
 * needs no compiler beside it.
 * Errors: esbuild's own words, with file and line.
 */
export async function bundle({ root, files, folder }) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: files,
    outbase: root,
    outdir: join(root, folder),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'silent',
  });
}
