import { type Settings, settingsFile } from '#lib/settings/contract';
import { findDuplicates } from '#lib/settings/find-duplicates';
import { describeIssues, type SettingsProblem, wordIssue } from '#lib/settings/problems';
import { readDocument } from '#lib/settings/read-document';
import { resolveSecrets } from '#lib/settings/resolve-secrets';

export type ParsedSettings = { ok: true; settings: Settings } | { ok: false; problems: SettingsProblem[] };

/**
 * Reads a settings file (YAML 1.2 or JSON, operations.md "The settings file"), replaces each secret's `{env: NAME}`
 * from `env`, and checks all of it: the answer lists every problem with its path and line, in the order of the file.
 * Names of organizations that the file does not hold are checked by `applySettings`: the database may know them.
 */
export function parseSettings(text: string, env: Readonly<Record<string, string | undefined>>): ParsedSettings {
  const document = readDocument(text);
  if (document.locate === null) return { ok: false, problems: document.problems };
  const resolved = resolveSecrets(document.data, env);
  const checked = settingsFile.safeParse(resolved.data, { error: wordIssue });
  const found = [
    ...resolved.problems,
    ...describeIssues(checked.error?.issues ?? []),
    ...findDuplicates(resolved.data),
  ];
  const problems = [...document.problems, ...document.locate(found)];
  // What was checked is handed on as written: its defaults belong to this release, not to the file.
  return problems.length > 0 ? { ok: false, problems } : { ok: true, settings: resolved.data as Settings };
}
