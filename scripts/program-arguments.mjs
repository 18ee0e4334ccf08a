import { BUNDLE, bundledFile, PROGRAMS } from './bundle.mjs';

/**
 * V8 lets the heap grow to four times what is in use unless it has a limit below 2 GB; with this one the web process
 * stays near 260 MiB instead of 490 under full load.
 */
const OLD_SPACE_MIB = 1536;

/**
 * What node is told when it runs a program of the checkout: of one that runs for long, what the build made of it; any
 * other as it is. A heap limit of the operator's own (`NODE_OPTIONS`) stands.
 */
export function programArguments(program, { NODE_OPTIONS = '' } = process.env) {
  const limit = /--max[-_]old[-_]space[-_]size/.test(NODE_OPTIONS) ? [] : [`--max-old-space-size=${OLD_SPACE_MIB}`];
  const bundled = PROGRAMS.includes(program) ? bundledFile(BUNDLE, program) : program;
  const loader = bundled.endsWith('.ts') ? ['--import', 'tsx'] : ['--enable-source-maps'];
  return [...limit, ...loader, bundled];
}
